import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../lambda/contract/case-event.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, createdAt, deadline, deskPolicy, policyHash, running, sato } from '../support/desk-policy.ts';

const pinned = running();
const soon = '2026-11-24T12:40:01.000Z';
const justLate = '2026-11-24T13:10:00.001Z';
const due: InboxMessage = { kind: 'due', caseId: 'case-1', dueAt: deadline };

function after(inputs: readonly (readonly [InboxMessage, string])[], policy = pinned): CaseItem | undefined {
  return inputs.reduce<CaseItem | undefined>((item, [input, now]) => step(item, input, policy, now).item, undefined);
}

const created = (fields: Parameters<typeof caseChange>[2] = { status: 'open' }): CaseEvent =>
  caseChange('CASE.CREATED', createdAt, fields);
const answered = (at: string): CaseEvent => caseChange('CASE.UPDATED', at, { status: 'in_progress' });

describe('a clock', () => {
  test('starts when the case was created, whichever event tells of the case first', () => {
    const item = after([[caseChange('CASE.UPDATED', '2026-11-24T12:50:00.000Z', { title: 'x' }), soon]]);

    expect(item?.clocks).toEqual([
      {
        kind: 'first-response',
        policy: 'first-response',
        policyHash,
        cycle: 1,
        startedAt: createdAt,
        keptMilliseconds: 0,
        targetSeconds: 1800,
        pauses: [],
        isPaused: false,
        deadline,
        nextMomentAt: justLate,
        verdict: 'running',
        levels: {},
      },
    ]);
  });

  test.each([
    ['well before the deadline', '2026-11-24T12:50:00.000Z', 'met'],
    ['exactly at the deadline', deadline, 'met'],
    ['a millisecond after the deadline', justLate, 'met-late'],
  ])('answered %s is judged by the time of the change', (_why, at, verdict) => {
    const item = after([
      [created(), soon],
      [answered(at), '2026-11-24T18:00:00.000Z'],
    ]);

    expect(item?.clocks).toMatchObject([{ verdict, endedAt: at }]);
    expect(item?.clocks[0]?.breachedAt).toBeUndefined();
  });

  test.each([
    ['exactly at the deadline', deadline, false],
    ['a millisecond later', justLate, true],
  ])('breaches %s: %s', (_why, now, breached) => {
    const item = after([
      [created(), soon],
      [due, now],
    ]);

    expect(item?.clocks[0]?.breachedAt).toBe(breached ? now : undefined);
    expect(Object.keys(item?.effects ?? {})).toHaveLength(breached ? 4 : 0);
  });

  test('breaches on any input that comes late enough, because a due message may be lost', () => {
    const item = after([
      [created(), soon],
      [caseChange('CASE.UPDATED', justLate, { title: 'new title' }), justLate],
    ]);

    expect(item?.clocks[0]?.breachedAt).toBe(justLate);
  });

  test('does not start for a case that was created already answered', () => {
    const item = after([
      [created({ status: 'in_progress' }), soon],
      [caseChange('CASE.UPDATED', soon, { status: 'open' }), soon],
      [due, justLate],
    ]);

    expect(item).toMatchObject({ clocks: [], effects: {} });
  });

  test('is taken back when the late creation event says that the case was created already answered', () => {
    const item = after([
      [caseChange('CASE.UPDATED', soon, { title: 'x', status: 'in_progress' }), soon],
      [created({ status: 'in_progress' }), soon],
    ]);

    expect(item?.clocks).toEqual([]);
  });

  test('ends late after a breach, and what is still pending is cancelled', () => {
    const item = after([
      [created(), soon],
      [due, justLate],
      [answered('2026-11-24T13:11:00.000Z'), '2026-11-24T13:11:01.000Z'],
    ]);

    expect(item?.clocks).toMatchObject([{ verdict: 'met-late', breachedAt: justLate }]);
    expect(Object.values(item?.effects ?? {}).map(({ status }) => status)).toEqual(
      Array.from({ length: 4 }, () => 'cancelled'),
    );
    expect(item?.outbox.map(({ detailType }) => detailType)).toEqual(['SLA Breached', 'SLA Ended']);
  });

  test('leaves a claimed effect alone when it ends: its outcome is judged later', () => {
    const breached = after([
      [created(), soon],
      [due, justLate],
    ])!;
    const key = 'first-response:1:breach:0-reassign';
    const claim = { id: 'claim-1', claimedAt: justLate, leaseUntil: '2026-11-24T13:12:00.000Z', attempt: 1 };
    const claimed = { ...breached.effects[key]!, status: 'claimed' as const, attempt: 1, claim };
    const item = { ...breached, effects: { ...breached.effects, [key]: claimed } };

    const stepped = step(item, answered('2026-11-24T13:11:00.000Z'), pinned, '2026-11-24T13:11:01.000Z').item;
    expect(stepped?.effects[key]).toEqual(claimed);
  });

  test('is cancelled when the case is deleted', () => {
    const item = after([
      [created(), soon],
      [caseChange('CASE.DELETED', '2026-11-24T12:45:00.000Z'), '2026-11-24T12:45:00.000Z'],
      [due, justLate],
    ]);

    expect(item).toMatchObject({ deleted: true, clocks: [{ verdict: 'cancelled' }], effects: {} });
  });

  test('a verdict is not changed by what happens after it', () => {
    const inputs: (readonly [InboxMessage, string])[] = [
      [created(), soon],
      [answered('2026-11-24T12:50:00.000Z'), soon],
    ];
    const before = after(inputs)!;
    const item = after([
      ...inputs,
      [caseChange('CASE.UPDATED', '2026-11-24T13:00:00.000Z', { status: 'open' }), '2026-11-24T13:00:00.000Z'],
      [due, justLate],
      [answered('2026-11-24T14:00:00.000Z'), '2026-11-24T14:00:00.000Z'],
      [caseChange('CASE.DELETED', '2026-11-24T15:00:00.000Z'), '2026-11-24T15:00:00.000Z'],
    ]);

    expect(item?.clocks).toEqual(before.clocks);
  });

  test('late news of an earlier answer corrects the verdict and says so', () => {
    const item = after([
      [created(), soon],
      [answered('2026-11-24T13:20:00.000Z'), soon],
      [answered('2026-11-24T13:00:00.000Z'), soon],
    ]);

    expect(item?.clocks).toMatchObject([{ verdict: 'met', endedAt: '2026-11-24T13:00:00.000Z' }]);
    expect(item?.timeline.map(({ kind }) => kind)).toEqual(['clock.started', 'clock.ended', 'clock.corrected']);
    expect(item?.outbox).toMatchObject([
      { detailType: 'SLA Ended', verdict: 'met-late' },
      { detailType: 'SLA Ended', verdict: 'met' },
    ]);
    expect(new Set(item?.outbox.map(({ id }) => id)).size).toBe(2);
  });
});

