import type { LockFile } from '../../../lambda/contract/lock-file.ts';
import { entriesOf, itemsOf, type Draft } from '../draft.ts';
import { foundText, isMapping, listText, type Finding, type ValuePath } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { placeholdersIn } from '../placeholders.ts';
import { atKey, atValue, repeatedEntries, type Check, type CheckInput } from './check-input.ts';

/*
 * What is asked of Amazon Connect itself: consequences that a Contact Lens rule on the breach of the native SLA carries out.
 * Such a rule knows the name of the SLA and nothing else of the case.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/OnSlaBreach.html
 */

type PolicyDraft = NonNullable<NonNullable<Draft['policies']>[string]>;
type ConsequenceDraft = NonNullable<NonNullable<PolicyDraft['breach']>[number]>;

/**
 * Lengths, in characters. Sources: aws-properties-connect-rule-sendnotificationaction, -taskaction,
 * API_SendInAppNotificationActionDefinition.
 */
const most = { subject: 200, mail: 1024, taskName: 512, taskDescription: 4096, notice: 3000 } as const;
/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-connect-rule-notificationrecipienttype.html */
const mostUsers = 5;

/** The kind of a consequence: the one key that it has. */
const kindOf = (consequence: ConsequenceDraft): string => Object.keys(consequence)[0] ?? '';

/** True for what a Contact Lens rule carries out. */
function isByRule(consequence: ConsequenceDraft): boolean {
  return Object.values(consequence).some((value) => isMapping(value) && value['by'] === 'native');
}

function checkText(
  path: ValuePath,
  text: string | undefined,
  longest: number,
  options: { readonly oneLine?: boolean } = {},
): readonly Finding[] {
  if (text === undefined) return [];
  const [placeholder] = placeholdersIn(text);
  const { length } = text;
  return [
    ...(length < 1 || length > longest
      ? [atValue(path, `found ${length} characters; allowed: 1 to ${longest}, the limit of a rule in Amazon Connect`)]
      : []),
    ...(placeholder === undefined
      ? []
      : [atValue(path, `found the placeholder {${placeholder}}; a rule in Amazon Connect sends the text as it is`)]),
    ...(options.oneLine === true && /[\r\n]/.test(text)
      ? [atValue(path, 'found a line break; allowed: one line')]
      : []),
  ];
}

function checkUsers(
  path: ValuePath,
  users: readonly (string | undefined)[] | undefined,
  { lock, resolveCommand }: CheckInput,
): readonly Finding[] {
  if (users === undefined) return [];
  return [
    ...(users.length > mostUsers
      ? [
          atValue(
            path,
            `found ${users.length} users; allowed: 1 to ${mostUsers}, the limit of a rule in Amazon Connect`,
          ),
        ]
      : []),
    ...repeatedEntries(path, users),
    ...itemsOf(users).flatMap(([index, user]) => inLock([...path, index], 'user', user, lock?.users, resolveCommand)),
  ];
}

function inLock(
  path: ValuePath,
  what: string,
  name: string | undefined,
  known: LockFile['users'] | LockFile['queues'] | undefined,
  resolveCommand: string,
): readonly Finding[] {
  if (name === undefined || known === undefined || Object.hasOwn(known, name)) return [];
  const names = Object.keys(known);
  return [
    atValue(
      path,
      `${what} ${JSON.stringify(name)} is not in the lock file; there: ${listText(names)}${suggestion(name, names)}; if the ${what} exists in the instance, run: ${resolveCommand}`,
    ),
  ];
}

