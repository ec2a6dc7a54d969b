import type { CaseItem, ClockState, Effect } from '../contract/case-item.ts';
import type { Action, ClockPolicy } from '../contract/compiled-policy.ts';
import type { LaneName, ProofClass } from '../contract/primitives.ts';
import { clockId } from './clock.ts';
import { pickOwner } from './ownership.ts';

/** Which quota a kind of action draws on, and how it proves that it happened once. */
const kinds: Readonly<Record<Action['kind'], { readonly lane: LaneName; readonly proof: ProofClass }>> = {
  // Setting a field to a value is its own proof: a read tells whether it stands there.
  reassign: { lane: 'case-update', proof: 'natural' },
  email: { lane: 'mail', proof: 'probe' },
  // StartTaskContact has a ClientToken: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html
  task: { lane: 'task', proof: 'token' },
  slack: { lane: 'slack', proof: 'probe' },
};

/** The effects that a level owes, in the order of the policy file. */
export function owedEffects(clock: ClockState, row: ClockPolicy, level: 'breach', owedAt: string): readonly Effect[] {
  const actions = row[level];
  const keyOf = (action: Action, index: number): string => `${clockId(clock)}:${level}:${index}-${action.kind}`;
  const lastReassign = actions.map(keyOf).findLast((_key, index) => actions[index]?.kind === 'reassign');
  return actions.map((action, index): Effect => {
    const key = keyOf(action, index);
    return {
      key,
      ...kinds[action.kind],
      policy: clock.policy,
      policyHash: clock.policyHash,
      cycle: clock.cycle,
      level,
      severity: row.severity,
      action,
      ...(action.kind === 'reassign' ? { chosenUserArn: pickOwner(action).userArn } : {}),
      owedAt,
      status: 'pending',
      ...(needsOwner(action) && lastReassign !== undefined ? { waitsFor: lastReassign } : {}),
      attempt: 0,
      noted: false,
    };
  });
}

export function hasEnded(effect: Effect): boolean {
  return effect.status === 'done' || effect.status === 'parked' || effect.status === 'cancelled';
}

/** Whether the effect may be claimed at `now`: pending, not waiting for another one, and not before its retry. */
export function isReady(item: CaseItem, effect: Effect, now: string): boolean {
  return effect.status === 'pending' && !isWaiting(item, effect) && (effect.retryNotBefore ?? now) <= now;
}

export function isWaiting(item: CaseItem, effect: Effect): boolean {
  const awaited = effect.waitsFor === undefined ? undefined : item.effects[effect.waitsFor];
  return awaited !== undefined && !hasEnded(awaited);
}

/** Deadline of the clock to which the effect belongs; its own time when the clock is gone. */
export function deadlineOf(item: CaseItem, effect: Effect): string {
  const clock = item.clocks.find((candidate) => clockId(candidate) === clockId(effect));
  return clock?.deadline ?? effect.owedAt;
}

/** Actions that speak to the owner wait until the level has set one. */
function needsOwner(action: Action): boolean {
  switch (action.kind) {
    case 'email':
    case 'task':
      return action.to === 'owner';
    case 'slack':
    case 'reassign':
      return false;
    default:
      return action satisfies never;
  }
}
