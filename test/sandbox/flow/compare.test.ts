import { expect, test } from 'vitest';
import { meetsCondition, type ConditionOperator } from '../../../sandbox/services/connect/flow/compare.ts';

test.each<[ConditionOperator, unknown, string, boolean]>([
  ['Equals', 'open', 'open', true],
  ['Equals', 'Open', 'open', false],
  ['Equals', 3, '3', true],
  ['Equals', true, 'true', true],
  ['Equals', undefined, '', false],
  ['Equals', { a: 1 }, '[object Object]', false],
  ['TextStartsWith', 'loan-2026', 'loan', true],
  ['TextStartsWith', 'a loan', 'loan', false],
  ['TextEndsWith', 'loan-2026', '2026', true],
  ['TextEndsWith', 'loan-2026', 'loan', false],
  ['TextContains', 'a loan now', 'loan', true],
  ['TextContains', 'a LOAN now', 'loan', false],
  ['NumberGreaterThan', '10', '9', true],
  ['NumberGreaterThan', '9', '10', false],
  ['NumberGreaterThan', '9', '9', false],
  ['NumberGreaterOrEqualTo', '9', '9', true],
  ['NumberLessThan', '-1.5', '0', true],
  ['NumberLessOrEqualTo', '0', '0', true],
  ['NumberLessThan', 'few', '10', false],
  ['NumberLessThan', '', '10', false],
  ['NumberGreaterThan', '0x10', '1', false],
  ['KeyExists', { name: null }, 'name', true],
  ['KeyExists', { name: null }, 'toString', false],
  ['KeyExists', 'name', 'name', false],
])('%s: %j against %j is %s', (operator, value, operand, expected) => {
  expect(meetsCondition(operator, value, operand)).toBe(expected);
});
