import { expect, test } from 'vitest';
import { faultNames } from './faults/fault.ts';
import { addTo, createTotals, unstruck } from './report.ts';
import { replayLine } from './shrink.ts';
import { simulate } from './simulate.ts';

const seeds = Array.from({ length: 300 }, (_unused, place) => place + 1);
const some = seeds.slice(0, 15);

test('whatever goes wrong, nothing is lost, nothing is done twice, and nothing that is needed no more', async () => {
  const totals = createTotals();
  for (const seed of seeds) addTo(totals, await simulate(seed));
  const told = totals.failing.map((failing) => ({
    replay: replayLine(failing),
    violations: failing.violations.map(({ check, sentence }) => `${check}: ${sentence}`),
  }));
  expect(told).toEqual([]);
  expect(faultNames.length).toBeGreaterThanOrEqual(30);
  // What strikes a call, a message or an event by its number may miss in few seeds; most must have struck.
  expect(unstruck(totals).length).toBeLessThanOrEqual(3);
  expect(totals.calls).toBeGreaterThan(100 * seeds.length);
}, 300_000);

test('the same seed has the same course, whatever was simulated before', async () => {
  const hashes = async (order: readonly number[]): Promise<Map<number, number>> => {
    const found = new Map<number, number>();
    for (const seed of order) found.set(seed, (await simulate(seed)).traceHash);
    return found;
  };
  const forwards = await hashes(some);
  const backwards = await hashes(some.toReversed());
  expect(some.map((seed) => backwards.get(seed))).toEqual(some.map((seed) => forwards.get(seed)));
  expect(new Set(forwards.values()).size).toBe(some.length);
}, 120_000);

test('without faults nobody has to try anything twice', async () => {
  for (const seed of some) {
    const { violations, evidence } = await simulate(seed, { faults: [] });
    const { deadLetters, stoppedChains } = evidence;
    expect({ seed, violations, deadLetters, stoppedChains }).toEqual({
      seed,
      violations: [],
      deadLetters: [],
      stoppedChains: [],
    });
  }
}, 120_000);
