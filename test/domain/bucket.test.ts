import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiRate } from '../../lambda/contract/quota-profile.ts';
import { draw, fullBucket, slowDown, spend, type Bucket, type Turns } from '../../lambda/domain/bucket.ts';

const updateCase: ApiRate = { perSecond: 2, burst: 1 };
const getCase: ApiRate = { perSecond: 4, burst: 8 };
const start = 1_000_000;
const always = Number.MAX_SAFE_INTEGER;

const drawn = (rate: ApiRate, bucket: Bucket, wanted: number, now = start, until = always) =>
  draw(rate, bucket, { wanted, now, until });
const beginnings = (turns: Turns | undefined): readonly number[] | undefined => turns?.from.map((turn) => turn - start);

describe('a draw', () => {
  test.each<[string, ApiRate, number, number[]]>([
    ['spreads turns by the rate', updateCase, 3, [0, 500, 1000]],
    ['has half of the burst at once', getCase, 6, [0, 0, 0, 0, 250, 500]],
    ['takes no more than is wanted', getCase, 1, [0]],
    ['stretches over a few seconds at most', { perSecond: 0.5, burst: 1 }, 10, [0, 2000, 4000]],
    ['gives one turn however slow the rate', { perSecond: 0.01, burst: 1 }, 10, [0]],
  ])('%s', (_what, rate, wanted, expected) => {
    expect(beginnings(drawn(rate, fullBucket(rate, start), wanted).turns)).toEqual(expected);
  });

  test('comes after what others have drawn, and tells when the next would begin', () => {
    const first = drawn(updateCase, fullBucket(updateCase, start), 3);
    expect(first.readyAt).toBe(start + 1500);
    expect(beginnings(drawn(updateCase, first.bucket, 2, start + 100).turns)).toEqual([1500, 2000]);
  });

  test('spends nothing when no turn begins in time', () => {
    const { bucket } = drawn(updateCase, fullBucket(updateCase, start), 3);
    const late = drawn(updateCase, bucket, 2, start + 100, start + 1500);
    expect(late.turns).toBeUndefined();
    expect(late.bucket).toBe(bucket);
    expect(beginnings(drawn(updateCase, bucket, 2, start + 100, start + 1501).turns)).toEqual([1500]);
  });

  test('finds the bucket full after a quiet time, and not fuller', () => {
    const { bucket } = drawn(getCase, fullBucket(getCase, start), 4);
    expect(beginnings(drawn(getCase, bucket, 6, start + 60_000).turns)).toEqual([
      60_000, 60_000, 60_000, 60_000, 60_250, 60_500,
    ]);
  });

  test('by a clock that is behind gives nothing twice', () => {
    const { bucket } = drawn(updateCase, fullBucket(updateCase, start), 1);
    expect(beginnings(drawn(updateCase, bucket, 1, start - 5000).turns)).toEqual([500]);
  });
});

describe('spending', () => {
  const held = drawn(updateCase, fullBucket(updateCase, start), 3).turns!;

  test('waits for the beginning of the turn', () => {
    const { at, rest } = spend(spend(held, start)!.rest, start + 100)!;
    expect(at).toBe(start + 500);
    expect(beginnings(rest)).toEqual([1000]);
  });

  test('of a slow run moves its turns on together, and loses what would come after the end of the draw', () => {
    const slow = spend(held, start + 300)!;
    expect(slow.at).toBe(start + 300);
    expect(beginnings(slow.rest)).toEqual([800]);
    expect(spend(held, start + 1001)).toBeUndefined();
  });

  test('a little late costs nothing where the burst has room for it', () => {
    const turns = drawn(getCase, fullBucket(getCase, start), 1).turns!;
    expect(spend(turns, start + 1000)?.at).toBe(start + 1000);
    expect(spend(turns, start + 1001)).toBeUndefined();
  });
});

