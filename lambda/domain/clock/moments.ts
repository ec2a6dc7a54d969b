import type { ClockPause } from '../../contract/case-item.ts';
import type { Level } from '../../contract/compiled-policy.ts';
import { deadline, elapsed, type Calendar } from '../calendar/calendar.ts';
import { CalendarQuestionError } from '../calendar/errors.ts';

/** `[from, to)` in epoch milliseconds; `to` is infinite while nothing is known to end it. */
export interface Span {
  readonly from: number;
  to: number;
  readonly reason: ClockPause['reason'];
}

/** What the used time of a cycle depends on beside its calendar. Instants and lengths are milliseconds. */
export interface Counting {
  readonly countedFrom: number;
  /** Used before `countedFrom`. */
  readonly keptMilliseconds: number;
  readonly pauses: readonly Span[];
}

/** Used open milliseconds at `at`, which is not before `countedFrom`. */
export function usedAt({ countedFrom, keptMilliseconds, pauses }: Counting, calendar: Calendar, at: number): number {
  const made: [number, number][] = [];
  for (const { from, to } of pauses) if (from < at) made.push([from, Math.min(to, at)]);
  return keptMilliseconds + elapsed(calendar, countedFrom, at, made);
}

/**
 * The earliest instant at which that much has been used, if nothing changes any more; when it has been at `countedFrom`, the
 * next moment that is open and not paused. Undefined while a pause that nothing ends is in the way, and when there is no such
 * instant within the years that calendars cover.
 */
export function reachedAt(counting: Counting, calendar: Calendar, milliseconds: number): number | undefined {
  const left = Math.max(0, milliseconds - counting.keptMilliseconds);
  let unending = Number.POSITIVE_INFINITY;
  const ended: [number, number][] = [];
  for (const { from, to } of counting.pauses) {
    if (to === Number.POSITIVE_INFINITY) unending = from;
    else ended.push([from, to]);
  }
  const due = dueOf(calendar, counting.countedFrom, left, ended);
  // Used up exactly when a pause begins, it is due then; with nothing left to use it needs a moment that is not paused.
  return due === undefined || due > unending || (left === 0 && due === unending) ? undefined : due;
}

/** The instant at which the level stands; of the breach one millisecond later, since met at the deadline is met. */
export function levelMoment(counting: Counting, calendar: Calendar, level: Level): number | undefined {
  const reached = reachedAt(counting, calendar, level.usedSeconds * 1000);
  return reached === undefined || level.kind !== 'breach' ? reached : reached + 1;
}

function dueOf(calendar: Calendar, from: number, left: number, pauses: [number, number][]): number | undefined {
  try {
    return deadline(calendar, from, left, pauses);
  } catch (error) {
    // After the last year of the calendar: as good as never.
    if (error instanceof CalendarQuestionError) return undefined;
    throw error;
  }
}
