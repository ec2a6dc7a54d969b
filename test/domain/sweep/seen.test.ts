import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { CaseSeenMessage, InboxMessage } from '../../../lambda/contract/inbox-message.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { runningPolicy } from '../../../lambda/domain/running-policy.ts';
import { step } from '../../../lambda/domain/step.ts';
import { nightBefore } from '../../../lambda/domain/sweep/night.ts';
import { breachLevel, deskPolicy, policyHash, templateId } from '../../support/desk-policy.ts';

/** One row for urgent cases, of thirty minutes, met by an answer. */
const [row] = deskPolicy.policies;
const policy: CompiledPolicy = {
  ...deskPolicy,
  policies: [
    {
      ...row!,
      for: { templateId, where: [{ fieldId: 'priority', oneOf: ['high'] }] },
      levels: [breachLevel(1800, [])],
    },
  ],
  decidingFieldIds: ['status', 'priority'],
  shadowFieldIds: [],
};
const running = runningPolicy(policyHash, policy);
const createdAt = '2026-11-24T09:00:00.000Z';
const at = (minutes: number): string => addSeconds(createdAt, minutes * 60);

const seen = (minutes: number, status: string, change: Partial<CaseSeenMessage> = {}): CaseSeenMessage => ({
  kind: 'case-seen',
  caseId: 'case-1',
  templateId,
  seenAt: at(minutes + 4),
  createdAt,
  lastUpdatedAt: at(minutes),
  fields: { status, priority: 'high' },
  ...change,
});

function event(minutes: number, fields: Readonly<Record<string, string>>, eventType = 'CASE.UPDATED'): CaseEvent {
  const values = Object.entries(fields).map(([id, stringValue]) => [id, { value: { stringValue } }] as const);
  return {
    id: `event-${minutes}`,
    source: 'aws.cases',
    'detail-type': 'Amazon Connect Cases Change',
    time: at(minutes),
    resources: [],
    detail: {
      eventType,
      approximateChangeTime: at(minutes),
      case: { caseId: 'case-1', templateId, createdDateTime: createdAt, fields: Object.fromEntries(values) },
    },
  };
}

function fold(...messages: readonly (readonly [minutes: number, message: InboxMessage])[]): CaseItem {
  let item: CaseItem | undefined;
  for (const [minutes, message] of messages) item = step(item, message, running, at(minutes)).item;
  return item!;
}

const clockOf = (item: CaseItem) => item.clocks[0];
const created = event(0, { status: 'open', priority: 'high' }, 'CASE.CREATED');

describe('a case of which nobody told', () => {
  test('its clock runs from the creation, under the row that is for it now', () => {
    expect(clockOf(fold([24, seen(20, 'open')]))).toMatchObject({
      startedAt: createdAt,
      deadline: at(30),
      verdict: 'running',
    });
  });

  test('its breach is acted on, however late it is found', () => {
    const item = fold([54, seen(20, 'open')]);
    expect(clockOf(item)?.breachedAt).toBe(at(54));
    expect(item.outbox.map(({ detailType }) => detailType)).toContain('SLA Breached');
  });

  test('it was answered by the instant of its last change, and nobody is told of a breach', () => {
    const item = fold([54, seen(50, 'in_progress')]);
    expect(clockOf(item)).toMatchObject({ verdict: 'met-late', endedAt: at(50) });
    expect(clockOf(item)?.breachedAt).toBeUndefined();
    expect(item.outbox.map(({ detailType }) => detailType)).not.toContain('SLA Breached');
  });

  test('the event that arrives afterwards corrects when it was answered', () => {
    const item = fold([54, seen(50, 'in_progress')], [60, event(10, { status: 'in_progress', priority: 'high' })]);
    expect(clockOf(item)).toMatchObject({ verdict: 'met', endedAt: at(10) });
  });

  test('the event of the creation counts, and not what was assumed of the beginning', () => {
    const lowAtFirst = event(0, { status: 'open', priority: 'low' }, 'CASE.CREATED');
    const item = fold([24, seen(20, 'open')], [25, lowAtFirst]);
    expect(item.observations.some(({ assumed }) => assumed)).toBe(false);
    expect(clockOf(item)).toMatchObject({ startedAt: at(20) });
    const other = fold([1, lowAtFirst], [24, seen(20, 'open')]);
    expect(clockOf(item)).toEqual(clockOf(other));
  });

  test('one that is older than our care is taken in, and what is long past is not acted upon', () => {
    const item = fold([54, seen(20, 'open', { isFromBefore: true, seenAt: at(54) })]);
    expect(clockOf(item)).toMatchObject({ startedAt: createdAt, verdict: 'running' });
    expect(clockOf(item)?.breachedAt).toBeUndefined();
    expect(item.outbox.map(({ detailType }) => detailType)).not.toContain('SLA Breached');
  });

  test('nobody wants it: it stays unknown', () => {
    expect(
      step(
        undefined,
        seen(20, 'open', { templateId: 'other' }),
        runningPolicy(policyHash, { ...policy, sinks: {} }),
        at(24),
      ).item,
    ).toBeUndefined();
  });
});

describe('a case of the ledger', () => {
  test('what was seen is true of the instant of the last change, in whatever order it comes', () => {
    const answered = event(10, { status: 'in_progress', priority: 'high' });
    const one = fold([1, created], [11, answered], [24, seen(20, 'open')]);
    const two = fold([1, created], [24, seen(20, 'open')], [25, answered]);
    expect(clockOf(one)).toEqual(clockOf(two));
  });

  test('told twice it changes nothing', () => {
    const item = fold([1, created], [24, seen(20, 'in_progress')]);
    expect(step(item, seen(20, 'in_progress'), running, at(25)).changed).toBe(false);
  });

  test('what is gone is forgotten, and its clock is cancelled', () => {
    const item = fold([1, created], [20, { kind: 'case-gone', caseId: 'case-1', seenAt: at(20) }]);
    expect(item).toMatchObject({ deleted: true, deletedAt: at(20), shadow: {} });
    expect(clockOf(item)).toMatchObject({ verdict: 'cancelled', endedBy: 'deleted' });
  });

  test('by a clock that is behind, what is gone had its clock all the same', () => {
    const item = fold([1, created], [2, { kind: 'case-gone', caseId: 'case-1', seenAt: at(-1) }]);
    expect(item.deletedAt! > createdAt).toBe(true);
    expect(clockOf(item)).toMatchObject({ verdict: 'cancelled', endedBy: 'deleted' });
  });

  test('of a case that nobody knows it is no news that it is gone', () => {
    const gone: InboxMessage = { kind: 'case-gone', caseId: 'case-1', seenAt: at(20) };
    expect(step(undefined, gone, running, at(20))).toEqual({ item: undefined, changed: false });
  });
});

test.each([
  ['Asia/Tokyo', '2026-11-24T15:59:00.000Z', '2026-11-23T16:00:00.000Z'],
  ['Asia/Tokyo', '2026-11-24T16:00:00.000Z', '2026-11-24T16:00:00.000Z'],
  ['UTC', '2026-11-24T00:30:00.000Z', '2026-11-23T01:00:00.000Z'],
  ['America/New_York', '2026-11-01T12:00:00.000Z', '2026-11-01T05:00:00.000Z'],
])('in %s the night before %s begins at %s', (zone, now, night) => {
  expect(nightBefore(zone, now)).toBe(night);
});
