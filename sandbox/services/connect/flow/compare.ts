import { isObject } from '../../../kernel/json-object.ts';
import { scalarText } from './references.ts';

/**
 * Operators of conditions. `KeyExists` is undocumented and asks whether an object has a key.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-actions.html
 */
const conditionOperators = [
  'Equals',
  'TextStartsWith',
  'TextEndsWith',
  'TextContains',
  'NumberGreaterThan',
  'NumberGreaterOrEqualTo',
  'NumberLessThan',
  'NumberLessOrEqualTo',
  'KeyExists',
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

export const isConditionOperator = (operator: string): operator is ConditionOperator =>
  (conditionOperators as readonly string[]).includes(operator);

/** Whether a value meets a condition. Texts are compared with case; what is not a number meets no `Number…` condition; nothing meets none. */
export function meetsCondition(operator: ConditionOperator, value: unknown, operand: string): boolean {
  if (operator === 'KeyExists') return isObject(value) && Object.hasOwn(value, operand);
  const text = scalarText(value);
  if (text === undefined) return false;
  switch (operator) {
    case 'Equals':
      return text === operand;
    case 'TextStartsWith':
      return text.startsWith(operand);
    case 'TextEndsWith':
      return text.endsWith(operand);
    case 'TextContains':
      return text.includes(operand);
    case 'NumberGreaterThan':
      return numbers(text, operand, (a, b) => a > b);
    case 'NumberGreaterOrEqualTo':
      return numbers(text, operand, (a, b) => a >= b);
    case 'NumberLessThan':
      return numbers(text, operand, (a, b) => a < b);
    case 'NumberLessOrEqualTo':
      return numbers(text, operand, (a, b) => a <= b);
    default:
      return operator satisfies never;
  }
}

const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

function numbers(left: string, right: string, test: (a: number, b: number) => boolean): boolean {
  return numeric.test(left.trim()) && numeric.test(right.trim()) && test(Number(left), Number(right));
}
