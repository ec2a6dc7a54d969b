import type { CaseItem, Effect, TimelineEntry } from '../../contract/case-item.ts';
import type { ParkedVerdict, RedriveFilter } from '../../contract/redrive.ts';
import { isOutcomeUnknown } from '../claims.ts';
import { isOfClock, nativeLevel } from '../effects.ts';
import { say } from '../explain/words.ts';
import { effectEnded } from '../history.ts';
import { millisecondsBetween } from '../instants.ts';
import { fieldsOf } from '../ownership.ts';
import { contains } from './dead-letter.ts';

/*
 * Bringing back an effect that was parked. Whether it is still owed is not judged here: its lane reads the case first, as
 * before every effect, and cancels what nobody needs any more.
 */

/** AWS does not say for how long StartTaskContact remembers a token; for a day we rely on it. */
const tokenTrustedMilliseconds = 24 * 3_600_000;

export interface Judged {
  readonly verdict: Exclude<ParkedVerdict, 'changed'>;
  readonly words: ReturnType<typeof say>;
}

/** Why an effect was parked; every one has said so. */
export const reasonOf = (effect: Effect): string => effect.outcome?.reason ?? 'not given';

/** When it was parked. */
export const parkedAt = (effect: Effect): string => effect.outcome?.at ?? effect.owedAt;

/** Whether the effect is parked and one that was asked for. */
export function isWantedEffect(item: Pick<CaseItem, 'caseId'>, effect: Effect, filter: RedriveFilter): boolean {
  return (
    effect.status === 'parked' &&
    (filter.caseId === undefined || filter.caseId === item.caseId) &&
    (filter.policy === undefined || filter.policy === effect.policy) &&
    (filter.lane === undefined || filter.lane === effect.lane) &&
    (filter.reason === undefined || contains(reasonOf(effect), filter.reason)) &&
    (filter.since === undefined || parkedAt(effect) >= filter.since) &&
    (filter.until === undefined || parkedAt(effect) < filter.until)
  );
}

/** Says whether a parked effect may be brought back at `now`, and what will happen. */
export function judgeParked(item: CaseItem, effect: Effect, now: string): Judged {
  if (item.deleted === true || item.deletedAt !== undefined)
    return {
      verdict: 'deleted',
      words: say(
        'ケースが削除されたため、何もしません。',
        'Left alone: its case was deleted, so it owes nobody anything.',
      ),
    };
  const clock = effect.level === nativeLevel ? undefined : item.clocks.find((one) => isOfClock(one, effect));
  if (clock !== undefined && clock.verdict !== 'running')
    return {
      verdict: 'ended',
      words: say(
        'この回の時計は終わっているため、何もしません。',
        'Left alone: the clock that owed it has ended, so nobody is owed it any more.',
      ),
    };
  const newer = newerThan(item, effect);
  if (newer !== undefined)
    return {
      verdict: 'superseded',
      words: say(
        `より新しい ${newer.key} が同じものを設定したか、これから設定するため、何もしません。`,
        `Left alone: ${newer.key} is newer and sets the same.`,
      ),
    };
  if (isOutcomeUnknown(effect))
    return {
      verdict: 'may-double',
      words: say(
        '応答が失われたため、すでに行われたかもしれません。もう一度行うと二重になる恐れがあります。外部を確かめてから --even-if-doubled で実行してください。',
        'It may have happened: the answer was lost, and doing it again may do it twice. Look outside first; then --even-if-doubled.',
      ),
    };
  if (effect.proof === 'token' && millisecondsBetween(parkedAt(effect), now) > tokenTrustedMilliseconds)
    return {
      verdict: 'may-double',
      words: say(
        '保留から 1 日を過ぎ、同じトークンで二重を防げるとは限りません。タスクがないことを確かめてから --even-if-doubled で実行してください。',
        'It was parked more than a day ago: Amazon Connect may have forgotten the token that keeps a task from being started twice. See that there is none; then --even-if-doubled.',
      ),
    };
  return {
    verdict: 'again',
    words: say(
      `レーン ${effect.lane} がケースを読み直し、まだ必要なら行います。`,
      `The lane ${effect.lane} reads the case, and does it if it is still owed.`,
    ),
  };
}

/**
 * The effect as it is owed anew, its attempts counted from the start. The mirror alone must go on knowing that something was
 * tried. A pause that ends at once has the item looked at again within a minute, should every hint be lost.
 */
export function bringBack(effect: Effect, now: string): Effect {
  const { outcome: _outcome, claim: _claim, ...owed } = effect;
  const attempt = effect.level === nativeLevel ? Math.min(1, effect.attempt) : 0;
  return { ...owed, status: 'pending', attempt, retryNotBefore: now, noted: false };
}

/** What must stand in the timeline before the effect is brought back: that it was parked, and all that is not copied out. */
export function endedBefore(item: CaseItem, effect: Effect): readonly TimelineEntry[] {
  return effect.noted ? item.timeline : [...item.timeline, effectEnded(effect)];
}

/** That it was brought back, by whom and when. */
export function redriveEntry(effect: Effect, by: string, now: string): TimelineEntry {
  return {
    id: `${effect.key}:redriven:${parkedAt(effect)}`,
    at: now,
    kind: 'effect.redriven',
    detail: {
      effect: effect.key,
      lane: effect.lane,
      by,
      parkedAt: parkedAt(effect),
      attempt: effect.attempt,
      reason: reasonOf(effect),
    },
  };
}

/** A later effect that sets the same thing and was not given up: doing the older one now would undo it. */
function newerThan(item: CaseItem, effect: Effect): Effect | undefined {
  return Object.values(item.effects).find(
    (other) =>
      other.key !== effect.key &&
      other.status !== 'cancelled' &&
      setsTheSame(other, effect) &&
      isLater(other, effect) &&
      // The mirror has one effect of an SLA under way at most: of several that were parked only the newest comes back.
      (other.status !== 'parked' || effect.level === nativeLevel),
  );
}

function isLater(other: Effect, effect: Effect): boolean {
  if (other.owedAt !== effect.owedAt) return other.owedAt > effect.owedAt;
  return effect.level === nativeLevel && other.status === 'parked' && other.key > effect.key;
}

function setsTheSame(other: Effect, effect: Effect): boolean {
  if (effect.action.kind === 'native-sla')
    return other.action.kind === 'native-sla' && other.action.slaName === effect.action.slaName;
  const fields = Object.keys(fieldsOf(effect));
  return fields.some((fieldId) => Object.hasOwn(fieldsOf(other), fieldId));
}
