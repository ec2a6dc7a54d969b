import type { Effect } from '../../contract/case-item.ts';
import type { Statement } from '../../contract/statement.ts';

/** What one budget has held in one hour. */
export type Held = NonNullable<NonNullable<Statement['undone']>['budgets']>[number];

/** A desk that needs more lines than these needs other budgets; the sum of all is told beside them. */
const mostHeld = 10;

/** Whose budget a reason speaks of; undefined when it is about none. */
export function budgetOfReason(reason: string): Held['budget'] | undefined {
  const [, budget] = /^budget of (?:the )?(case|person|policy)\b/.exec(reason) ?? [];
  return budget as Held['budget'] | undefined;
}

/** Whose budget holds a parked effect; undefined when none does. */
export function heldBudget({ outcome }: Effect): Held['budget'] | undefined {
  return budgetOfReason(outcome?.reason ?? '');
}

/** Adds the parked effects of a case. Effects of all cases, and of all persons, are one sum each: a statement names nobody. */
export function addHeld(known: ReadonlyMap<string, Held>, parked: readonly Effect[]): ReadonlyMap<string, Held> {
  const sums = new Map(known);
  for (const effect of parked) {
    const budget = heldBudget(effect);
    if (budget === undefined) continue;
    const hourBegan = `${(effect.outcome?.at ?? effect.owedAt).slice(0, 13)}:00:00.000Z`;
    const held = { budget, ...(budget === 'policy' ? { policy: effect.policy } : {}), hourBegan };
    const key = JSON.stringify(held);
    sums.set(key, { ...held, effects: (sums.get(key)?.effects ?? 0) + 1 });
  }
  return sums;
}

/** As the statement has them: the newest hour first, and in it what held the most. */
export function toHeld(sums: ReadonlyMap<string, Held>): Held[] {
  const byKey = [...sums].sort(
    ([leftKey, left], [rightKey, right]) =>
      Date.parse(right.hourBegan) - Date.parse(left.hourBegan) ||
      right.effects - left.effects ||
      (leftKey < rightKey ? -1 : 1),
  );
  return byKey.slice(0, mostHeld).map(([, held]) => held);
}