function checkOne(path: ValuePath, consequence: ConsequenceDraft, input: CheckInput): readonly Finding[] {
  if ('email' in consequence) {
    const { to, subject, body } = consequence.email ?? {};
    const place = [...path, 'email'];
    return [
      ...checkUsers([...place, 'to'], Array.isArray(to) ? to : undefined, input),
      ...checkText([...place, 'subject'], subject, most.subject, { oneLine: true }),
      ...checkText([...place, 'body'], body, most.mail),
    ];
  }
  if ('task' in consequence) {
    const task = consequence.task ?? {};
    const place = [...path, 'task'];
    if (!('queue' in task)) return [];
    return [
      ...inLock([...place, 'queue'], 'queue', task.queue, input.lock?.queues, input.resolveCommand),
      ...checkText([...place, 'name'], task.name, most.taskName, { oneLine: true }),
      ...checkText([...place, 'description'], task.description, most.taskDescription),
    ];
  }
  if ('notify' in consequence) {
    const { users, text } = consequence.notify ?? {};
    const place = [...path, 'notify'];
    return [...checkUsers([...place, 'users'], users, input), ...checkText([...place, 'text'], text, most.notice)];
  }
  return [];
}

/** A rule has one action of each type, and what it does nobody else does, too. */
function checkExecutors(path: ValuePath, breach: PolicyDraft['breach']): readonly Finding[] {
  const seen = new Map<string, { readonly index: number; readonly isByRule: boolean }>();
  return itemsOf(breach).flatMap(([index, consequence]) => {
    const kind = kindOf(consequence);
    const before = seen.get(kind);
    const byRule = isByRule(consequence);
    if (before === undefined) seen.set(kind, { index, isByRule: byRule });
    if (before === undefined || (!byRule && !before.isByRule)) return [];
    const message =
      byRule && before.isByRule
        ? `a rule in Amazon Connect has one ${kind}, and breach[${before.index}] is it; put both into one`
        : `${kind} by Amazon Connect and by Casewarden: each consequence has one executor, and breach[${before.index}] names the other; keep one of them`;
    return [atKey([...path, index, kind], message)];
  });
}

/** Whether a rule that is made for the SLA of one policy may run for that of another: how names are compared is not documented. */
function checkNames(name: string, policies: readonly (readonly [string, PolicyDraft])[]): readonly Finding[] {
  const [other] =
    policies.find(
      ([one, row]) => one !== name && row.native !== false && one.toLowerCase().includes(name.toLowerCase()),
    ) ?? [];
  return other === undefined
    ? []
    : [
        atKey(
          ['policies', name],
          `its name is part of ${JSON.stringify(other)}, and a rule on the breach of its SLA may run for that one, too, because Amazon Connect does not document how it compares names; rename one of them`,
        ),
      ];
}

function notAtBreach(path: ValuePath, list: readonly (ConsequenceDraft | undefined)[] | undefined): readonly Finding[] {
  return itemsOf(list).flatMap(([index, consequence]) =>
    isByRule(consequence)
      ? [
          atKey(
            [...path, index, kindOf(consequence)],
            'by: native is carried out at the breach only, since Amazon Connect knows no other moment of an SLA; allowed: under "breach"',
          ),
        ]
      : [],
  );
}

/** What policies leave to rules of Amazon Connect. */
export const checkNative: Check = (input) => {
  const policies = entriesOf(input.draft.policies);
  return policies.flatMap(([name, policy]) => {
    const path = ['policies', name];
    const byRule = itemsOf(policy.breach).filter(([, consequence]) => isByRule(consequence));
    const early = [
      ...itemsOf(policy.warn).flatMap(([index, level]) => notAtBreach([...path, 'warn', index, 'do'], level.do)),
      ...itemsOf(policy.escalate).flatMap(([index, rung]) => notAtBreach([...path, 'escalate', index, 'do'], rung.do)),
    ];
    const [first] = byRule;
    if (first === undefined) return early;
    return [
      ...early,
      ...byRule.flatMap(([index, consequence]) => checkOne([...path, 'breach', index], consequence, input)),
      ...checkExecutors([...path, 'breach'], policy.breach),
      ...checkNames(name, policies),
      ...(policy.native === false
        ? [
            atKey(
              [...path, 'breach', first[0], kindOf(first[1])],
              `by: native needs the native SLA, which ${foundText('native: false')} takes away; remove that line, or by: native`,
            ),
          ]
        : []),
    ];
  });
};
