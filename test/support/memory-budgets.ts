import type { Budgets } from '../../lambda/domain/ports.ts';

/** Budgets over a map of how often each was asked for. */
export function memoryBudgets(asked: Map<string, number>): Budgets {
  return {
    spend: async ({ name, of, hour, limit }) => {
      const key = `${name}#${of}#${hour}`;
      const spent = asked.get(key) ?? 0;
      asked.set(key, spent + 1);
      return { isWithin: spent < limit, isFirstRefusal: spent === limit };
    },
  };
}
