import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import { endEffect, withEffect } from '../../../lambda/domain/claims.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { replayCase } from '../../../lambda/domain/replay/replay-case.ts';
import { isTouched } from '../../../lambda/domain/replay/touched.ts';
import { step } from '../../../lambda/domain/step.ts';
import { caseChange, createdAt, deadline, running } from '../../support/desk-policy.ts';
import { createDesk } from '../../support/desk-simulation.ts';

const now = addSeconds(deadline, 3600);
const key = (kind: string): string => `first-response:1:breach:${kind}`;
const differences = (item: CaseItem): readonly string[] =>
  replayCase(item, running(), now).differences.map(({ en }) => en);

/** A case that nobody answered, as the loop has left it. */
async function unanswered(): Promise<CaseItem> {
  const desk = createDesk();
  desk.change({ status: 'open', title: '面談予約' });
  await desk.runUntil(now);
  return desk.item();
}

describe('a case agrees', () => {
  test('that the loop has worked on', async () => {
    const item = await unanswered();
    expect(Object.values(item.effects).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(replayCase(item, running(), now)).toEqual({ caseId: 'case-1', differences: [] });
  });

  test('that was answered, early or late', async () => {
    for (const answeredAt of [addSeconds(createdAt, 60), addSeconds(deadline, 600)]) {
      const desk = createDesk();
      desk.change({ status: 'open' });
      await desk.runUntil(answeredAt);
      desk.change({ status: 'in_progress' });
      await desk.runUntil(now);
      expect(differences(desk.item())).toEqual([]);
    }
  });

  test('whose level came a moment ago, and nobody has looked yet', () => {
    const item = step(undefined, caseChange('CASE.CREATED', createdAt), running(), createdAt).item!;
    expect(replayCase(item, running(), addSeconds(deadline, 60)).differences).toEqual([]);
    expect(replayCase(item, running(), addSeconds(deadline, 200)).differences).not.toEqual([]);
  });
});

describe('a case differs', () => {
  const change = (item: CaseItem, effect: Partial<Effect>, kind = '3-slack'): CaseItem =>
    withEffect(item, { ...item.effects[key(kind)]!, ...effect });

  test('of which a level was never acted upon', () => {
    const item = step(undefined, caseChange('CASE.CREATED', createdAt), running(), createdAt).item!;
    const said = differences(item);
    expect(said).toHaveLength(4);
    expect(said[0]).toBe(
      `${key('0-reassign')} is owed since 2026-11-24 22:10:00.001 GMT+9; the ledger does not know it.`,
    );
  });

  test('of which something owed was parked or cancelled', async () => {
    const item = await unanswered();
    const slack = item.effects[key('3-slack')]!;
    const parked = endEffect(slack, { status: 'parked', outcome: { at: now, reason: 'channel_not_found' } });
    expect(differences(withEffect(item, parked))).toEqual([
      expect.stringMatching(/3-slack is owed since .*; it was parked \(casewarden redrive\): channel_not_found$/),
    ]);
    const cancelled = endEffect(slack, { status: 'cancelled', outcome: { at: now, reason: 'answered' } });
    expect(differences(withEffect(item, cancelled))).toEqual([
      expect.stringMatching(/3-slack is owed since .*; it was cancelled: answered$/),
    ]);
  });

  test('of which something was done that was never owed', async () => {
    const item = await unanswered();
    const other = change(item, { key: key('9-slack') });
    expect(differences(other)).toEqual([
      expect.stringMatching(
        /^first-response:1:breach:9-slack was done at .*; by what is known today it was never owed\.$/,
      ),
    ]);
    expect(differences(change(item, { key: key('9-slack'), status: 'pending' }))).toEqual([
      'first-response:1:breach:9-slack is pending in the ledger; by what is known today it is not owed.',
    ]);
    expect(differences(change(item, { key: key('9-slack'), status: 'cancelled' }))).toEqual([]);
  });

  test('of which an answer reached us after the breach was acted upon', async () => {
    const item = await unanswered();
    const at = addSeconds(createdAt, 60);
    const known = { ...item, observations: [...item.observations, { at, fieldId: 'status', value: 'in_progress' }] };
    expect(differences(known)).toEqual([
      'The clock first-response 1 should be met; in the ledger it is running.',
      ...['0-reassign', '1-email', '2-task', '3-slack'].map((kind): unknown =>
        expect.stringContaining(`${key(kind)} was done at`),
      ),
    ]);
  });

  test.each<[string, Partial<CaseItem['clocks'][number]>, string]>([
    ['another verdict', { verdict: 'met' }, 'The clock first-response 1 should be running; in the ledger it is met.'],
    [
      'another deadline',
      { deadline: now },
      'The deadline of the clock first-response 1 should be 2026-11-24 22:10 GMT+9; in the ledger it is 2026-11-24 23:10 GMT+9.',
    ],
    [
      'another policy',
      { policy: 'other' },
      'The clock first-response 1 should follow first-response; in the ledger it follows other.',
    ],
    ['another cycle', { cycle: 2 }, 'The ledger has a clock first-response 2 that should not be.'],
  ])('that has a clock with %s', async (_what, clock, said) => {
    const item = await unanswered();
    expect(differences({ ...item, clocks: item.clocks.map((one) => ({ ...one, ...clock })) })).toContain(said);
  });
});

test('a case that has followed more than one policy is not judged by one', async () => {
  const item = await unanswered();
  for (const several of [
    { ...item, pinnedAt: deadline },
    { ...item, clocks: item.clocks.map((clock) => ({ ...clock, policyHash: 'earlier' })) },
  ])
    expect(replayCase(several, running(), now)).toMatchObject({
      differences: [],
      unplayable: { en: 'It has followed more than one policy, so it cannot be played by one.' },
    });
});

test('a replay changes nothing that it is given', async () => {
  const item = await unanswered();
  const before = JSON.stringify(item);
  replayCase(item, running(), now);
  expect(JSON.stringify(item)).toBe(before);
});

test.each([
  [createdAt, addSeconds(createdAt, 1), true],
  [addSeconds(createdAt, 1), deadline, false],
  [deadline, now, true],
  [addSeconds(createdAt, -60), createdAt, false],
])('whether anything happened from %s to %s: %s', async (from, to, expected) => {
  expect(isTouched(await unanswered(), from, to)).toBe(expected);
});
