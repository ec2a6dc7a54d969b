import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import { explanation } from '../../../lambda/contract/explanation.ts';
import { explainCase } from '../../../lambda/domain/explain/explain-case.ts';
import { foldTimeline } from '../../../lambda/domain/explain/fold-timeline.ts';
import { runningPolicy } from '../../../lambda/domain/running-policy.ts';
import { createdAt, policyOf, rowOf } from './desk.ts';

const ranked = (rank: string) => ({ templateId: 'template', where: [{ fieldId: 'f-rank', oneOf: [rank] }] });
const capped = { while: [{ fieldId: 'status', oneOf: ['waiting'] }], atMostSeconds: 5400 };
const { calendar: _calendar, ...always } = rowOf({ name: 'always', for: ranked('c'), targetSeconds: 7200 });
const kinds = (['first-response', 'resolution'] as const).map((kind) => [
  rowOf({ name: `forward-${kind}`, kind, for: ranked('a'), targetSeconds: 3 * 3600, pause: capped }),
  rowOf({ name: `back-${kind}`, kind, for: ranked('b'), onChange: 'retroactive', targetSeconds: 12 * 3600 }),
  { ...always, name: `always-${kind}`, kind },
  rowOf({ name: `plain-${kind}`, kind, reopen: 'continue' }),
]);
const running = runningPolicy('hash', policyOf(...kinds.flat()));

const hour = 3_600_000;
const after = (steps: number): string =>
  new Date(Date.parse(createdAt) + steps * (hour / 4) + (steps % 3)).toISOString();
const event = fc.record({
  at: fc.nat(400).map(after),
  fields: fc.record(
    {
      status: fc.constantFrom('open', 'waiting', 'waiting', 'in_progress'),
      'f-rank': fc.constantFrom('a', 'b', 'c', 'd', null),
    },
    { requiredKeys: [] },
  ),
});
const timelines = fc.record({
  events: fc.array(event, { maxLength: 8 }),
  deletedAt: fc.option(fc.nat(500).map(after), { freq: 8, nil: undefined }),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('an explanation says of every clock what the engine decided', () => {
  fc.assert(
    fc.property(timelines, fc.nat(600).map(after), ({ events, deletedAt }, now) => {
      const timeline = { caseId: 'case', templateId: 'template', createdAt, events, signals: [], deletedAt };
      const item = foldTimeline(timeline, running, now) as CaseItem;
      const told = explanation.parse(explainCase(item, running, now));
      expect(told.clocks).toHaveLength(item.clocks.length);
      for (const [place, clock] of told.clocks.entries()) {
        const state = item.clocks[place]!;
        const target = clock.targetSeconds * 1000;
        expect(sum(clock.pieces.map(({ openMilliseconds }) => openMilliseconds))).toBe(clock.usedMilliseconds);
        expect(clock.leftMilliseconds - clock.overMilliseconds).toBe(target - clock.usedMilliseconds);
        expect(clock.isPaused).toBe(state.isPaused);
        // What a take-over has kept may be more than the new target: then the next open moment is the deadline.
        if (clock.verdict === 'met' && clock.keptMilliseconds <= target)
          expect(clock.usedMilliseconds).toBeLessThanOrEqual(target);
        if (clock.verdict === 'met-late') expect(clock.usedMilliseconds).toBeGreaterThanOrEqual(target);
        if (clock.verdict !== 'running') continue;
        if (clock.deadline !== null && clock.deadline > now)
          expect(sum(clock.ahead.map(({ openMilliseconds }) => openMilliseconds))).toBe(clock.leftMilliseconds);
        const pending = clock.levels.filter(({ state: level }) => level === 'pending');
        for (const { momentAt } of pending) if (momentAt !== null) expect(momentAt > now).toBe(true);
        const cap = state.isPaused ? state.pauses.at(-1)?.to : undefined;
        const moments = [...pending.flatMap(({ momentAt }) => momentAt ?? []), ...(cap === undefined ? [] : [cap])];
        expect(moments.toSorted()[0]).toBe(state.nextMomentAt);
      }
      for (const { kind, policy } of told.rows.filter(({ chosen }) => chosen)) {
        const open = told.clocks.find((clock) => clock.kind === kind && clock.verdict === 'running');
        if (open !== undefined) expect(open.policy).toBe(policy);
      }
    }),
    { numRuns: 300 },
  );
});
