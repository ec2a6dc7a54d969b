import { expect } from 'vitest';
import type { FieldValue, Signal } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, Condition, Level } from '../../../lambda/contract/compiled-policy.ts';
import { flagsAround } from './calendars.ts';
import { compare } from './compare.ts';
import type { Fact } from './facts.ts';
import { whatShouldHaveHappened, type Cycle } from './naive-model.ts';
import { templateId } from './random-rows.ts';
import { endOf } from './random-timeline.ts';

/*
 * How the examples of docs/decisions/0009 are written down. All is on one Monday, in UTC; a time is 9:30, or 9:30+1 for one
 * millisecond later. The desk of the calendar is open 0:00-3:00 and 4:00-9:00.
 */

export const monday = Date.parse('2026-03-09T00:00:00Z');
export const minute = 60_000;

export function instant(text: string): number {
  const [, hours, minutes, more] = /^(\d+):(\d\d)([+-]\d+)?$/.exec(text) ?? [];
  return monday + (Number(hours) * 60 + Number(minutes)) * minute + Number(more ?? 0);
}

export function timeText(at: number | undefined): string {
  if (at === undefined || at === Infinity) return '-';
  const [minutes, more] = [Math.floor((at - monday) / minute), (at - monday) % minute];
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}${more === 0 ? '' : `+${more}`}`;
}

export const is = (fieldId: string, ...oneOf: (string | boolean)[]): Condition => [{ fieldId, oneOf }];
export const breachAt = (usedSeconds: number): Level => ({ name: 'breach', kind: 'breach', usedSeconds, actions: [] });

type Otherwise = Partial<ClockPolicy> & { readonly where?: Condition };

/** A resolution of one hour, round the clock, that ends with the status closed; `more` says what is otherwise. */
export function row(name: string, more: Otherwise = {}): ClockPolicy {
  const { where = [], ...other } = more;
  const targetSeconds = more.targetSeconds ?? 3600;
  return {
    name,
    kind: 'resolution',
    severity: 'low',
    for: { templateId, where },
    start: [],
    until: is('status', 'closed'),
    targetSeconds,
    reopen: 'continue',
    onChange: 'forward',
    levels: [breachAt(targetSeconds)],
    ...other,
  };
}

/** Without `until`. */
export function endless(name: string, more: Partial<ClockPolicy> = {}): ClockPolicy {
  const { until: _, ...rest } = row(name, more);
  return rest;
}

export const set = (at: string, fields: Record<string, FieldValue>): Fact => ({ at: instant(at), fields });
export const status = (at: string, value: string | null): Fact => set(at, { status: value });
export function heard(at: string, signal: Signal['kind'], id = `${signal} ${at}`): Fact {
  return { at: instant(at), signal, id };
}

export function tell({ row: { name }, startedAt, pauses, verdict, endedAt, endedBy, deadline }: Cycle): string {
  const paused = pauses.map(({ from, to, reason }) => ` ${reason} ${timeText(from)}..${timeText(to)}`);
  const due = verdict === 'cancelled' ? '' : ` due ${timeText(deadline)}`;
  const end = endedAt === undefined ? '' : ` ${timeText(endedAt)} by ${endedBy}`;
  return `${name} ${timeText(startedAt)}${paused.join('')} ${verdict}${end}${due}`;
}

/** What the model says; @throws when the engine says something else. */
export function cyclesOf(rows: readonly ClockPolicy[], facts: readonly Fact[]): readonly Cycle[] {
  const known = { templateId, createdAt: monday, rows, facts: [{ at: monday, fields: {} }, ...facts] };
  expect(compare(known, 0)).toBeUndefined();
  return whatShouldHaveHappened(known, flagsAround(monday), endOf(known));
}

export type Example = readonly [
  sentence: string,
  rows: readonly ClockPolicy[],
  facts: readonly Fact[],
  cycles: readonly string[],
];

export const waiting = { while: is('status', 'waiting') };
export const capped = { ...waiting, atMostSeconds: 1800 };
export const whenWaiting = { when: is('status', 'waiting'), resume: is('vip', true) };
export const high = is('priority', 'high');
export const raise = (at: string): Fact => set(at, { priority: 'high' });
export const quick = (more: Otherwise = {}): ClockPolicy => row('quick', { where: high, targetSeconds: 1800, ...more });
export const updates = endless('updates', {
  kind: 'update',
  renew: { changedFieldIds: ['rank'], comment: true, outbound: true },
});
export const answers = endless('answers', { kind: 'next-response' });
export const first = row('first', { kind: 'first-response' });
export const desk = 'with-lunch-break';
