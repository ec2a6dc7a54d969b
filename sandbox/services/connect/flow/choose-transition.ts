import { isConditionOperator, meetsCondition } from './compare.ts';
import type { FlowAction } from './flow-document.ts';

/** How one action ended, as far as its transitions care. */
export type Ending =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly errorType: string };

/**
 * The branch that an action takes. Failed: its own error, else `NoMatchingError`, else `NextAction`. Succeeded: the
 * first condition that holds, else `NoMatchingCondition` if there are conditions, else `NextAction`.
 * @param operandOf resolves a condition's operand, which may be a reference.
 */
export function chooseTransition(
  action: FlowAction,
  ending: Ending,
  operandOf: (operand: string) => string,
): { readonly next: string | undefined; readonly branch: string } {
  const error = (errorType: string) => action.errors.find((entry) => entry.errorType === errorType);
  if (ending.kind === 'failed') {
    const taken = error(ending.errorType) ?? error('NoMatchingError');
    return taken
      ? { next: taken.nextAction, branch: taken.errorType }
      : { next: action.nextAction, branch: 'NextAction' };
  }
  for (const { operator, operand, nextAction } of action.conditions) {
    if (isConditionOperator(operator) && meetsCondition(operator, ending.value, operandOf(operand)))
      return { next: nextAction, branch: `${operator} ${operand}` };
  }
  const unmatched = action.conditions.length > 0 ? error('NoMatchingCondition') : undefined;
  return unmatched
    ? { next: unmatched.nextAction, branch: 'NoMatchingCondition' }
    : { next: action.nextAction, branch: 'NextAction' };
}
