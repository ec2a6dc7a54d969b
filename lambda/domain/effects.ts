import type { CaseItem, ClockState, Effect } from '../contract/case-item.ts';
import type { Action, ClockPolicy, Level } from '../contract/compiled-policy.ts';
import type { LaneName, ProofClass } from '../contract/primitives.ts';
import { clockId, isOfAdopted, levelKey } from './clock/identity.ts';
import { pickOwner } from './ownership.ts';

/** Level of effects that the mirror owes. */
export const nativeLevel = 'native';

/** Which quota a kind of action draws on, and how it proves that it happened once. */
const kinds: Readonly<Record<Action['kind'], { readonly lane: LaneName; readonly proof: ProofClass }>> = {
  // Setting a field to a value is its own proof: a read tells whether it stands there.
  reassign: { lane: 'case-update', proof: 'natural' },
  email: { lane: 'mail', proof: 'probe' },
  // StartTaskContact has a ClientToken: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html
  task: { lane: 'task', proof: 'token' },
  slack: { lane: 'slack', proof: 'probe' },
  set: { lane: 'case-update', proof: 'natural' },
  'native-sla': { lane: 'case-items', proof: 'natural' },
};

const actionKinds = Object.keys(kinds) as readonly Action['kind'][];

/** The effects that a level owes, in the order of the policy file. */
export function owedEffects(clock: ClockState, row: ClockPolicy, level: Level, owedAt: string): readonly Effect[] {
  const { actions } = level;
  const keyOf = (action: Action, index: number): string => `${clockId(clock)}:${level.name}:${index}-${action.kind}`;
  const lastReassign = actions.map(keyOf).findLast((_key, index) => actions[index]?.kind === 'reassign');
  return actions.map((action, index): Effect => {
    const key = keyOf(action, index);
    return {
      key,
      ...kinds[action.kind],
      policy: clock.policy,
      policyHash: clock.policyHash,
      cycle: clock.cycle,
      level: level.name,
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

/** The kind of action that the key of an effect names, with its lane. */
export function kindOfKey(key: string): { readonly kind: Action['kind']; readonly lane: LaneName } {
  const name = key.slice(key.lastIndexOf(':') + 1).replace(/^\d+-/, '');
  const kind = actionKinds.find((known) => known === name) ?? 'set';
  return { kind, lane: kinds[kind].lane };
}

/** How the keys of a level's effects begin. @param row name of the row to which the level belongs */
export function levelKeyPrefix(clock: ClockState, row: string, level: string): string {
  return `${clockId({ ...clock, policy: row })}:${level}:`;
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

/** Whether the effect belongs to that clock: it follows the effect's policy, or has when it came to the effect's level. */
export function isOfClock(clock: ClockState, effect: Effect): boolean {
  return (
    clock.cycle === effect.cycle &&
    (clock.kind === 'adopted') === isOfAdopted(effect) &&
    (clock.policy === effect.policy || clock.levels[levelKey(effect.policy, effect.level)] !== undefined)
  );
}

/** Deadline of the clock to which the effect belongs; its own time when the clock is gone or has none. */
export function deadlineOf(item: CaseItem, effect: Effect): string {
  return item.clocks.find((clock) => isOfClock(clock, effect))?.deadline ?? effect.owedAt;
}

/** Actions that speak to the owner wait until the level has set one. */
function needsOwner(action: Action): boolean {
  switch (action.kind) {
    case 'email':
    case 'task':
      return action.to === 'owner';
    case 'slack':
    case 'reassign':
    case 'set':
    case 'native-sla':
      return false;
    default:
      return action satisfies never;
  }
}
