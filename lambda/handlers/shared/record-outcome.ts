import type { CaseItem, Effect, SharedRead } from '../../contract/case-item.ts';
import { withEffect } from '../../domain/claims.ts';
import { CasewardenError, LedgerContentionError } from '../../domain/errors.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import { addMilliseconds } from '../../domain/instants.ts';
import type { Clock, EffectLedger, Log } from '../../domain/ports.ts';
import { withRead } from '../../domain/shared-read.ts';

/** What writing an outcome takes. */
export interface RecordPorts {
  readonly clock: Clock;
  readonly ledger: EffectLedger;
  readonly log: Log;
}

const maximumRecordTries = 10;
/** Pauses between writes that the ledger refuses: twice as long each time, up to the longest. */
const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 4000;

/**
 * Writes what became of a claimed effect, again and again while the ledger refuses and the claim lasts: an outcome that is known
 * and not written is an effect of which nobody knows whether it was done. The write is conditioned on the claim, so repeating
 * one whose answer was lost does nothing twice.
 * @returns the item as it now stands, or undefined when it is gone
 * @throws what the ledger last answered, when the claim ends before it answers otherwise; LedgerContentionError
 */
export async function recordOutcome(
  ports: RecordPorts,
  known: CaseItem | undefined,
  claimed: Effect,
  effect: Effect,
  read: SharedRead | undefined,
): Promise<CaseItem | undefined> {
  const claim = claimed.claim ?? { id: '', leaseUntil: '' };
  let wait = firstPauseMilliseconds;
  for (;;) {
    try {
      return await record(ports, known, claim.id, effect, read);
    } catch (error) {
      const isWorthAnother =
        error instanceof CasewardenError && error.retryable && !(error instanceof LedgerContentionError);
      if (!isWorthAnother || addMilliseconds(ports.clock.now(), wait) >= claim.leaseUntil) throw error;
      await ports.clock.pause(wait);
      wait = Math.min(2 * wait, longestPauseMilliseconds);
    }
  }
}

/**
 * Others may write the item meanwhile: then the index attributes are computed again from what they wrote. A claim that is no
 * longer ours has been judged by others, and our outcome is dropped.
 */
async function record(
  ports: RecordPorts,
  known: CaseItem | undefined,
  claimId: string,
  effect: Effect,
  read: SharedRead | undefined,
): Promise<CaseItem | undefined> {
  let item = known;
  for (let tries = 0; tries < maximumRecordTries; tries += 1) {
    const stored = item?.effects[effect.key];
    if (item === undefined || stored?.claim?.id !== claimId) {
      if (stored === undefined || !isSameOutcome(stored, effect)) {
        ports.log.error('claim lost before its outcome was written', { effect: effect.key, status: effect.status });
      }
      return item;
    }
    const next = withRead(withEffect(item, effect), read);
    const index = indexAttributes(next, ports.clock.now());
    if (await ports.ledger.record(item.caseId, item.version, claimId, effect, index, read)) {
      return { ...next, version: item.version + 1 };
    }
    item = await ports.ledger.load(item.caseId);
  }
  throw new LedgerContentionError(`effect ${effect.key}: its outcome could not be written, others kept writing`);
}

/** Whether a write of ours was made whose answer was lost. */
function isSameOutcome(stored: Effect, ours: Effect): boolean {
  return (
    stored.status === ours.status &&
    stored.attempt === ours.attempt &&
    stored.outcome?.at === ours.outcome?.at &&
    stored.retryNotBefore === ours.retryNotBefore
  );
}
