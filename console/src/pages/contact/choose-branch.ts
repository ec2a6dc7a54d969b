import type { Branch } from './flow-content.ts';

/**
 * The branch that an action leaves by, told by the result of its run alone: its own error, else the first condition that
 * holds, else `NoMatchingCondition` where there are conditions, else the next action. Undefined for an action that ends.
 */
export function chooseBranch(branches: readonly Branch[], result: string): Branch | undefined {
  const error = (wanted: string): Branch | undefined =>
    branches.find((branch) => branch.kind === 'error' && branch.error === wanted);
  const own = error(result);
  if (own) return own;
  const conditions = branches.filter((branch) => branch.kind === 'condition');
  const held = conditions.find(({ operator, operand }) => holds(operator, result, operand));
  if (held) return held;
  const unmatched = conditions.length > 0 ? error('NoMatchingCondition') : undefined;
  return unmatched ?? branches.find(({ kind }) => kind === 'next');
}

/** Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-actions.html */
function holds(operator: string, value: string, operand: string): boolean {
  switch (operator) {
    case 'Equals':
      return value === operand;
    case 'TextStartsWith':
      return value.startsWith(operand);
    case 'TextEndsWith':
      return value.endsWith(operand);
    case 'TextContains':
      return value.includes(operand);
    case 'NumberGreaterThan':
      return Number(value) > Number(operand);
    case 'NumberGreaterOrEqualTo':
      return Number(value) >= Number(operand);
    case 'NumberLessThan':
      return Number(value) < Number(operand);
    case 'NumberLessOrEqualTo':
      return Number(value) <= Number(operand);
    default:
      return false;
  }
}
