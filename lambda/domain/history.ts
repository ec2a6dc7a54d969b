import type { Announcement } from '../contract/announcement.ts';
import type { CaseItem, ClockState, Effect, TimelineEntry } from '../contract/case-item.ts';
import type { Severity } from '../contract/primitives.ts';
import { clockId } from './clock.ts';

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

export function clockStarted(clock: ClockState): TimelineEntry {
  return {
    id: `${clockId(clock)}:started`,
    at: clock.startedAt,
    kind: 'clock.started',
    detail: { policy: clock.policy, cycle: clock.cycle, deadline: clock.deadline },
  };
}

export function clockBreached(clock: ClockState, at: string): TimelineEntry {
  return {
    id: `${clockId(clock)}:breached`,
    at,
    kind: 'clock.breached',
    detail: { policy: clock.policy, cycle: clock.cycle, deadline: clock.deadline },
  };
}

export function clockWithdrawn(clock: ClockState): TimelineEntry {
  return {
    id: `${clockId(clock)}:withdrawn`,
    at: clock.startedAt,
    kind: 'clock.withdrawn',
    detail: { policy: clock.policy, cycle: clock.cycle, reason: 'the case was created already answered' },
  };
}

/** `corrected` says that an earlier end had been noted before. */
export function clockEnded(clock: ClockState, endedAt: string, corrected: boolean): TimelineEntry {
  return {
    id: corrected ? `${clockId(clock)}:corrected:${endedAt}` : `${clockId(clock)}:ended`,
    at: endedAt,
    kind: corrected ? 'clock.corrected' : 'clock.ended',
    detail: { policy: clock.policy, cycle: clock.cycle, verdict: clock.verdict },
  };
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

export function slaBreached(caseId: string, clock: ClockState, severity: Severity, at: string): Announcement {
  return {
    detailType: 'SLA Breached',
    id: `${caseId}:${clockId(clock)}:breached`,
    at,
    caseId,
    policy: clock.policy,
    severity,
    cycle: clock.cycle,
    deadline: clock.deadline,
  };
}

/** Undefined while the clock runs. A corrected verdict is announced under an id of its own. */
export function slaEnded(caseId: string, clock: ClockState, at: string, corrected: boolean): Announcement | undefined {
  const { verdict, endedAt } = clock;
  if (verdict === 'running' || endedAt === undefined) return undefined;
  return {
    detailType: 'SLA Ended',
    id: `${caseId}:${clockId(clock)}:ended${corrected ? `:${endedAt}` : ''}`,
    at,
    caseId,
    policy: clock.policy,
    cycle: clock.cycle,
    deadline: clock.deadline,
    endedAt,
    verdict,
  };
}

export function sinkReady(caseId: string, sink: string, wanted: number, at: string): Announcement {
  return { detailType: 'Sink Ready', id: `${caseId}:${sink}:${wanted}`, at, caseId, sink, wanted };
}

function isStale(earlier: Announcement, later: Announcement): boolean {
  return earlier.detailType === 'Sink Ready' && later.detailType === 'Sink Ready' && earlier.sink === later.sink;
}
