import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/instants.ts';

test('an instant reads as Date writes it, in any order of days', () => {
  const milliseconds = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: -1e10, max: 1e10 }),
    fc.double({ min: 1.7e12, max: 1.9e12, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 5 }), (several) => {
      for (const each of several) expect(instantOf(each)).toBe(new Date(each).toISOString());
    }),
    { numRuns: 2_000 },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])('%d is no instant', (milliseconds) => {
  expect(() => instantOf(milliseconds)).toThrow(RangeError);
});
