import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  subtractDecimals,
} from '../../../sandbox/services/dynamodb/decimal.ts';

describe('a number is kept by value, in one form', () => {
  test.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    ['007', '7'],
    ['1e3', '1000'],
    ['1E-3', '0.001'],
    ['+.5', '0.5'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['100000000000000000000000000000000000000000', `1${'0'.repeat(41)}`],
    ['-1.20e-2', '-0.012'],
  ])('%s is %s', (text, expected) => {
    expect(formatDecimal(parseDecimal(text))).toBe(expected);
  });
});

describe('what DynamoDB cannot keep is refused', () => {
  test.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['ten', 'The parameter cannot be converted to a numeric value: ten'],
    ['1 ', 'cannot be converted'],
    ['1.'.repeat(2), 'cannot be converted'],
    ['123456789012345678901234567890123456789', 'more than 38 significant digits'],
    ['1e126', 'Number overflow'],
    ['-1e126', 'Number overflow'],
    ['1e-131', 'Number underflow'],
  ])('%j', (text, message) => {
    expect(() => parseDecimal(text)).toThrow(message);
  });
});

const decimal = fc
  .record({
    coefficient: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    exponent: fc.integer({ min: -10, max: 10 }),
  })
  .map(({ coefficient, exponent }) => parseDecimal(`${coefficient}e${exponent}`));

test('what was formatted parses to the same number', () => {
  fc.assert(
    fc.property(decimal, (value) => {
      expect(parseDecimal(formatDecimal(value))).toEqual(value);
    }),
  );
});

test('adding and taking away again gives the number that was there, and order follows the difference', () => {
  fc.assert(
    fc.property(decimal, decimal, (one, two) => {
      expect(subtractDecimals(addDecimals(one, two), two)).toEqual(one);
      expect(Math.sign(compareDecimals(one, two))).toBe(Math.sign(Number(subtractDecimals(one, two).coefficient)));
    }),
  );
});
