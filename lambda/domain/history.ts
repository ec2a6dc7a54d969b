import type { Announcement } from '../contract/announcement.ts';
import type { CaseItem, Effect, TimelineEntry } from '../contract/case-item.ts';

/*
 * What the item tells others: lines of its timeline and announcements for the bus. Ids derive from what happened, so that
 * saying it twice says the same thing.
 */

export function note(item: CaseItem, entry: TimelineEntry): CaseItem {
  return { ...item, timeline: [...item.timeline, entry] };
}

/** Adds to the outbox. An older `Sink Ready` of the same sink that nobody has heard yet is replaced. */
export function announce(item: CaseItem, announcement: Announcement): CaseItem {
  const kept = item.outbox.filter((earlier) => earlier.id !== announcement.id && !isStale(earlier, announcement));
  return { ...item, outbox: [...kept, announcement] };
}

/** The item as it is written next: timeline entries that have been copied out are dropped. */
export function withoutCopied(item: CaseItem, copied: readonly TimelineEntry[]): CaseItem {
  if (copied.length === 0) return item;
  const ids = new Set(copied.map((entry) => entry.id));
  return { ...item, timeline: item.timeline.filter((entry) => !ids.has(entry.id)) };
}

export function effectEnded(effect: Effect): TimelineEntry {
  const { status, outcome } = effect;
  return {
    id: `${effect.key}:ended`,
    at: outcome?.at ?? effect.owedAt,
    kind: `effect.${status}`,
    detail: {
      effect: effect.key,
      lane: effect.lane,
      attempt: effect.attempt,
      ...(outcome?.reference === undefined ? {} : { reference: outcome.reference }),
      ...(outcome?.reason === undefined ? {} : { reason: outcome.reason }),
    },
  };
}

export function sinkReady(caseId: string, sink: string, wanted: number, at: string): Announcement {
  return { detailType: 'Sink Ready', id: `${caseId}:${sink}:${wanted}`, at, caseId, sink, wanted };
}

function isStale(earlier: Announcement, later: Announcement): boolean {
  return earlier.detailType === 'Sink Ready' && later.detailType === 'Sink Ready' && earlier.sink === later.sink;
}
