import type { CaseItem, Effect } from '../contract/case-item.ts';
import type { Budgets as BudgetLimits, CompiledPolicy } from '../contract/compiled-policy.ts';
import { nativeLevel } from './effects.ts';
import { addSeconds } from './instants.ts';
import { ownerFieldId } from './ownership.ts';
import type { FreshCase } from './ports.ts';

/*
 * How much may be done in an hour for one case, to one person and by one policy, before people look at what is going on. What is
 * beyond is parked with its reason, so that `explain` shows it and `redrive` can bring it back. What the mirror owes is told
 * to nobody and counts for nothing.
 */

/** Effects of one case within any hour when the policy file names no other number: far more than ladders come to. */
export const defaultPerCase = 60;

/** A budget that an effect is about to draw on; what is left of it stands in a row of its own. */
export interface Budget {
  readonly name: 'person' | 'policy';
  /** User id of the person, or name of the policy. */
  readonly of: string;
  /** The hour, like `2026-11-24T13`, in UTC. */
  readonly hour: string;
  readonly limit: number;
}

/** Why a case gets no more of this for now; undefined when it may. Its own effects tell, so nothing is counted beside them. */
export function whyBeyondCase(item: CaseItem, effect: Effect, policy: CompiledPolicy, now: string): string | undefined {
  if (effect.level === nativeLevel || effect.attempt > 0) return undefined;
  const limit = policy.budgets?.perCase ?? defaultPerCase;
  const since = addSeconds(now, -3600);
  const done = Object.values(item.effects).filter(
    ({ level, status, outcome }) => level !== nativeLevel && status === 'done' && (outcome?.at ?? '') > since,
  );
  return done.length < limit ? undefined : `budget of the case used up: ${limit} effects within an hour`;
}

/** The counted budgets that the first attempt of an effect draws on; a retry has drawn on them already. */
export function budgetsOf(effect: Effect, policy: CompiledPolicy, fresh: FreshCase, now: string): readonly Budget[] {
  const limits: BudgetLimits = policy.budgets ?? {};
  if (effect.level === nativeLevel || effect.attempt > 0) return [];
  const hour = now.slice(0, 13);
  const owner = fresh.fields[ownerFieldId];
  const isToPerson = effect.action.kind === 'email' || effect.action.kind === 'task';
  const userId = isToPerson && typeof owner === 'string' ? owner.slice(owner.lastIndexOf('/') + 1) : '';
  return [
    ...(limits.perPerson === undefined || userId === ''
      ? []
      : [{ name: 'person', of: userId, hour, limit: limits.perPerson } as const]),
    ...(limits.perPolicy === undefined
      ? []
      : [{ name: 'policy', of: effect.policy, hour, limit: limits.perPolicy } as const]),
  ];
}

/** The reason of what is parked because of a budget. */
export function budgetUsedUp({ name, of, hour, limit }: Budget): string {
  const what = name === 'person' ? 'mails and tasks' : 'effects';
  return `budget of ${name} ${of} used up: ${limit} ${what} in the hour from ${hour}:00 UTC`;
}
