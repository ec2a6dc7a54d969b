import type { CaseEvent } from '../contract/case-event.ts';
import type { CaseItem, ClockState, Effect } from '../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../contract/compiled-policy.ts';
import type { InboxMessage } from '../contract/inbox-message.ts';
import { cancelPending, judgeDeadClaim, mapEffects } from './claims.ts';
import { breachMoment, clockId, endClock, endEvidence } from './clock.ts';
import { hasEnded, owedEffects } from './effects.ts';
import { foldShadow, readCaseEvent, readObservation, type CaseNews } from './fold-event.ts';
import {
  announce,
  clockBreached,
  clockEnded,
  clockWithdrawn,
  effectEnded,
  note,
  slaBreached,
  slaEnded,
} from './history.ts';
import { isCreatedAnswered, openCase, type PinnedPolicy } from './open-case.ts';
import { wantSinks } from './sinks.ts';

export interface Stepped {
  /** The item as it should be written; undefined when nobody wants the case. */
  readonly item: CaseItem | undefined;
  readonly changed: boolean;
}

/**
 * The whole decision of `advance`: folds the input into the item and owes what has come to be owed at `now`. Pure; the same
 * input twice changes nothing the second time. `due` and `outcome` carry nothing: the item says what is to be done.
 * @throws MessageInvalidError when an event cannot be ordered among the others.
 */
export function step(item: CaseItem | undefined, input: InboxMessage, pinned: PinnedPolicy, now: string): Stepped {
  const folded = 'source' in input ? foldEvent(item, input, pinned, now) : item;
  if (folded === undefined) return { item: undefined, changed: false };
  const observed = foldObservations(folded, pinned, now);
  const judged = mapEffects(observed, (effect) => judgeDeadClaim(effect, now));
  // Stops come before levels: an answer that is known by now prevents the breach.
  const levelled = fireLevels(judged, pinned.policy, now);
  const next = noteOutcomes(levelled);
  return { item: next, changed: next !== item };
}

function foldEvent(
  before: CaseItem | undefined,
  event: CaseEvent,
  pinned: PinnedPolicy,
  now: string,
): CaseItem | undefined {
  const news = readCaseEvent(event);
  if (news === undefined) return before;
  const opened = before ?? openCase(news, pinned);
  return opened === undefined ? undefined : foldNews(before, opened, news, pinned, now);
}

/**
 * The event that ended a clock may be lost although a lane has seen by its read that nothing is owed any more: what it saw
 * counts as news. The earliest goes first, so that one end is told and not its correction too.
 */
function foldObservations(before: CaseItem, pinned: PinnedPolicy, now: string): CaseItem {
  const observations = Object.values(before.effects)
    .flatMap((effect) => effect.outcome?.observed ?? [])
    .sort((left, right) => (left.at < right.at ? -1 : 1));
  const folded = observations.reduce(
    (item, observation) => foldNews(item, item, readObservation(item.caseId, observation), pinned, now),
    before,
  );
  return mapEffects(folded, withoutObservation);
}

function withoutObservation(effect: Effect): Effect {
  if (effect.outcome?.observed === undefined) return effect;
  const { observed: _observed, ...outcome } = effect.outcome;
  return { ...effect, outcome };
}

function foldNews(
  before: CaseItem | undefined,
  opened: CaseItem,
  news: CaseNews,
  pinned: PinnedPolicy,
  now: string,
): CaseItem {
  let item = opened;
  // What a deleted case said about people is forgotten, and not learnt again from events that come late.
  if (news.kind === 'deleted' && item.deleted !== true) item = { ...item, deleted: true, shadow: {} };
  const shadow = item.deleted === true ? item.shadow : foldShadow(item.shadow, news, pinned.policy.shadowFieldIds);
  if (shadow !== item.shadow) item = { ...item, shadow };
  item = withdrawClocks(item, news, pinned.policy);
  item = endClocks(item, news, pinned.policy, now);
  return wantSinks(before, item, pinned.policy, now);
}

/**
 * The creation event may come after others, and only it says that the case was created already answered: the clock that
 * another event started is taken back then, unless it has been acted on.
 */
function withdrawClocks(item: CaseItem, news: CaseNews, policy: CompiledPolicy): CaseItem {
  const withdrawn = item.clocks.filter((clock) => {
    const row = rowOf(policy, clock);
    return row !== undefined && clock.breachedAt === undefined && isCreatedAnswered(row, news);
  });
  if (withdrawn.length === 0) return item;
  const kept = { ...item, clocks: item.clocks.filter((clock) => !withdrawn.includes(clock)) };
  return withdrawn.reduce((next, clock) => note(next, clockWithdrawn(clock)), kept);
}

function endClocks(item: CaseItem, news: CaseNews, policy: CompiledPolicy, now: string): CaseItem {
  let next = item;
  for (const clock of item.clocks) {
    const row = rowOf(policy, clock);
    const evidence = row === undefined ? undefined : endEvidence(row, news);
    const ended = evidence === undefined ? clock : endClock(clock, evidence);
    if (ended !== clock) next = afterEnd(replaceClock(next, ended), clock, ended, now);
  }
  return next;
}

/** What the end of a clock brings with it: a line, an announcement, and nothing is owed on it any more. */
function afterEnd(item: CaseItem, before: ClockState, ended: ClockState, now: string): CaseItem {
  const corrected = before.verdict !== 'running';
  let next = note(item, clockEnded(ended, ended.endedAt ?? now, corrected));
  const announcement = before.verdict === ended.verdict ? undefined : slaEnded(item.caseId, ended, now, corrected);
  if (announcement !== undefined) next = announce(next, announcement);
  const reason = ended.verdict === 'cancelled' ? 'the case was deleted' : 'the case was answered';
  return mapEffects(next, (effect) =>
    clockId(effect) === clockId(ended) ? cancelPending(effect, reason, now) : effect,
  );
}

function fireLevels(item: CaseItem, policy: CompiledPolicy, now: string): CaseItem {
  let next = item;
  for (const clock of item.clocks) {
    const moment = breachMoment(clock);
    const row = rowOf(policy, clock);
    if (moment === undefined || row === undefined || moment > now) continue;
    const breached: ClockState = { ...clock, breachedAt: now };
    const owed = owedEffects(breached, row, 'breach', now).map((effect) => [effect.key, effect] as const);
    next = replaceClock(next, breached);
    next = { ...next, effects: { ...next.effects, ...Object.fromEntries(owed) } };
    next = note(next, clockBreached(breached, now));
    next = announce(next, slaBreached(item.caseId, breached, row.severity, now));
  }
  return next;
}

function noteOutcomes(item: CaseItem): CaseItem {
  const unnoted = Object.values(item.effects).filter((effect) => hasEnded(effect) && !effect.noted);
  const noted = mapEffects(item, (effect) => (unnoted.includes(effect) ? { ...effect, noted: true } : effect));
  return unnoted.reduce((next, effect) => note(next, effectEnded(effect)), noted);
}

function replaceClock(item: CaseItem, clock: ClockState): CaseItem {
  return {
    ...item,
    clocks: item.clocks.map((candidate) => (clockId(candidate) === clockId(clock) ? clock : candidate)),
  };
}

function rowOf(policy: CompiledPolicy, clock: ClockState): ClockPolicy | undefined {
  return policy.policies.find((row) => row.name === clock.policy);
}
