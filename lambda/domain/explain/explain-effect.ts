import type { Effect, EndedEffect } from '../../contract/case-item.ts';
import type { EffectExplanation, Sentence } from '../../contract/explanation.ts';
import { kindOfKey, nativeLevel } from '../effects.ts';
import { instantWords, say } from './words.ts';

/** What became of one thing that was owed, or why it still waits. */
export function explainEffect(effect: Effect, timeZone: string): EffectExplanation {
  return {
    key: effect.key,
    kind: effect.action.kind,
    lane: effect.lane,
    status: effect.status,
    owedAt: effect.owedAt,
    attempt: effect.attempt,
    endedAt: effect.outcome?.at ?? null,
    reference: effect.outcome?.reference ?? null,
    why: whyOf(effect, timeZone),
  };
}

/** The same of one that ended long ago, of which only that is kept. */
export function explainEnded(key: string, ended: EndedEffect, timeZone: string): EffectExplanation {
  const { status, owedAt, at, attempt, reference, reason } = ended;
  const outcome = { at, ...(reason === undefined ? {} : { reason }) };
  return {
    key,
    ...kindOfKey(key),
    status,
    owedAt,
    attempt,
    endedAt: at,
    reference: reference ?? null,
    why: whyEnded(status, outcome, timeZone),
  };
}

function whyOf(effect: Effect, timeZone: string): Sentence {
  const { outcome, claim, retryNotBefore, waitsFor, lane, level, attempt } = effect;
  switch (effect.status) {
    case 'done':
    case 'parked':
    case 'cancelled':
      return whyEnded(effect.status, outcome, timeZone);
    case 'claimed': {
      const until = claim === undefined ? '' : instantWords(claim.leaseUntil, timeZone);
      return say(
        `実行中です (遅くとも ${until} に結果を見ます)。`,
        `Under way; looked at again by ${until} at the latest.`,
      );
    }
    case 'pending':
      if (retryNotBefore !== undefined && attempt === 0 && level === nativeLevel)
        return say(
          `${instantWords(retryNotBefore, timeZone)} 以降に行います。それまで Amazon Connect のルールの動作を待ちます。`,
          `Done from ${instantWords(retryNotBefore, timeZone)} on: a rule of Amazon Connect has its time first.`,
        );
      if (retryNotBefore !== undefined)
        return say(
          `${instantWords(retryNotBefore, timeZone)} 以降にもう一度試みます。`,
          `Tried again from ${instantWords(retryNotBefore, timeZone)} on.`,
        );
      if (waitsFor !== undefined)
        return say(`先に ${waitsFor} が終わるのを待っています。`, `Waits until ${waitsFor} has ended.`);
      return say(`レーン ${lane} で順番を待っています。`, `Waits for its turn in the lane ${lane}.`);
    default:
      return effect.status satisfies never;
  }
}

function whyEnded(status: EndedEffect['status'], outcome: Effect['outcome'], timeZone: string): Sentence {
  const at = outcome === undefined ? '' : instantWords(outcome.at, timeZone);
  const reason =
    outcome?.reason === undefined ? say('', '') : say(` 理由: ${outcome.reason}`, ` Reason: ${outcome.reason}`);
  switch (status) {
    case 'done':
      return say(`${at} に済みました。`, `Done at ${at}.`);
    case 'parked':
      return say(
        `${at} に保留されました。人の判断が必要です。${reason.ja}`,
        `Parked at ${at}: somebody must look.${reason.en}`,
      );
    case 'cancelled':
      return say(`${at} に取り消されました。${reason.ja}`, `Cancelled at ${at}.${reason.en}`);
    default:
      return status satisfies never;
  }
}
