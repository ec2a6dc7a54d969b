import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/instants.ts';

test('an instant is written as JavaScript writes it, whatever was written before', () => {
  const lastDate = 8.64e15;
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.integer({ min: -lastDate, max: lastDate }),
          fc.integer({ min: 1.7e12, max: 1.9e12 }),
          fc.double({ min: -1e13, max: 1e13, noNaN: true }),
        ),
        { minLength: 1 },
      ),
      (instants) => {
        expect(instants.map(instantOf)).toEqual(instants.map((one) => new Date(one).toISOString()));
      },
    ),
  );
  for (const midnight of [0, -1, 86_400_000, 86_399_999, -62_198_755_200_000, 253_402_300_800_000])
    expect(instantOf(midnight)).toBe(new Date(midnight).toISOString());
});

test.each([Number.NaN, Infinity, 8.64e15 + 1])('%d is no date', (milliseconds) => {
  expect(() => instantOf(milliseconds)).toThrow(RangeError);
});
