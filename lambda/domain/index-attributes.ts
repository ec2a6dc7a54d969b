import type { CaseItem, Effect, IndexAttributes } from '../contract/case-item.ts';
import { severities, type LaneName, type Severity } from '../contract/primitives.ts';
import { deadlineOf, hasEnded, isReady, isWaiting, nativeLevel } from './effects.ts';
import { erasureMoment, isFrozen, keepDeletedSeconds } from './erase.ts';
import { addSeconds, earliest, millisecondsBetween } from './instants.ts';

const firstLookSeconds = 60;
const longestGapSeconds = 3600;

/**
 * What the indexes must say about an item at `now`. What is unfinished bounds `nextDueAt`, so that a lost message or
 * marker delays work and never loses it: the next level, the end of a retry's pause, the end of a claim's lease, and with
 * growing gaps an effect that is ready, an outcome that is not noted, an announcement that the bus has not taken. A sink
 * that wants more than it has confirmed does not bound it in this version: once the bus has taken `Sink Ready`, the sink's
 * queue and its dead letters carry it.
 */
export function indexAttributes(item: CaseItem, now: string): IndexAttributes {
  const ready = new Map<LaneName, string>();
  for (const effect of Object.values(item.effects)) {
    if (!isReady(item, effect, now)) continue;
    const order = readyOrder(item, effect);
    const known = ready.get(effect.lane);
    if (known === undefined || order < known) ready.set(effect.lane, order);
  }
  const nextDueAt = earliest([
    ...(isFrozen(item)
      ? []
      : item.clocks.map((clock) => (clock.verdict === 'running' ? clock.nextMomentAt : undefined))),
    nextErasure(item, now),
    ...Object.values(item.effects).map((effect) => nextLookAtEffect(item, effect, now)),
    ...item.outbox.map((announcement) => growingLook(announcement.at, now)),
  ]);
  return item.deleted === true && nextDueAt === undefined
    ? { nextDueAt, ready, expiresAt: Math.floor(Date.parse(addSeconds(now, keepDeletedSeconds)) / 1000) }
    : { nextDueAt, ready };
}

/** Ready effects of one lane, the most severe and latest first. */
export function readyEffects(item: CaseItem, lane: LaneName, now: string): readonly Effect[] {
  return Object.values(item.effects)
    .filter((effect) => effect.lane === lane && isReady(item, effect, now))
    .map((effect) => ({ effect, order: `${readyOrder(item, effect)}#${effect.key}` }))
    .sort((left, right) => (left.order < right.order ? -1 : 1))
    .map(({ effect }) => effect);
}

/** What orders of ready work begin with, the most severe first. */
export function readyRanks(): readonly string[] {
  return [...severities, nativeLevel].map((_unused, rank) => `${rank}#`);
}

/** Sorts as text: severity first, then lateness. What the mirror owes comes last of all: it tells, and owes nobody an answer. */
function readyOrder(item: CaseItem, effect: Effect): string {
  return `${effect.level === nativeLevel ? severities.length : severityRank(effect.severity)}#${deadlineOf(item, effect)}`;
}

function severityRank(severity: Severity): number {
  return severities.length - 1 - severities.indexOf(severity);
}

/** When texts of the case are to be removed, or their removal goes on. */
function nextErasure(item: CaseItem, now: string): string | undefined {
  if (item.erased !== undefined) return item.erased.isDone ? undefined : growingLook(item.erased.at, now);
  const moment = erasureMoment(item);
  return moment === undefined || moment > now ? moment : growingLook(moment, now);
}

function nextLookAtEffect(item: CaseItem, effect: Effect, now: string): string | undefined {
  if (hasEnded(effect)) return effect.noted ? undefined : growingLook(effect.outcome?.at ?? effect.owedAt, now);
  if (effect.status === 'claimed') return effect.claim?.leaseUntil ?? now;
  // The effect for which it waits bounds the item.
  if (isWaiting(item, effect)) return undefined;
  if (effect.retryNotBefore !== undefined && effect.retryNotBefore > now) return effect.retryNotBefore;
  return growingLook(effect.retryNotBefore ?? effect.owedAt, now);
}

/** The first moment after `now` of: one minute after `since`, two, four … then every hour. */
function growingLook(since: string, now: string): string {
  const elapsedSeconds = millisecondsBetween(since, now) / 1000;
  if (elapsedSeconds < firstLookSeconds) return addSeconds(since, firstLookSeconds);
  if (elapsedSeconds >= longestGapSeconds) {
    return addSeconds(since, (Math.floor(elapsedSeconds / longestGapSeconds) + 1) * longestGapSeconds);
  }
  const doublings = Math.floor(Math.log2(elapsedSeconds / firstLookSeconds)) + 1;
  return addSeconds(since, Math.min(longestGapSeconds, firstLookSeconds * 2 ** doublings));
}
