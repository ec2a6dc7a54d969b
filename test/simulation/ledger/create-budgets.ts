import type { Budgets } from '../../../lambda/domain/ports.ts';
import type { BudgetSpent } from '../checks/evidence.ts';
import type { Sync } from '../kernel/wire.ts';

/**
 * A row for each budget and hour, as the adapter keeps them: what is refused spends nothing, and is told once.
 * @param rows gets each row, and is kept as evidence
 */
export function createBudgets(rows: Map<string, BudgetSpent>): Sync<Budgets> {
  return {
    spend: ({ name, of, hour, limit }) => {
      const key = `${name}#${of}#${hour}`;
      const { spent, isTold } = rows.get(key) ?? { spent: 0, isTold: false };
      const isWithin = spent < limit;
      rows.set(key, { name, of, hour, spent: isWithin ? spent + 1 : spent, isTold: isTold || !isWithin });
      return { isWithin, isFirstRefusal: !isWithin && !isTold };
    },
  };
}
