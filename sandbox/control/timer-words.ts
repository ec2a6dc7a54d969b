import type { ControlParts } from './parts.ts';
import { repetition } from './repetition.ts';
import type { DueMoment } from './schema.ts';
import { resourcesOf } from './deployed-resources.ts';

type Words = DueMoment['label'];
/** Where the names of what a timer is about stand. */
type TimerParts = Pick<ControlParts, 'views' | 'stacks'>;

/** A timer of a service in words. */
export interface TimerWords {
  readonly kind: DueMoment['kind'];
  readonly label: Words;
  readonly caseId: string | null;
  /** Timers of one family are one thing that repeats, or many alike: a list shows the next of them. */
  readonly family: string;
}

/** What the groups of a label mean; undefined for a timer that is no moment of its own. */
type Reading = (groups: readonly string[], parts: TimerParts) => Read | undefined;
/** Without a family of its own a timer belongs to those of the same words. */
type Read = Omit<TimerWords, 'family'> & { readonly family?: string };

const afterLast = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
const other = (ja: string, en: string, caseId: string | null = null): Read => ({
  kind: 'other',
  label: { ja, en },
  caseId,
});

/** Labels under which the services of the sandbox set their timers. */
const readings: readonly (readonly [pattern: RegExp, reading: Reading])[] = [
  // Deadlines are read from the cases themselves.
  [/^SLA .+ of case \S+$/, () => undefined],
  [
    /^schedule (.+), again$/,
    ([name]) => other(`スケジュール「${name}」をもう一度試す`, `The schedule ${name} is tried again`),
  ],
  [/^schedule (.+)$/, ([name], parts) => scheduled(name!, parts)],
  [
    /^rule (.+) on case (\S+)$/,
    ([name, caseId]) => other(`ルール「${name}」がケースに対して動く`, `The rule ${name} acts on a case`, caseId),
  ],
  [
    /^message visible in (.+)$/,
    ([queue]) =>
      other(`キュー ${queue} のメッセージが見えるようになる`, `A message in the queue ${queue} becomes visible`),
  ],
  [
    /^poll (.+)$/,
    ([queue]) => other(`キュー ${queue} からメッセージを取り出す`, `Messages are taken from the queue ${queue}`),
  ],
  [/^mail \S+ delivered$/, () => other('メールが相手に届く', 'A mail reaches its reader')],
  [/^invoke (.+)$/, ([name]) => other(`関数 ${name} を動かす`, `The function ${name} is run`)],
  [
    /^function (.+) wakes up$/,
    ([name]) => other(`待っている関数 ${name} が続きを始める`, `The function ${name} goes on after a pause`),
  ],
  // Only a limit: a function that ends in time never gets there.
  [/^function .+ times out$/, () => undefined],
  [/^time limit of (.+)$/, () => undefined],
  // Every minute, and worth a word only when one goes off.
  [/^alarms are evaluated$/, () => undefined],
  [
    /^answer of (.+)$/,
    ([arn]) =>
      other(`関数 ${afterLast(arn!, ':')} がフローに答える`, `The function ${afterLast(arn!, ':')} answers the flow`),
  ],
  [
    /^event (.+) to (\S+)$/,
    ([type, arn]) =>
      other(
        `イベント「${type}」が ${afterLast(arn!, ':')} に届く`,
        `The event “${type}” reaches ${afterLast(arn!, ':')}`,
      ),
  ],
  [/^contact (\S+) expires$/, ([contactId], parts) => expiry(contactId!, parts)],
  [/^flow "(.+)" starts$/, ([name]) => other(`フロー「${name}」が始まる`, `The flow ${name} starts`)],
  [
    /^flow (.+): (\w+)(?: ends)?$/,
    ([name, type]) => other(`フロー「${name}」が進む (${type})`, `The flow ${name} goes on (${type})`),
  ],
];

/** A timer's label in words; one that nothing here knows is shown as it is. Undefined: nothing that people wait for. */
export function timerWords(label: string, parts: TimerParts): TimerWords | undefined {
  for (const [pattern, reading] of readings) {
    const groups = pattern.exec(label)?.slice(1);
    if (!groups) continue;
    const words = reading(groups, parts);
    return words && { family: words.label.en, ...words };
  }
  return { ...other(label, label), family: label };
}

function scheduled(name: string, parts: TimerParts): Read {
  const schedule = resourcesOf(parts, 'AWS::Scheduler::Schedule').find(
    ({ properties, physicalId }) => properties['Name'] === name || afterLast(physicalId, '/') === name,
  );
  const expression = schedule?.properties['ScheduleExpression'];
  const often = typeof expression === 'string' ? repetition(expression) : undefined;
  // A name that nobody gave is made of the stack, the logical id and chance.
  const given = schedule && schedule.properties['Name'] === undefined ? readableId(schedule.logicalId) : name;
  return {
    kind: 'schedule',
    label: {
      ja: `スケジュール「${given}」が動く${often ? ` (${often.ja})` : ''}`,
      en: `The schedule “${given}” fires${often ? ` (${often.en})` : ''}`,
    },
    caseId: null,
    family: `schedule ${name}`,
  };
}

/** A logical id without the hash that the CDK puts behind it. */
const readableId = (logicalId: string): string => logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');

/** Contacts that run out are one family, whoever they are of: there may be thousands. */
function expiry(contactId: string, parts: TimerParts): Read {
  const contact = parts.views.contacts.get(contactId);
  const caseId = contact?.caseId ?? null;
  if (contact?.channel === 'TASK')
    return {
      ...other(`タスク「${contact.name}」の有効期限が切れる`, `The task “${contact.name}” expires`, caseId),
      family: 'task expires',
    };
  const customer = contact?.customer ?? contactId;
  return {
    ...other(`${customer} さんのチャットが時間切れで終わる`, `The chat of ${customer} runs out of time`, caseId),
    family: 'chat expires',
  };
}
