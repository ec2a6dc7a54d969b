import { lockFile, type LockFile } from '../lambda/contract/lock-file.ts';
import type { Consequence, PolicyFile } from '../lambda/contract/policy-file.ts';
import { listText } from '../lib/policy/finding.ts';
import { suggestion } from '../lib/policy/nearest-name.ts';
import { UserError } from './command.ts';
import type { InstanceReader, NamedId, UserDetail } from './instance-reader.ts';

function consequencesOf(policy: PolicyFile): readonly Consequence[] {
  return Object.values(policy.policies).flatMap(({ warn = [], breach, escalate = [] }) =>
    [...warn.map((level) => level.do), breach, ...escalate.map((level) => level.do)].flat(),
  );
}

/** Connect users whom a rule of Amazon Connect mails or notifies. */
function usersIn(consequence: Consequence): readonly string[] {
  if ('notify' in consequence) return consequence.notify.users;
  return 'email' in consequence && Array.isArray(consequence.email.to) ? consequence.email.to : [];
}

/** Names of the instance that a policy file uses, each once, in the order of the file. */
export function namesToResolve(policy: PolicyFile): {
  readonly users: readonly string[];
  readonly queues: readonly string[];
  readonly hoursOfOperation: readonly string[];
} {
  const consequences = consequencesOf(policy);
  const teams = Object.values(policy.teams ?? {}).flatMap((team) => team.users);
  const intakes = Object.values(policy.intake ?? {}).map((intake) => intake.queue);
  const tasks = consequences.flatMap((one) => ('task' in one && 'queue' in one.task ? [one.task.queue] : []));
  const hours = Object.values(policy.calendars ?? {}).flatMap((calendar) =>
    'hoursOfOperation' in calendar ? [calendar.hoursOfOperation] : [],
  );
  return {
    users: [...new Set([...teams, ...consequences.flatMap(usersIn)])],
    queues: [...new Set([...intakes, ...tasks])],
    hoursOfOperation: [...new Set(hours)],
  };
}

function displayName({ firstName, lastName }: UserDetail, language: PolicyFile['language'], userName: string): string {
  const parts = language === 'ja' ? [lastName, firstName] : [firstName, lastName];
  return parts.filter((part) => part !== '').join(' ') || userName;
}

interface Found {
  readonly named: readonly NamedId[];
  readonly problems: readonly string[];
}

/** Finds each name, or says what is near it. A name that several things have cannot be used. */
function find(kind: string, names: readonly string[], present: readonly NamedId[]): Found {
  const named: NamedId[] = [];
  const problems: string[] = [];
  for (const name of names) {
    const [first, second] = present.filter((candidate) => candidate.name === name);
    if (first === undefined) {
      const known = present.map((candidate) => candidate.name);
      problems.push(
        `${kind} ${JSON.stringify(name)} does not exist; there are: ${listText(known)}${suggestion(name, known)}`,
      );
    } else if (second !== undefined) {
      problems.push(
        `${kind} ${JSON.stringify(name)} exists more than once in the instance; names must be unique to be used`,
      );
    } else {
      named.push(first);
    }
  }
  return { named, problems };
}

/**
 * Looks the names of a policy file up in its instance.
 * @throws UserError with every name that does not exist
 */
export async function resolveNames(policy: PolicyFile, reader: InstanceReader): Promise<LockFile> {
  const wanted = namesToResolve(policy);
  const alias = await reader.alias();
  const users = find('user', wanted.users, wanted.users.length === 0 ? [] : await reader.users());
  const queues = find('queue', wanted.queues, wanted.queues.length === 0 ? [] : await reader.queues());
  const hours = find(
    'hours of operation',
    wanted.hoursOfOperation,
    wanted.hoursOfOperation.length === 0 ? [] : await reader.hoursOfOperations(),
  );
  const problems = [...users.problems, ...queues.problems, ...hours.problems];
  if (problems.length > 0) {
    throw new UserError(
      `names of the policy file that the instance ${alias} does not know:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      {
        next: 'Correct the policy file, or make them in the Amazon Connect console. The lock file was left as it is.',
      },
    );
  }
  const lockedUsers: [string, LockFile['users'][string]][] = [];
  for (const { id, arn, name } of users.named) {
    const detail = await reader.user(id);
    const email = detail.email === undefined ? {} : { email: detail.email };
    lockedUsers.push([name, { id, arn, displayName: displayName(detail, policy.language, name), ...email }]);
  }
  const lockedQueues: [string, LockFile['queues'][string]][] = [];
  for (const { id, arn, name } of queues.named) {
    lockedQueues.push([name, { id, arn, hoursOfOperationId: await reader.hoursOfQueue(id) }]);
  }
  const lockedHours: [string, NonNullable<LockFile['hoursOfOperation']>[string]][] = [];
  for (const { id, arn, name } of hours.named) {
    lockedHours.push([name, { id, arn, definition: await reader.calendarOf(id) }]);
  }
  const profilesDomain = await reader.profilesDomain();
  const instanceArn = policy.connect.instance;
  const [, , , region = '', accountId = '', resource = ''] = instanceArn.split(':');
  return lockFile.parse({
    lockVersion: 1,
    instance: { arn: instanceArn, id: resource.slice(resource.indexOf('/') + 1), alias, region, accountId },
    ...(profilesDomain === undefined ? {} : { profilesDomain }),
    users: Object.fromEntries(lockedUsers),
    ...(lockedHours.length === 0 ? {} : { hoursOfOperation: Object.fromEntries(lockedHours) }),
    queues: Object.fromEntries(lockedQueues),
  });
}

/** The lock file as text; the same names always give the same text. */
export function lockFileText(lock: LockFile): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}
