import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChangeLog } from '../../../sandbox/control/change-log.ts';

test('it names what changed after a position, each once, in the order of the last change', () => {
  const log = createChangeLog();
  for (const [sequence, id] of [
    [1, 'a'],
    [2, 'b'],
    [2, 'b'],
    [4, 'c'],
    [7, 'a'],
  ] as const)
    log.record(sequence, id);
  expect(log.after(0)).toEqual(['b', 'c', 'a']);
  expect(log.after(2)).toEqual(['c', 'a']);
  expect(log.after(6)).toEqual(['a']);
  expect(log.after(7)).toEqual([]);
});

test('it answers the same after old changes were dropped as a search through all of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), fc.nat(9)), { minLength: 1500, maxLength: 4000, size: 'max' }),
      fc.nat(12_000),
      (steps, after) => {
        const log = createChangeLog();
        const all = new Map<string, number>();
        let sequence = 1;
        for (const [further, thing] of steps) {
          sequence += further;
          log.record(sequence, String(thing));
          all.set(String(thing), sequence);
        }
        const expected = [...all].filter(([, last]) => last > after).map(([id]) => id);
        expect([...log.after(after)].sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 30 },
  );
});
