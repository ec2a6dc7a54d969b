import { describe, expect, test } from 'vitest';
import type { CaseItem, ClockState, Signal } from '../../../lambda/contract/case-item.ts';
import type { SeenCase } from '../../../lambda/contract/sweep-rows.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { neglectOf } from '../../../lambda/domain/statement/neglect.ts';

const now = '2026-11-24T09:00:00.000Z';
const hoursAgo = (hours: number): string => addSeconds(now, -3600 * hours);
const createdAt = hoursAgo(200);
const users = new Set(['arn:sato']);
const seen: SeenCase = { caseId: 'case-1', ownerArn: 'arn:sato' };

const clock = (change: Partial<ClockState> = {}): ClockState => ({
  kind: 'first-response',
  cycle: 1,
  policy: 'reply',
  policyHash: 'hash',
  startedAt: createdAt,
  keptMilliseconds: 0,
  targetSeconds: 1800,
  pauses: [],
  isPaused: false,
  verdict: 'running',
  levels: {},
  ...change,
});

const item = (change: Partial<CaseItem> = {}): CaseItem => ({
  schemaVersion: 3,
  version: 1,
  caseId: 'case-1',
  templateId: 'template',
  createdAt,
  policyHash: 'hash',
  shadow: {},
  observations: [{ at: createdAt, fieldId: 'status', value: 'open' }],
  signals: [],
  clocks: [clock()],
  adopted: [],
  effects: {},
  ended: {},
  sinks: {},
  outbox: [],
  timeline: [],
  ...change,
});

const reasonsOf = (
  change: Partial<CaseItem> = {},
  seenAs: SeenCase | null = seen,
  known: ReadonlySet<string> | undefined = users,
) =>
  neglectOf(item(change), { seen: seenAs ?? undefined, seenAt: hoursAgo(8), users: known }, now).map(
    ({ reason, since }) => `${reason} ${since}`,
  );

const signal = (hours: number, kind: Signal['kind']): Signal => ({ at: hoursAgo(hours), kind, id: `${kind}-${hours}` });
const paused = (hours: number) => clock({ isPaused: true, pauses: [{ from: hoursAgo(hours), reason: 'condition' }] });
const task = (status: 'pending' | 'cancelled') =>
  ({ 'a:1:breach:0-task': { action: { kind: 'task', to: 'owner' }, status } }) as unknown as CaseItem['effects'];

describe('a case is neglected', () => {
  test.each<[string, Partial<CaseItem>, SeenCase, string]>([
    ['when it never had a clock', { clocks: [] }, seen, `no-clock ${createdAt}`],
    [
      'when its clock was cancelled and no other began',
      { clocks: [clock({ verdict: 'cancelled', endedAt: hoursAgo(20) })] },
      seen,
      `no-clock ${hoursAgo(20)}`,
    ],
    ['when nobody has it', {}, { caseId: 'case-1' }, `no-owner ${hoursAgo(8)}`],
    ['when its owner has left', {}, { caseId: 'case-1', ownerArn: 'arn:left' }, `owner-gone ${hoursAgo(8)}`],
    [
      'when its time ran out and nobody was given a task',
      { clocks: [clock({ breachedAt: hoursAgo(3) })] },
      seen,
      `no-open-task ${hoursAgo(3)}`,
    ],
    [
      'when the task was cancelled',
      { clocks: [clock({ breachedAt: hoursAgo(3) })], effects: task('cancelled') },
      seen,
      `no-open-task ${hoursAgo(3)}`,
    ],
    ['when it was paused for days', { clocks: [paused(73)] }, seen, `paused-too-long ${hoursAgo(73)}`],
    [
      'when the customer waits since the first of their messages',
      { signals: [signal(90, 'inbound'), signal(80, 'outbound'), signal(30, 'inbound'), signal(2, 'inbound')] },
      seen,
      `customer-wrote-last ${hoursAgo(30)}`,
    ],
  ])('%s', (_what, change, seenAs, expected) => {
    expect(reasonsOf(change, seenAs)).toEqual([expected]);
  });
});

describe('a case is not neglected', () => {
  test.each<[string, Partial<CaseItem>, SeenCase | null]>([
    ['with a clock and an owner', {}, seen],
    ['when its clock was met', { clocks: [clock({ verdict: 'met', endedAt: hoursAgo(3) })] }, seen],
    ['in a queue', {}, { caseId: 'case-1', isQueued: true }],
    ['past its deadline with a task', { clocks: [clock({ breachedAt: hoursAgo(3) })], effects: task('pending') }, seen],
    ['paused since yesterday', { clocks: [paused(24)] }, seen],
    ['when we wrote last', { signals: [signal(30, 'inbound'), signal(29, 'agent')] }, seen],
    ['an hour after its creation', { clocks: [], createdAt: hoursAgo(0.9) }, seen],
    ['closed', { clocks: [], observations: [{ at: createdAt, fieldId: 'status', value: 'closed' }] }, null],
    ['deleted', { clocks: [], deleted: true }, seen],
    ['of which nobody knows whether it is open', { clocks: [], observations: [] }, null],
  ])('%s', (_what, change, seenAs) => {
    expect(reasonsOf(change, seenAs)).toEqual([]);
  });

  test('by its owner when it could not be read who is there', () => {
    const reasons = neglectOf(
      item(),
      { seen: { caseId: 'case-1', ownerArn: 'arn:left' }, seenAt: hoursAgo(8), users: undefined },
      now,
    );
    expect(reasons).toEqual([]);
  });
});
