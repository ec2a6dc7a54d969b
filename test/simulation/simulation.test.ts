import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultNames } from './faults/fault.ts';
import { readFaults } from './faults/read-faults.ts';
import { playAll, playChunk } from './play.ts';
import { createTotals, merge } from './report.ts';
import { simulate } from './simulate.ts';
import { shrink } from './shrink.ts';

const some = Array.from({ length: 20 }, (_unused, place) => place + 1);

test('at least thirty faults have names', () => {
  expect(faultNames.length).toBeGreaterThanOrEqual(30);
  expect(new Set(faultNames).size).toBe(faultNames.length);
});

test('the same seed has the same course, whatever was simulated before, and whoever reads along', async () => {
  const hashes = async (order: readonly number[]): Promise<Map<number, number>> => {
    const found = new Map<number, number>();
    for (const seed of order) found.set(seed, (await simulate(seed)).traceHash);
    return found;
  };
  const forwards = await hashes(some);
  const backwards = await hashes(some.toReversed());
  expect(some.map((seed) => backwards.get(seed))).toEqual(some.map((seed) => forwards.get(seed)));
  expect(new Set(forwards.values()).size).toBe(some.length);
  for (const seed of some.slice(0, 5)) {
    const [one, other] = [await simulate(seed, { keepTrace: true }), await simulate(seed, { keepTrace: true })];
    expect(one.trace.join('\n')).toBe(other.trace.join('\n'));
    expect(one.traceHash).toBe(forwards.get(seed));
  }
}, 300_000);

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
}, 300_000);

test('how seeds are divided among processes, and which of them ends first, does not change what they come to', async () => {
  const plan = { first: 1, seeds: 60, faults: undefined, seconds: Infinity, onProgress: () => undefined };
  const alone = await playAll({ ...plan, jobs: 1 });
  const together = createTotals();
  for (const first of [41, 21, 1]) merge(together, await playChunk({ first, count: 20, faults: undefined }));
  expect(together).toEqual(alone);
  expect([...together.struckPlaces].length).toBeGreaterThan(0);
}, 300_000);

const folder = new URL('found/', import.meta.url);
const found = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(found)(
  'what a simulation once showed stays repaired: %s',
  async (name) => {
    const { seed, faults } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      seed: number;
      faults: unknown;
    };
    const { violations } = await simulate(seed, { faults: readFaults(JSON.stringify(faults)) });
    expect(violations.map(({ sentence }) => sentence)).toEqual([]);
  },
  60_000,
);

test('shrinking leaves a simulation that keeps its promises as it is, without faults', async () => {
  const least = await shrink({ seed: 1, faults: [], violations: [] });
  expect(least.violations).toEqual([]);
});

test.each([
  ['no JSON', '[', 'must be JSON'],
  ['no list', '{}', 'must be a JSON list'],
  ['an unknown name', '[{"name":"earthquake"}]', 'its name must be one of: killed before'],
  ['an unknown place', '[{"name":"slow","place":"advance x","nth":0}]', '"slow" takes place'],
  ['a member too many', '[{"name":"bus away","from":0,"to":1,"nth":0}]', '"bus away" takes from and to'],
])('faults that are %s are refused with what is allowed', (_what, text, words) => {
  expect(() => readFaults(text)).toThrow(words);
});
