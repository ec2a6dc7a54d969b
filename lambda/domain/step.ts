import type { CaseItem } from '../contract/case-item.ts';
import type { InboxMessage } from '../contract/inbox-message.ts';
import { judgeDeadClaim, mapEffects } from './claims.ts';
import { runClocks } from './clock/act.ts';
import { collapseEffects } from './collapse.ts';
import { hasEnded } from './effects.ts';
import { eraseItem, isErasureDue, isFrozen } from './erase.ts';
import { settleOld } from './clock/settle.ts';
import { foldInput } from './fold-input.ts';
import { stepFrozen } from './frozen.ts';
import { effectEnded, note } from './history.ts';
import { mirrorClocks } from './mirror.ts';
import type { RunningPolicy } from './running-policy.ts';

export interface Stepped {
  /** The item as it should be written; undefined when nobody wants the case. */
  readonly item: CaseItem | undefined;
  readonly changed: boolean;
}

/**
 * The whole decision of `advance`: adds what the input tells to the facts of the item, derives its clocks from them, and owes
 * what has come to be owed at `now`. Pure; the same input twice changes nothing the second time. `due` and `outcome` carry
 * nothing: the item says what is to be done.
 * @param running the policy that `followedPolicy` names
 * @throws MessageInvalidError when an event cannot be ordered among the others.
 */
export function step(item: CaseItem | undefined, input: InboxMessage, running: RunningPolicy, now: string): Stepped {
  if (item !== undefined && isFrozen(item)) return stepped(item, stepFrozen(item, input, running, now), now);
  const folded = foldInput(item, input, running, now);
  if (folded === undefined) return { item: undefined, changed: false };
  const pinned = folded.policyHash === running.hash ? folded : { ...folded, policyHash: running.hash, pinnedAt: now };
  const judged = mapEffects(pinned, (effect) => judgeDeadClaim(effect, now));
  // Stops come before levels: an answer that is known by now prevents the breach.
  const clocked = runClocks(item, judged, running, now);
  const collapsed = collapseEffects(mirrorClocks(clocked, running.policy, now), now);
  return stepped(item, settleOld(collapsed, running, now), now);
}

function stepped(before: CaseItem | undefined, item: CaseItem, now: string): Stepped {
  const noted = noteOutcomes(item);
  const next = isErasureDue(noted, now) ? eraseItem(noted, now) : noted;
  return { item: next, changed: next !== before };
}

function noteOutcomes(item: CaseItem): CaseItem {
  const unnoted = Object.values(item.effects).filter((effect) => hasEnded(effect) && !effect.noted);
  if (unnoted.length === 0) return item;
  const noted = mapEffects(item, (effect) => (unnoted.includes(effect) ? { ...effect, noted: true } : effect));
  return unnoted.reduce((next, effect) => note(next, effectEnded(effect)), noted);
}
