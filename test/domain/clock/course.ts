import type { CaseItem, ClockState, FieldValue, Signal } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Condition, Level } from '../../../lambda/contract/compiled-policy.ts';
import type { InboxMessage } from '../../../lambda/contract/inbox-message.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { runningPolicy, type RunningPolicy } from '../../../lambda/domain/running-policy.ts';
import { step } from '../../../lambda/domain/step.ts';
import { breachLevel, caseChange, clockOnlyPolicy, createdAt, templateId } from '../../support/desk-policy.ts';

/*
 * The course of a case in a few words: minutes after the creation, and what happened then. Rows have a target of 60 minutes
 * round the clock unless a test says otherwise.
 */

/** The instant so many minutes after the creation. */
export const at = (minutes: number): string => addSeconds(createdAt, minutes * 60);

export const status = (...values: string[]): Condition => [{ fieldId: 'status', oneOf: values }];
export const field = (fieldId: string, ...values: (string | number | boolean)[]): Condition => [
  { fieldId, oneOf: values },
];

/** A row that ends by status done. */
export function row(over: Partial<ClockPolicy> & { readonly targetMinutes?: number } = {}): ClockPolicy {
  const { targetMinutes = 60, ...rest } = over;
  const targetSeconds = targetMinutes * 60;
  return {
    name: 'row',
    kind: 'resolution',
    severity: 'high',
    for: { templateId, where: [] },
    start: [],
    until: status('done'),
    targetSeconds,
    reopen: 'continue',
    onChange: 'forward',
    levels: [breachLevel(targetSeconds, [])],
    ...rest,
  };
}

export const where = (condition: Condition): ClockPolicy['for'] => ({ templateId, where: condition });

export function warn(name: string, minutes: number): Level {
  return { name, kind: 'warn', usedSeconds: minutes * 60, actions: [] };
}

export function escalate(name: string, minutes: number): Level {
  return { name, kind: 'escalate', usedSeconds: minutes * 60, actions: [] };
}

/** What happened so many minutes after the creation: fields, a signal, the deletion, or only a look at the case. */
export type Happening = readonly [
  minutes: number,
  what: Readonly<Record<string, FieldValue>> | Signal['kind'] | 'deleted' | 'look',
];

/** Open from 09:00 to 12:00 and from 13:00 to 18:00 in Tokyo, Monday to Friday; 2026-11-26 is closed. */
export const calendars: CompiledPolicy['calendars'] = {
  desk: {
    definition: {
      zone: 'Asia/Tokyo',
      week: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
          day,
          [
            ['09:00', '12:00'],
            ['13:00', '18:00'],
          ],
        ]),
      ),
      holidays: ['2026-11-26'],
    },
  },
};

export function policyOf(rows: readonly ClockPolicy[], over: Partial<CompiledPolicy> = {}, hash = 'h1'): RunningPolicy {
  const policy = {
    ...clockOnlyPolicy,
    calendars,
    policies: [...rows],
    decidingFieldIds: ['status', 'tier', 'note'],
    ...over,
  };
  return runningPolicy(hash, policy);
}

export function messageOf([minutes, what]: Happening): InboxMessage {
  if (typeof what === 'object') return caseChange('CASE.UPDATED', at(minutes), what);
  if (what === 'deleted') return caseChange('CASE.DELETED', at(minutes));
  if (what === 'look') return { kind: 'due', caseId: 'case-1', dueAt: at(minutes) };
  if (what === 'comment') {
    const { case: _case, ...detail } = caseChange('RELATED_ITEM.CREATED', at(minutes)).detail;
    const relatedItem = { relatedItemType: 'Comment', relatedItemId: `comment-${minutes}`, caseId: 'case-1' };
    return { ...caseChange('RELATED_ITEM.CREATED', at(minutes)), detail: { ...detail, relatedItem } };
  }
  return { kind: 'signal', caseId: 'case-1', at: at(minutes), signal: what, id: `${what}-${minutes}` };
}

/** Folds the events as they come, each as it happens, then looks once at `lookAt`; the first event tells of the creation. */
export function play(
  rows: readonly ClockPolicy[] | RunningPolicy,
  happenings: readonly Happening[],
  lookAt?: number,
): CaseItem {
  const running = 'hash' in rows ? rows : policyOf(rows);
  const [[minutes, fields] = [0, {}], ...others] = happenings;
  const created = typeof fields === 'object' ? fields : {};
  const first = step(undefined, caseChange('CASE.CREATED', at(minutes), created), running, at(minutes)).item!;
  const looks: readonly Happening[] = lookAt === undefined ? [] : [[lookAt, 'look']];
  return [...others, ...looks].reduce(
    (item, happening) => step(item, messageOf(happening), running, at(happening[0])).item!,
    first,
  );
}

/** A clock in one line: `row #1 0-60 met`; pauses, take-over and deadline as minutes after the creation. */
export function told(clock: ClockState): string {
  const minutes = (instant: string | undefined): string =>
    instant === undefined ? '' : String((Date.parse(instant) - Date.parse(createdAt)) / 60_000);
  const { policy, cycle, startedAt, endedAt, verdict, endedBy } = clock;
  const by = endedBy === undefined || endedBy === 'stop' ? '' : ` by ${endedBy}`;
  return `${policy} #${cycle} ${minutes(startedAt)}-${minutes(endedAt)} ${verdict}${by}`;
}

export const clocksOf = (item: CaseItem): string[] => item.clocks.map(told);

/** Pauses as minutes after the creation. */
export function pausesOf(clock: ClockState | undefined): string[] {
  const minutes = (instant: string): number => (Date.parse(instant) - Date.parse(createdAt)) / 60_000;
  return (clock?.pauses ?? []).map(
    ({ from, to, reason }) =>
      `${minutes(from)}-${to === undefined ? '' : minutes(to)}${reason === 'closed' ? ' closed' : ''}`,
  );
}

/** Minutes after the creation. */
export function deadlineOf(clock: ClockState | undefined): number | undefined {
  const deadline = clock?.deadline;
  return deadline === undefined ? undefined : (Date.parse(deadline) - Date.parse(createdAt)) / 60_000;
}

/** Level -> state. */
export function levelsOf(clock: ClockState | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(clock?.levels ?? {}).map(([name, { state }]) => [name, state]));
}
