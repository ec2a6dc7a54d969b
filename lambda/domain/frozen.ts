import type { CaseItem, Effect } from '../contract/case-item.ts';
import type { InboxMessage } from '../contract/inbox-message.ts';
import { cancelPending, judgeDeadClaim, mapEffects } from './claims.ts';
import { collapseEffects } from './collapse.ts';
import { endedWithCase } from './erase.ts';
import { foldInput } from './fold-input.ts';
import type { RunningPolicy } from './running-policy.ts';

/*
 * Items that take nothing up any more: of a case that was erased, and of one whose item has become too large. Its clocks stay as
 * they were judged; only the deletion of the case is heard.
 */

/** The item after an input: what is owed already comes to its end, and nothing is added. */
export function stepFrozen(item: CaseItem, input: InboxMessage, running: RunningPolicy, now: string): CaseItem {
  const heard = foldInput(item, input, running, now)?.deletedAt;
  const judged = mapEffects(item, (effect) => withoutObservation(judgeDeadClaim(effect, now)));
  const next = heard === item.deletedAt || heard === undefined ? judged : deleteFrozen(judged, heard, now);
  return collapseEffects(next, now, true);
}

function deleteFrozen(item: CaseItem, deletedAt: string, now: string): CaseItem {
  const clocks = item.clocks.map((clock) => endedWithCase(clock, { deletedAt }));
  return mapEffects({ ...item, deletedAt, deleted: true, shadow: {}, clocks }, (effect) =>
    cancelPending(effect, 'the case was deleted', now),
  );
}

/** What a lane saw by a read is evidence for clocks, which are not judged any more. */
function withoutObservation(effect: Effect): Effect {
  if (effect.outcome?.observed === undefined) return effect;
  const { observed: _observed, ...outcome } = effect.outcome;
  return { ...effect, outcome };
}