describe('the effects of a breach', () => {
  const item = after([
    [created(), soon],
    [due, justLate],
  ])!;

  test('are owed in the order of the policy, each on its lane and with its proof', () => {
    expect(
      Object.values(item.effects).map(({ key, lane, proof, waitsFor, status }) => [key, lane, proof, waitsFor, status]),
    ).toEqual([
      ['first-response:1:breach:0-reassign', 'case-update', 'natural', undefined, 'pending'],
      ['first-response:1:breach:1-email', 'mail', 'probe', 'first-response:1:breach:0-reassign', 'pending'],
      ['first-response:1:breach:2-task', 'task', 'token', 'first-response:1:breach:0-reassign', 'pending'],
      ['first-response:1:breach:3-slack', 'slack', 'probe', undefined, 'pending'],
    ]);
  });

  test('choose the first person of the team', () => {
    expect(item.effects['first-response:1:breach:0-reassign']?.chosenUserArn).toBe(sato.userArn);
  });
});

describe('a case', () => {
  test('of another template is of no interest without sinks', () => {
    expect(after([[caseChange('CASE.CREATED', createdAt, {}, { template: 'other' }), soon]])).toBeUndefined();
  });

  test('of another template is kept without a clock when a sink wants it', () => {
    const item = after([[caseChange('CASE.CREATED', createdAt, {}, { template: 'other' }), soon]], running(deskPolicy));

    expect(item).toMatchObject({ clocks: [], sinks: { salesforce: { wanted: 1, delivered: 0 } } });
  });

  test.each([
    ['a field that the sink maps', { title: 'new' }, 2],
    ['a field that it does not map', { 'field-slot-1': 'new' }, 1],
    ['the same value again', { status: 'open' }, 1],
  ])('tells its sink of a change of %s', (_why, fields, wanted) => {
    const item = after(
      [
        [created(), soon],
        [caseChange('CASE.UPDATED', '2026-11-24T12:41:00.000Z', fields), '2026-11-24T12:41:00.000Z'],
      ],
      running(deskPolicy),
    );

    expect(item?.sinks).toEqual({ salesforce: { wanted, delivered: 0 } });
    expect(item?.outbox.map(({ id }) => id)).toEqual([`case-1:salesforce:${wanted}`]);
  });

  test('keeps only the fields that somebody named', () => {
    expect(Object.keys(after([[created({ status: 'open', secret: 'x' }), soon]])?.shadow ?? {})).toEqual(['status']);
  });

  test('keeps nothing that only a notice names', () => {
    expect(after([[created({ status: 'open', title: 'x', 'field-slot-1': 'y' }), soon]])?.shadow).toEqual({
      status: { value: 'open', changedAt: createdAt },
    });
  });

  test('forgets its fields when it is deleted, and does not learn them again', () => {
    const deleted = caseChange('CASE.DELETED', '2026-11-24T12:45:00.000Z', { title: 'y' });
    const item = after(
      [
        [created({ status: 'open', title: 'x' }), soon],
        [deleted, '2026-11-24T12:45:00.000Z'],
        [caseChange('CASE.UPDATED', '2026-11-24T12:46:00.000Z', { title: 'z' }), '2026-11-24T12:46:00.000Z'],
        [deleted, '2026-11-24T12:47:00.000Z'],
      ],
      running(deskPolicy),
    );

    expect(item).toMatchObject({ deleted: true, sinks: { salesforce: { wanted: 1 } } });
    expect(item?.shadow).toEqual({});
  });

  test('forgets a field that was cleared', () => {
    const item = after(
      [
        [created({ status: 'open', title: 'x' }), soon],
        [caseChange('CASE.UPDATED', '2026-11-24T12:41:00.000Z', { title: null }), '2026-11-24T12:41:00.000Z'],
      ],
      running(deskPolicy),
    );

    expect(item?.shadow['title']).toEqual({ value: null, changedAt: '2026-11-24T12:41:00.000Z' });
  });

  test('is not changed by an event about a related item', () => {
    const item = after([[created(), soon]])!;
    const event = caseChange('RELATED_ITEM.CREATED', soon);
    const { case: _case, ...detail } = event.detail;
    const related = { ...event, detail: { ...detail, relatedItem: { relatedItemType: 'Sla', caseId: 'case-1' } } };

    expect(step(item, related, pinned, soon)).toEqual({ item, changed: false });
    expect(step(undefined, related, pinned, soon)).toEqual({ item: undefined, changed: false });
  });

  test('is not changed by the same event twice', () => {
    const event = created();
    const item = after([[event, soon]])!;

    expect(step(item, event, pinned, soon)).toEqual({ item, changed: false });
  });
});
