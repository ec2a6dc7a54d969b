import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { explanation, type Explanation } from '../../../lambda/contract/explanation.ts';
import { PolicyOfClockMissingError } from '../../../lambda/domain/explain/errors.ts';
import { explainCase } from '../../../lambda/domain/explain/explain-case.ts';
import { runningPolicy } from '../../../lambda/domain/running-policy.ts';
import { clockOf, createdAt, itemOf, policyOf, rowOf, told } from './desk.ts';

const hour = 3_600_000;
const explain = (item: CaseItem, now: string, policy: CompiledPolicy = policyOf()): Explanation =>
  explanation.parse(explainCase(item, runningPolicy('hash', policy), now));
const english = (sentences: readonly { readonly en: string }[]): string[] => sentences.map(({ en }) => en);

describe('which rows match', () => {
  const rank = (...oneOf: string[]): { where: { fieldId: string; oneOf: string[] }[]; templateId: string } => ({
    templateId: 'template',
    where: [{ fieldId: 'f-rank', oneOf }],
  });
  const rows = [
    rowOf({ name: 'other-desk', for: { templateId: 'another', where: [] } }),
    rowOf({ name: 'urgent', for: rank('high', 'urgent') }),
    rowOf({ name: 'plain' }),
    rowOf({ name: 'also-plain' }),
    rowOf({ name: 'solve', kind: 'resolution' }),
  ];

  test('is said of every row with the test that decided, in the order of the file', () => {
    const item = itemOf({ clocks: [], observations: [told(createdAt, 'f-rank', 'low')] });
    const { rows: found } = explain(item, createdAt, policyOf(...rows));
    expect(found.map(({ policy, matched, chosen }) => [policy, matched, chosen])).toEqual([
      ['other-desk', false, false],
      ['urgent', false, false],
      ['plain', true, true],
      ['also-plain', true, false],
      ['solve', true, true],
    ]);
    expect(english(found.map(({ why }) => why)).slice(0, 4)).toEqual([
      'It does not match: it is for cases of another template.',
      'It does not match: 優先度 is low (wanted: one of high, urgent).',
      'It matches: the case is of its template.',
      'It matches, but plain stands before it in the file, and the first that matches counts.',
    ]);
    expect(found[1]!.conditions[0]).toMatchObject({
      part: 'for',
      holds: false,
      tests: [{ fieldId: 'f-rank', label: '優先度', found: 'low', foundSince: createdAt, holds: false }],
    });
  });

  test('follows the fields as they were at the instant', () => {
    const item = itemOf({ clocks: [], observations: [told('2026-01-05T04:00:00.000Z', 'f-rank', 'urgent')] });
    const urgent = (now: string): boolean => explain(item, now, policyOf(...rows)).rows[1]!.matched;
    expect(urgent('2026-01-05T03:59:59.999Z')).toBe(false);
    expect(urgent('2026-01-05T04:00:00.000Z')).toBe(true);
  });
});

