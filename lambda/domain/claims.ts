import type { CaseItem, Effect } from '../contract/case-item.ts';
import { CasewardenError, describeError, OutcomeUnknownError, ThrottledError } from './errors.ts';
import { addSeconds } from './instants.ts';
import type { Performed } from './ports.ts';

/*
 * Life of an effect: pending -> claimed -> done | parked | cancelled, or back to pending. What a fresh read decides ends an
 * effect without a claim, since nothing is performed. Only these functions change it.
 */

/** Attempts after which an effect is parked; with the growing pauses below about four and a half hours. */
export const maximumAttempts = 39;
const firstPauseSeconds = 15;
/** Shorter than two periods of the sweep: once the outside answers again, nothing that is due waits for longer. */
const longestPauseSeconds = 480;
/** How long a search may hide an SLA that was attached without an answer; a retry before that would attach another. */
const slaHiddenSeconds = 60;
/** How the reason begins of what may have happened. */
const outcomeUnknown = 'outcome unknown, not repeated lest it happen twice';
/** How the words begin for an error that nobody foresaw: it tells nothing of what it left behind. */
const unexpected = 'unexpected ';

export function claimEffect(effect: Effect, claimId: string, now: string, leaseUntil: string): Effect {
  const attempt = effect.attempt + 1;
  return { ...effect, status: 'claimed', attempt, claim: { id: claimId, claimedAt: now, leaseUntil, attempt } };
}

export function endEffect(effect: Effect, { status, outcome }: Performed): Effect {
  return { ...withoutClaim(effect), status, outcome, noted: false };
}

/**
 * Decides what becomes of a claimed effect whose performance threw. Errors that can pass go again after a growing pause;
 * what can never succeed is parked; so is a message of which nobody can tell whether it went out.
 */
export function failEffect(effect: Effect, error: unknown, now: string): Effect {
  const { message } = describeError(error);
  const park = (reason: string): Effect => endEffect(effect, { status: 'parked', outcome: { at: now, reason } });
  if (!(error instanceof CasewardenError) || !error.retryable) return park(message);
  if (error instanceof OutcomeUnknownError && effect.proof === 'probe') {
    return park(`${outcomeUnknown}: ${message}`);
  }
  if (effect.attempt >= maximumAttempts) return park(`gave up after ${effect.attempt} attempts: ${message}`);
  const asked = error instanceof ThrottledError ? (error.retryAfterSeconds ?? 0) : 0;
  const hidden = error instanceof OutcomeUnknownError && effect.action.kind === 'native-sla' ? slaHiddenSeconds : 0;
  const retryNotBefore = addSeconds(now, Math.max(asked, hidden, pauseSeconds(effect.attempt)));
  return { ...withoutClaim(effect), status: 'pending', retryNotBefore };
}

/** Whether a parked effect may have happened, and doing it again may do it twice. */
export function isOutcomeUnknown({ status, proof, outcome }: Effect): boolean {
  const reason = outcome?.reason ?? '';
  return (
    status === 'parked' && proof === 'probe' && (reason.startsWith(outcomeUnknown) || reason.startsWith(unexpected))
  );
}

/** What becomes of an effect that nobody has claimed when the case could not be read: nothing was sent, so it can wait. */
export function postponeEffect(effect: Effect, error: unknown, now: string): Effect {
  return failEffect({ ...effect, attempt: effect.attempt + 1 }, error, now);
}

/** Gives back a claim under which nothing was begun. */
export function releaseClaim(effect: Effect): Effect {
  return { ...withoutClaim(effect), status: 'pending', attempt: Math.max(0, effect.attempt - 1) };
}

/** Judges a claim whose lease has ended without an outcome, because the run that held it died. */
export function judgeDeadClaim(effect: Effect, now: string): Effect {
  if (effect.status !== 'claimed' || effect.claim === undefined || effect.claim.leaseUntil > now) return effect;
  return failEffect(
    effect,
    new OutcomeUnknownError(`the run that held claim ${effect.claim.id} ended without telling an outcome`),
    now,
  );
}

/** Cancels the effect if nobody has claimed it; a claimed one is judged after its outcome. */
export function cancelPending(effect: Effect, reason: string, now: string): Effect {
  return effect.status === 'pending'
    ? endEffect(effect, { status: 'cancelled', outcome: { at: now, reason } })
    : effect;
}

/** Changes every effect of the item with `change`; returns the same item when no effect changes. */
export function mapEffects(item: CaseItem, change: (effect: Effect) => Effect): CaseItem {
  const changed = Object.values(item.effects)
    .map((effect) => [effect, change(effect)] as const)
    .filter(([before, after]) => before !== after)
    .map(([, after]) => [after.key, after] as const);
  return changed.length === 0 ? item : { ...item, effects: { ...item.effects, ...Object.fromEntries(changed) } };
}

export function withEffect(item: CaseItem, effect: Effect): CaseItem {
  return { ...item, effects: { ...item.effects, [effect.key]: effect } };
}

function pauseSeconds(attempt: number): number {
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** Math.max(0, attempt - 1));
}

function withoutClaim(effect: Effect): Effect {
  const { claim: _claim, retryNotBefore: _retryNotBefore, ...rest } = effect;
  return rest;
}
