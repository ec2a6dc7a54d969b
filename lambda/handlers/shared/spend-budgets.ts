import type { Effect } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import { budgetsOf, budgetUsedUp } from '../../domain/budgets.ts';
import { endEffect } from '../../domain/claims.ts';
import type { Budgets, Clock, FreshCase, Log } from '../../domain/ports.ts';

/**
 * Counts the effects that are about to be performed.
 * @param spent keys of effects that this visit has counted; a claim that was lost does not count them again
 * @returns those that are beyond a budget, parked
 */
export async function spendBudgets(
  ports: { readonly clock: Clock; readonly budgets: Budgets; readonly log: Log },
  { policy, fresh }: { readonly policy: CompiledPolicy; readonly fresh: FreshCase },
  effects: readonly Effect[],
  spent: Set<string>,
): Promise<readonly Effect[]> {
  const beyond: Effect[] = [];
  for (const effect of effects) {
    if (spent.has(effect.key)) continue;
    const now = ports.clock.now();
    let reason: string | undefined;
    for (const budget of budgetsOf(effect, policy, fresh, now)) {
      const { isWithin, isFirstRefusal } = await ports.budgets.spend(budget);
      if (isWithin) continue;
      // Once for each budget and hour; each effect that is parked is told of by itself beside it.
      if (isFirstRefusal) ports.log.error('budget used up', { ...budget });
      reason = budgetUsedUp(budget);
      break;
    }
    if (reason === undefined) spent.add(effect.key);
    else beyond.push(endEffect(effect, { status: 'parked', outcome: { at: now, reason } }));
  }
  return beyond;
}
