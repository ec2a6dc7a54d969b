import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOrderedKeys } from './world/ordered-keys.ts';

const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');

test('keys stand in the order of their texts, however they are put, moved and taken out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.option(letter, { nil: undefined })), { maxLength: 300 }),
      letter,
      letter,
      fc.integer({ min: 1, max: 50 }),
      (puts, after, until, limit) => {
        const keys = createOrderedKeys();
        const known = new Map<string, string>();
        for (const [number, order] of puts) {
          const key = String(number);
          keys.put(key, order);
          if (order === undefined) known.delete(key);
          else known.set(key, order);
        }
        const expected = [...known]
          .filter(([, order]) => order > after && order <= until)
          .sort(([one, first], [other, second]) =>
            first === second ? (one < other ? -1 : 1) : first < second ? -1 : 1,
          )
          .slice(0, limit)
          .map(([key, order]) => ({ key, order }));
        expect(keys.between(after, until, limit)).toEqual(expected);
        expect(keys.size).toBe(known.size);
      },
    ),
  );
});

test('thousands of keys are cut into short lists and found again', () => {
  const keys = createOrderedKeys();
  for (let number = 0; number < 5_000; number += 1)
    keys.put(`k${number}`, String((number * 7919) % 5_000).padStart(4, '0'));
  for (let number = 0; number < 5_000; number += 2) keys.put(`k${number}`, undefined);
  expect(keys.size).toBe(2_500);
  const found = keys.between('', 'z', 10_000);
  expect(found).toHaveLength(2_500);
  expect(found.map(({ order }) => order)).toEqual(found.map(({ order }) => order).toSorted());
});