describe('time piece by piece', () => {
  test('counts open hours only, and what is left leads to the deadline', () => {
    const { clocks } = explain(itemOf(), '2026-01-05T05:00:00.000Z');
    const clock = clocks[0]!;
    expect(
      clock.pieces.map(({ from, to, state, openMilliseconds }) => [
        from.slice(11, 16),
        to.slice(11, 16),
        state,
        openMilliseconds / hour,
      ]),
    ).toEqual([
      ['02:00', '03:00', 'open', 1],
      ['03:00', '04:00', 'closed', 0],
      ['04:00', '05:00', 'open', 1],
    ]);
    expect(clock).toMatchObject({ usedMilliseconds: 2 * hour, leftMilliseconds: 2 * hour, overMilliseconds: 0 });
    expect(clock.ahead).toMatchObject([
      { from: '2026-01-05T05:00:00.000Z', to: '2026-01-05T07:00:00.000Z', state: 'open' },
    ]);
    expect(clock.levels.map(({ momentAt }) => momentAt)).toEqual([
      '2026-01-05T05:00:00.000Z',
      '2026-01-05T07:00:00.001Z',
      '2026-01-05T08:00:00.000Z',
    ]);
    expect(clock.range).toEqual({ from: createdAt, to: '2026-01-05T08:00:00.000Z' });
  });

  test('credits a pause with the open time that it overlaps', () => {
    const pauses = [{ from: '2026-01-05T02:30:00.000Z', to: '2026-01-05T04:30:00.000Z', reason: 'condition' as const }];
    const item = itemOf({ clocks: [clockOf({ pauses, deadline: '2026-01-05T08:00:00.000Z' })] });
    const clock = explain(item, '2026-01-05T05:00:00.000Z').clocks[0]!;
    expect(clock.pieces.map(({ state }) => state)).toEqual([
      'open',
      'paused-open',
      'paused-closed',
      'paused-open',
      'open',
    ]);
    expect(clock).toMatchObject({ usedMilliseconds: hour, pausedMilliseconds: 2 * hour, creditedMilliseconds: hour });
    expect(clock.pauses[0]!.creditedMilliseconds).toBe(hour);
  });

  test('has no deadline and no moments while a pause is open that nothing ends', () => {
    const pauses = [{ from: '2026-01-05T02:30:00.000Z', reason: 'condition' as const }];
    const { deadline: _none, ...open } = clockOf({ pauses, isPaused: true });
    const told = explain(itemOf({ clocks: [open] }), '2026-01-07T05:00:00.000Z');
    const clock = told.clocks[0]!;
    expect(clock).toMatchObject({
      deadline: null,
      usedMilliseconds: hour / 2,
      leftMilliseconds: 3.5 * hour,
      ahead: [],
    });
    expect(clock.levels.map(({ momentAt, state }) => [momentAt, state])).toEqual([
      [null, 'pending'],
      [null, 'pending'],
      [null, 'pending'],
    ]);
    expect(english(clock.summary)[1]).toBe('Paused since 2026-01-05 11:30 GMT+9.');
    expect(english(told.whyNothing)).toEqual(['answer (1): it is paused, and gets to no level until it runs again.']);
    expect(told.next).toEqual([]);
  });

  test('keeps what was used before a take-over forward, and counts on from there', () => {
    const takenOverAt = '2026-01-05T02:30:00.000Z';
    const item = itemOf({ clocks: [clockOf({ takenOverAt, keptMilliseconds: 1234 })] });
    const clock = explain(item, '2026-01-05T03:00:00.000Z').clocks[0]!;
    expect(clock.pieces[0]).toEqual({
      from: createdAt,
      to: takenOverAt,
      state: 'kept',
      openMilliseconds: 1234,
      creditedMilliseconds: 0,
    });
    expect(clock.usedMilliseconds).toBe(hour / 2 + 1234);
    const retroactive = explain(item, '2026-01-05T03:00:00.000Z', policyOf(rowOf({ onChange: 'retroactive' })))
      .clocks[0]!;
    expect(retroactive.usedMilliseconds).toBe(hour);
    expect(english(retroactive.summary)).toContainEqual(expect.stringContaining('as though from the start'));
  });

  test('stays exact and short over years', () => {
    const targetSeconds = 3000 * 8 * 3600;
    const row = rowOf({ targetSeconds });
    const deadline = '2040-01-01T00:00:00.000Z';
    const clock = explain(
      itemOf({ clocks: [clockOf({ targetSeconds, deadline })] }),
      '2036-01-05T02:00:00.000Z',
      policyOf(row),
    ).clocks[0]!;
    expect(clock.pieces.length).toBeLessThanOrEqual(80);
    expect(clock.pieces.some(({ state }) => state === 'several')).toBe(true);
    expect(clock.pieces.reduce((sum, { openMilliseconds }) => sum + openMilliseconds, 0)).toBe(clock.usedMilliseconds);
    expect(clock.pieces.every(({ from }, index) => index === 0 || from === clock.pieces[index - 1]!.to)).toBe(true);
    expect(clock.windows).toHaveLength(500);
    expect(clock.windowsUntil < clock.range.to).toBe(true);
  });
});

