import type { ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import { elapsed, type Calendar } from '../calendar/calendar.ts';
import { horizonEnd } from '../calendar/horizon.ts';
import { mergePauses, type Pause } from '../calendar/pauses.ts';
import { usedAt, type Counting } from '../clock/moments.ts';
import type { RunningPolicy } from '../running-policy.ts';

/** How the time of one cycle counts, as its state in the item tells. Instants and lengths are milliseconds. */
export interface Course {
  readonly calendar: Calendar;
  readonly counting: Counting;
  /** In order and apart from each other; one that nothing is known to end lasts to the end of all calendars. */
  readonly pauses: readonly Pause[];
  /** Now, or the end of the cycle. */
  readonly until: number;
}

/** @param now the instant that is explained */
export function courseOf(clock: ClockState, row: ClockPolicy, running: RunningPolicy, now: string): Course {
  const startedAt = Date.parse(clock.startedAt);
  // Only a take-over `forward` counts from its own instant on; whatever is retroactive counts from the start.
  const keptUntil = row.onChange === 'forward' && clock.kind !== 'adopted' ? clock.takenOverAt : undefined;
  const end = clock.endedAt === undefined || clock.endedAt > now ? now : clock.endedAt;
  const pauses = clock.pauses.map(({ from, to, reason }) => ({
    from: Date.parse(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
    reason,
  }));
  return {
    // A native SLA runs on the clock on the wall.
    calendar: running.calendarOf(clock.kind === 'adopted' ? undefined : row.calendar),
    counting: {
      countedFrom: keptUntil === undefined ? startedAt : Date.parse(keptUntil),
      keptMilliseconds: keptUntil === undefined ? 0 : clock.keptMilliseconds,
      pauses,
    },
    pauses: mergePauses(pauses.map(({ from, to }): Pause => [from, Math.min(to, horizonEnd)])),
    until: Math.max(Date.parse(end), startedAt),
  };
}

/** Open milliseconds used until now, or until the end of the cycle. */
export function usedIn({ calendar, counting, until }: Course): number {
  const { countedFrom, keptMilliseconds } = counting;
  return until > countedFrom ? usedAt(counting, calendar, until) : keptMilliseconds;
}

/** Open milliseconds in a pause, as far as it has lasted: by so much it has put the deadline off. */
export function creditedIn({ calendar, counting, until }: Course, [from, to]: Pause): number {
  const [start, end] = [Math.max(from, counting.countedFrom), Math.min(to, until)];
  return start < end ? elapsed(calendar, start, end) : 0;
}
