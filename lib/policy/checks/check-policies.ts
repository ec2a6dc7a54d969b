import { builtInStatuses, systemFields } from '../../../lambda/contract/policy-file.ts';
import { entriesOf, itemsOf, type Draft } from '../draft.ts';
import { durationSeconds } from '../duration.ts';
import { foundText, listText, type Finding, type ValuePath } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { noticeWords, placeholdersIn } from '../placeholders.ts';
import { atKey, atValue, namedOneOf, repeatedEntries, type Check, type CheckInput } from './check-input.ts';

/** Two years, the longest native SLA. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_SlaInputConfiguration.html */
const mostTargetMinutes = 1_051_200;

type PolicyDraft = NonNullable<NonNullable<Draft['policies']>[string]>;
type BreachDraft = NonNullable<PolicyDraft['breach']>;

function checkUntil(
  path: ValuePath,
  policy: PolicyDraft,
  statuses: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const status = policy.until?.['status'];
  if (status === undefined || (typeof status === 'object' && !Array.isArray(status))) return [];
  const known =
    statuses === undefined
      ? undefined
      : new Set([...statuses, ...Object.keys(builtInStatuses)].filter((name) => name !== 'open'));
  return [status].flat().flatMap((value, index) => {
    const place = Array.isArray(status) ? [...path, index] : path;
    if (value === 'open')
      return [atValue(place, 'found "open", the status that every new case has; allowed: a status that ends the wait')];
    return namedOneOf(place, 'status', String(value), known, 'under "statuses"');
  });
}

function checkWithin(path: ValuePath, within: string | undefined): readonly Finding[] {
  if (within === undefined) return [];
  const minutes = durationSeconds(within) / 60;
  return minutes <= mostTargetMinutes
    ? []
    : [atValue(path, `found ${foundText(within)}; allowed: 1m to ${mostTargetMinutes / 1440}d`)];
}

function checkNotice(
  path: ValuePath,
  text: string | undefined,
  fields: ReadonlySet<string> | undefined,
): readonly Finding[] {
  if (text === undefined || fields === undefined) return [];
  const known = [...noticeWords, ...[...systemFields, ...fields].map((name) => `case.${name}`)];
  return placeholdersIn(text)
    .filter((word) => !known.includes(word))
    .map((word) =>
      atValue(
        path,
        `found the placeholder {${word}}; allowed: {${noticeWords.join('}, {')}} and {case.<field>}${suggestion(word, known)}`,
      ),
    );
}

function checkBreach(path: ValuePath, breach: BreachDraft, { teams, fields, draft }: CheckInput): readonly Finding[] {
  let hasOwner = false;
  return itemsOf(breach).flatMap(([index, consequence]) => {
    const place = [...path, index];
    const needsOwner = (what: string, part: string): readonly Finding[] =>
      hasOwner
        ? []
        : [
            atKey(
              [...place, part],
              `${what} goes to the owner, and nobody owns the case yet; put "reassign" before it`,
            ),
          ];
    if ('reassign' in consequence) {
      hasOwner = true;
      return namedOneOf([...place, 'reassign'], 'team', consequence.reassign, teams, 'under "teams"');
    }
    if ('email' in consequence) {
      return [
        ...needsOwner('the mail', 'email'),
        ...(draft.mail === undefined
          ? [atKey([...place, 'email'], 'a sender is missing; add "mail: { from: <address> }" at the top of the file')]
          : []),
        ...checkNotice([...place, 'email', 'subject'], consequence.email?.subject, fields),
        ...checkNotice([...place, 'email', 'body'], consequence.email?.body, fields),
        ...(/[\r\n]/.test(consequence.email?.subject ?? '')
          ? [atValue([...place, 'email', 'subject'], 'found a line break; allowed: one line')]
          : []),
      ];
    }
    if ('task' in consequence) return needsOwner('the task', 'task');
    return [];
  });
}

function checkTeams({ draft, lock, resolveCommand }: CheckInput): readonly Finding[] {
  return entriesOf(draft.teams).flatMap(([name, team]) => [
    ...itemsOf(team.users).flatMap(([index, user]) =>
      lock === undefined || Object.hasOwn(lock.users, user)
        ? []
        : [
            atValue(
              ['teams', name, 'users', index],
              `user ${JSON.stringify(user)} is not in the lock file; there: ${listText(Object.keys(lock.users))}${suggestion(user, Object.keys(lock.users))}; if the user exists in the instance, run: ${resolveCommand}`,
            ),
          ],
    ),
    ...repeatedEntries(['teams', name, 'users'], team.users),
  ]);
}

/** Teams and policies: every name, the target, and that each consequence can be carried out. */
export const checkPolicies: Check = (input) => {
  const { draft, templates, statuses } = input;
  const each = entriesOf(draft.policies).flatMap(([name, policy]) => {
    const path = ['policies', name];
    const template = policy.for?.template;
    return [
      ...namedOneOf([...path, 'for', 'template'], 'template', template, templates, 'under "templates"'),
      ...checkUntil([...path, 'until', 'status'], policy, statuses),
      ...checkWithin([...path, 'within'], policy.within),
      ...(policy.breach === undefined ? [] : checkBreach([...path, 'breach'], policy.breach, input)),
    ];
  });
  const none = draft.policies !== undefined && each.length === 0 && Object.keys(draft.policies).length === 0;
  return [
    ...checkTeams(input),
    ...each,
    ...(none ? [atKey(['policies'], 'found no policy; allowed: at least one')] : []),
  ];
};
