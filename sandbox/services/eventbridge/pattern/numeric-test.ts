import { invalidPattern } from './invalid-pattern.ts';
import type { Leaf } from './value-test.ts';

const comparisons: Readonly<Record<string, (leaf: number, bound: number) => boolean>> = {
  '=': (leaf, bound) => leaf === bound,
  '<': (leaf, bound) => leaf < bound,
  '<=': (leaf, bound) => leaf <= bound,
  '>': (leaf, bound) => leaf > bound,
  '>=': (leaf, bound) => leaf >= bound,
};

function comparison(operator: unknown, bound: unknown): (leaf: number) => boolean {
  const compare = typeof operator === 'string' ? comparisons[operator] : undefined;
  if (!compare) throw invalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
  if (typeof bound !== 'number') throw invalidPattern(`Value of ${String(operator)} must be numeric`);
  return (leaf) => compare(leaf, bound);
}

/** `numeric`: one comparison, or a lower bound followed by an upper one. Strings that look like numbers are not numbers. */
export function numericTest(value: unknown): (leaf: Leaf) => boolean {
  if (!Array.isArray(value)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, upperOperator, upperBound, ...more] = value as unknown[];
  const first = comparison(operator, bound);
  if (value.length === 2) return (leaf) => typeof leaf === 'number' && first(leaf);
  if (value.length < 4 || more.length > 0) throw invalidPattern('Too many elements in numeric expression');
  if (operator !== '>' && operator !== '>=') throw invalidPattern('Too many elements in numeric expression');
  if (upperOperator !== '<' && upperOperator !== '<=')
    throw invalidPattern(`Bad numeric range operator: ${String(upperOperator)}`);
  const second = comparison(upperOperator, upperBound);
  if ((bound as number) >= (upperBound as number)) throw invalidPattern('Bottom must be less than top');
  return (leaf) => typeof leaf === 'number' && first(leaf) && second(leaf);
}