describe('a refusal', () => {
  const part = (bucket: Bucket): number | undefined => bucket.slowed?.part;
  const refused = (bucket: Bucket, now: number): Bucket => slowDown(bucket, now);

  test('empties the bucket, halves the rate, and has turns drawn one by one', () => {
    const bucket = refused(fullBucket(updateCase, start), start);
    const { turns, bucket: next } = drawn(updateCase, bucket, 2);
    expect(beginnings(turns)).toEqual([1000]);
    expect(beginnings(drawn(updateCase, next, 2).turns)).toEqual([2000]);
  });

  test('halves it again at each, but once for calls that were under way together, and down to an eighth', () => {
    let bucket = refused(fullBucket(updateCase, start), start);
    expect(part(refused(bucket, start + 1999))).toBe(1 / 2);
    const parts = [2, 4, 6, 8].map((seconds) => {
      bucket = refused(bucket, start + seconds * 1000);
      return part(bucket);
    });
    expect(parts).toEqual([1 / 4, 1 / 8, 1 / 8, 1 / 8]);
  });

  test.each([
    [59, 1000],
    [60, 500],
  ])('that came %d seconds ago leaves a gap of %d milliseconds', (seconds, gap) => {
    const bucket = refused(fullBucket(updateCase, start), start);
    const now = start + seconds * 1000;
    const first = drawn(updateCase, bucket, 1, now);
    expect(drawn(updateCase, first.bucket, 1, now).turns!.from[0]! - first.turns!.from[0]!).toBe(gap);
  });

  test('leaves to other runs what they have drawn', () => {
    const { bucket } = drawn(updateCase, fullBucket(updateCase, start), 3);
    expect(beginnings(drawn(updateCase, refused(bucket, start), 1).turns)).toEqual([2000]);
  });
});

/** What several runs do with one bucket: each waits, draws, and spends at times of its own. */
const life = fc.record({
  perSecond: fc.constantFrom(0.7, 1.4, 2.8, 10),
  burst: fc.integer({ min: 1, max: 10 }),
  steps: fc.array(
    fc.record({
      run: fc.integer({ min: 0, max: 3 }),
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 400, max: 9000 })),
      wanted: fc.integer({ min: 1, max: 10 }),
      chance: fc.integer({ min: 0, max: 19 }),
    }),
    { minLength: 20, maxLength: 120 },
  ),
});

test('over any stretch of time, all runs together spend at most burst + rate × time', () => {
  fc.assert(
    fc.property(life, ({ perSecond, burst, steps }) => {
      const rate = { perSecond, burst };
      const hands = new Map<number, Turns>();
      const busyUntil = new Map<number, number>();
      const spent: number[] = [];
      let bucket = fullBucket(rate, start);
      let now = start;
      for (const { run, pause, wanted, chance } of steps) {
        now += pause;
        // A run that waits for its turn does nothing else.
        if ((busyUntil.get(run) ?? 0) > now) continue;
        if (chance === 0) {
          bucket = slowDown(bucket, now);
          hands.delete(run);
        }
        let held = hands.get(run);
        if (held === undefined || spend(held, now) === undefined) {
          const answer = draw(rate, bucket, { wanted, now, until: now + 20_000 });
          bucket = answer.bucket;
          held = answer.turns;
        }
        const next = held === undefined ? undefined : spend(held, now);
        if (next === undefined) continue;
        spent.push(next.at);
        busyUntil.set(run, next.at);
        hands.set(run, next.rest);
      }
      spent.sort((one, other) => one - other);
      // Turns begin at whole milliseconds.
      const isWithin = (first: number, last: number): boolean =>
        last - first + 1 <= burst + (perSecond * (spent[last]! - spent[first]! + 1)) / 1000;
      const places = [...spent.keys()];
      expect(places.filter((last) => places.some((first) => first <= last && !isWithin(first, last)))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('a run that alone draws ahead loses no time against the rate', () => {
  const rate = { perSecond: 1.4, burst: 1 };
  let bucket = fullBucket(rate, start);
  let held: Turns | undefined;
  let now = start;
  for (let calls = 0; calls < 1000; calls += 1) {
    let next = held === undefined ? undefined : spend(held, now);
    if (next === undefined) {
      const answer = draw(rate, bucket, { wanted: 10 - (calls % 10), now, until: always });
      bucket = answer.bucket;
      next = spend(answer.turns!, now)!;
    }
    held = next.rest;
    now = next.at + 200;
  }
  const bound = (1000 - rate.burst) / rate.perSecond;
  expect((now - start) / 1000 / bound).toBeLessThan(1.05);
});
