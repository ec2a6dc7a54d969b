import type { CaseItem } from '../../contract/case-item.ts';
import type { Statement } from '../../contract/statement.ts';
import { addSeconds } from '../instants.ts';
import { limitText } from '../text-limits.ts';
import { addHeld, budgetOfReason, heldBudget, toHeld, type Held } from './held-by-budgets.ts';

/** Longer than any turn or pause between two attempts takes on a quiet desk. */
const waitsLongSeconds = 3600;
const mostCases = 20;
const mostReasons = 10;
const longestReason = 120;

/** What was owed and is not done, as far as the ledger was looked through. */
export interface Undone {
  readonly parkedCases: number;
  readonly parkedCaseIds: readonly string[];
  readonly parkedEffects: number;
  readonly newlyParked: number;
  readonly heldByBudget: number;
  readonly budgets: ReadonlyMap<string, Held>;
  readonly waiting: number;
  readonly reasons: ReadonlyMap<string, number>;
}

export function nothingUndone(): Undone {
  const none = { parkedCases: 0, parkedEffects: 0, newlyParked: 0, heldByBudget: 0, waiting: 0 };
  return { ...none, parkedCaseIds: [], budgets: new Map(), reasons: new Map() };
}

/** Adds what a case has. @param from since when a parked effect counts as new */
export function addUndone(known: Undone, item: CaseItem, from: string, now: string): Undone {
  if (item.deleted === true) return known;
  const effects = Object.values(item.effects);
  const parked = effects.filter(({ status }) => status === 'parked');
  const isParked = item.parkedAt !== undefined;
  const waiting = effects.filter(
    ({ status, owedAt }) => status === 'pending' && owedAt < addSeconds(now, -waitsLongSeconds),
  );
  if (parked.length === 0 && waiting.length === 0 && !isParked) return known;
  const reasons = new Map(known.reasons);
  for (const { outcome } of parked) {
    const reason = kindOf(outcome?.reason ?? '');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const isNew = parked.filter(({ outcome, owedAt }) => (outcome?.at ?? owedAt) >= from);
  return {
    parkedCases: known.parkedCases + (isParked ? 1 : 0),
    parkedCaseIds: isParked
      ? [...known.parkedCaseIds, item.caseId].toSorted().slice(0, mostCases)
      : known.parkedCaseIds,
    parkedEffects: known.parkedEffects + parked.length,
    newlyParked: known.newlyParked + isNew.length,
    heldByBudget: known.heldByBudget + parked.filter((effect) => heldBudget(effect) !== undefined).length,
    budgets: addHeld(known.budgets, parked),
    waiting: known.waiting + waiting.length,
    reasons,
  };
}

/** As the statement has it. */
export function toUndone({ reasons, parkedCaseIds, budgets, ...counts }: Undone): NonNullable<Statement['undone']> {
  return {
    ...counts,
    parkedCaseIds: [...parkedCaseIds],
    budgets: toHeld(budgets),
    reasons: [...reasons]
      .map(([reason, effects]) => ({ reason, effects }))
      .sort((left, right) => right.effects - left.effects || (left.reason < right.reason ? -1 : 1))
      .slice(0, mostReasons),
  };
}

/** A reason without what is different for each case: who, how much and when. */
function kindOf(reason: string): string {
  const budget = budgetOfReason(reason);
  if (budget !== undefined) return `budget of the ${budget} used up`;
  const [told = ''] = reason.split(/[;(]/, 1);
  // Who set a field back is named by ARN; a statement names cases only.
  const unnamed = told.replaceAll(/\barn:\S+|\S+@\S+/g, '…').trim();
  return limitText(unnamed, longestReason) || 'no reason was told';
}
