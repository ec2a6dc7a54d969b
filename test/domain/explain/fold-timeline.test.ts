import { describe, expect, test } from 'vitest';
import { caseItem, type CaseItem } from '../../../lambda/contract/case-item.ts';
import { explainCase } from '../../../lambda/domain/explain/explain-case.ts';
import { foldTimeline, type CaseTimeline } from '../../../lambda/domain/explain/fold-timeline.ts';
import { runningPolicy } from '../../../lambda/domain/running-policy.ts';
import { createdAt, policyOf, rowOf } from './desk.ts';

const timelineOf = (change: Partial<CaseTimeline> = {}): CaseTimeline => ({
  caseId: 'case',
  templateId: 'template',
  createdAt,
  events: [],
  signals: [],
  deletedAt: undefined,
  ...change,
});
const running = runningPolicy('hash', policyOf());
const fold = (timeline: CaseTimeline, now: string, policy = running): CaseItem =>
  caseItem.parse(foldTimeline(timeline, policy, now));
const at = (time: string): string => `2026-01-05T${time}:00.000Z`;

describe('a timeline is folded as the loop would have', () => {
  test('levels fire at their moments, although nothing happened then', () => {
    const [clock] = fold(timelineOf(), '2026-01-09T00:00:00.000Z').clocks;
    expect(clock!.levels).toEqual({
      'answer:warn-1': { at: at('05:00'), state: 'fired' },
      'answer:breach': { at: '2026-01-05T07:00:00.001Z', state: 'fired' },
      'answer:escalate-1': { at: at('08:00'), state: 'fired' },
    });
  });

  test('what happens after the instant that is asked for is not known yet', () => {
    const events = [{ at: at('06:00'), fields: { status: 'in_progress' } }];
    expect(fold(timelineOf({ events }), at('05:59')).clocks[0]!.verdict).toBe('running');
    expect(fold(timelineOf({ events }), at('06:00')).clocks[0]!.verdict).toBe('met');
    expect(foldTimeline(timelineOf(), running, at('01:59'))).toBeUndefined();
  });

  test('a case is created open, unless its first fields say otherwise', () => {
    expect(fold(timelineOf(), createdAt).observations).toContainEqual({
      at: createdAt,
      fieldId: 'status',
      value: 'open',
    });
    const created = [{ at: createdAt, fields: { status: 'closed' } }];
    expect(fold(timelineOf({ events: created }), createdAt).observations).toEqual([
      { at: createdAt, fieldId: 'status', value: 'closed' },
    ]);
  });

  test('pauses, a cleared field, signals and the deletion count', () => {
    const rows = [
      rowOf({ name: 'next', kind: 'next-response', until: undefined }),
      rowOf({
        name: 'update',
        kind: 'update',
        until: undefined,
        renew: { changedFieldIds: [], comment: true, outbound: false },
      }),
      rowOf(),
    ].map(({ until, ...row }) => (until === undefined ? row : { ...row, until }));
    const policy = runningPolicy('hash', policyOf(...rows));
    const timeline = timelineOf({
      events: [
        { at: at('02:30'), fields: { status: 'waiting', 'f-rank': 7 } },
        { at: at('04:30'), fields: { status: null, 'f-rank': null } },
      ],
      signals: [
        { at: at('02:10'), kind: 'inbound', id: 'a' },
        { at: at('02:20'), kind: 'agent', id: 'a' },
        { at: at('05:00'), kind: 'comment', id: 'b' },
      ],
      deletedAt: at('06:00'),
    });
    const item = fold(timeline, at('06:30'), policy);
    expect(item.clocks.map(({ kind, cycle, verdict, endedBy }) => [kind, cycle, verdict, endedBy])).toEqual([
      ['first-response', 1, 'cancelled', 'deleted'],
      ['update', 1, 'met', 'stop'],
      ['next-response', 1, 'met', 'stop'],
      ['update', 2, 'cancelled', 'deleted'],
    ]);
    expect(item.clocks[0]!.pauses).toEqual([{ from: at('02:30'), to: at('04:30'), reason: 'condition' }]);
    const { clocks } = explainCase(item, policy, at('06:30'));
    expect(clocks[0]).toMatchObject({ usedMilliseconds: 2 * 3_600_000, creditedMilliseconds: 3_600_000 });
  });
});