describe('levels', () => {
  const effect: Effect = {
    key: 'answer:1:breach:0-task',
    lane: 'task',
    proof: 'token',
    policy: 'answer',
    policyHash: 'hash',
    cycle: 1,
    level: 'breach',
    severity: 'high',
    action: { kind: 'task', to: 'owner' },
    owedAt: '2026-01-05T07:00:00.001Z',
    status: 'parked',
    attempt: 1,
    noted: true,
    outcome: { at: '2026-01-05T07:01:00.000Z', reason: 'nobody owns the case.' },
  };

  test('say when they fired and what became of their effects', () => {
    const levels = {
      'answer:warn-1': { at: '2026-01-05T05:00:00.000Z', state: 'skipped' as const },
      'answer:breach': { at: '2026-01-05T07:00:00.001Z', state: 'fired' as const },
    };
    const told = explain(
      itemOf({ clocks: [clockOf({ levels })], effects: { [effect.key]: effect } }),
      '2026-01-05T07:30:00.000Z',
    );
    const [warn, breach, escalate] = told.clocks[0]!.levels;
    expect([warn!.state, breach!.state, escalate!.state]).toEqual(['skipped', 'fired', 'pending']);
    expect(breach!.why.en).toBe('It fired at 2026-01-05 16:00:00.001 GMT+9.');
    expect(breach!.effects).toMatchObject([
      {
        status: 'parked',
        endedAt: '2026-01-05T07:01:00.000Z',
        why: { en: 'Parked at 2026-01-05 16:01 GMT+9: somebody must look. Reason: nobody owns the case.' },
      },
    ]);
    expect(told.whyNothing).toEqual([]);
    expect(told.next.map(({ at }) => at)).toEqual(['2026-01-05T08:00:00.000Z']);
  });

  test('of an ended cycle were not reached, or cancelled with it', () => {
    const ended = { endedAt: '2026-01-05T03:00:00.000Z' };
    const met = explain(
      itemOf({ clocks: [clockOf({ ...ended, verdict: 'met', endedBy: 'stop' })] }),
      '2026-01-09T03:00:00.000Z',
    );
    expect(met.clocks[0]!.levels.map(({ state }) => state)).toEqual(['not-reached', 'not-reached', 'not-reached']);
    expect(met.clocks[0]!.usedMilliseconds).toBe(hour);
    expect(english(met.whyNothing)).toEqual(['answer (1): the answer came before the first level.']);
    const gone = explain(
      itemOf({ clocks: [clockOf({ ...ended, verdict: 'cancelled', endedBy: 'deleted' })] }),
      '2026-01-09T03:00:00.000Z',
    );
    expect(gone.clocks[0]!.levels.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('why nothing fired', () => {
  const reasonsOf = (item: Partial<CaseItem>, policy: CompiledPolicy): string[] =>
    english(explain(itemOf({ clocks: [], ...item }), createdAt, policy).whyNothing);

  test('names the condition that keeps a clock from beginning', () => {
    expect(reasonsOf({}, policyOf(rowOf({ start: [{ fieldId: 'f-rank', isSet: true }] })))).toEqual([
      'answer: it matches, but its start condition does not hold: 優先度 is not set (wanted: set).',
    ]);
    expect(reasonsOf({ observations: [told(createdAt, 'status', 'in_progress')] }, policyOf())).toEqual([
      'answer: what ends it held already, so it never began: ステータス is in_progress (対応中) (wanted: in_progress (対応中)).',
    ]);
    const { until: _none, ...silent } = rowOf({ kind: 'next-response' });
    expect(reasonsOf({}, policyOf(silent))).toEqual([
      'answer: it begins when the customer comes by a linked contact, which has not happened.',
    ]);
  });

  test('says so when the case was deleted', () => {
    expect(reasonsOf({ deletedAt: createdAt }, policyOf())).toEqual([
      'The case was deleted at 2026-01-05 11:00 GMT+9; nothing starts any more.',
    ]);
  });
});

test('every sentence stands in both languages', () => {
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('ja' in value)
      expect(value).toMatchObject({ ja: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    Object.values(value).forEach(walk);
  };
  walk(explain(itemOf(), '2026-01-06T05:00:00.000Z'));
  walk(explain(itemOf({ clocks: [] }), '2026-01-06T05:00:00.000Z'));
});

test('a cycle of a policy that is gone is refused by name', () => {
  const item = itemOf({ clocks: [clockOf({ policyHash: 'older' })] });
  expect(() => explain(item, createdAt)).toThrow(PolicyOfClockMissingError);
  const older = runningPolicy('older', policyOf());
  expect(explainCase(item, runningPolicy('hash', policyOf()), createdAt, [older]).clocks).toHaveLength(1);
});
