import { calendarYears, type CalendarDefinition } from '../../contract/calendar.ts';
import { CalendarInvalidError, CalendarQuestionError } from './errors.ts';
import { checkInstant, checkLength, horizonStart, instantText } from './horizon.ts';
import { readOpenHours } from './open-hours.ts';
import { mergePauses, type Pause } from './pauses.ts';
import { createTimeLine, type TimeLine } from './time-line.ts';
import { nextOpen, openBetween, walkBackward, walkForward } from './walk.ts';
import { openZone, type Zone } from './zone.ts';

/** A calendar ready for questions. It remembers what it computed; answers do not depend on that. */
export interface Calendar {
  /** IANA name. */
  readonly zone: string;
  readonly line: TimeLine;
}

/**
 * Prepares a calendar. Calendars of one zone may share it; `zone` must then be the definition's.
 * @throws CalendarInvalidError when the zone is unknown, or nothing is open in the whole horizon.
 */
export function compileCalendar(definition: CalendarDefinition, zone: Zone = openZone(definition.zone)): Calendar {
  const line = createTimeLine(readOpenHours(definition), zone);
  if (nextOpen(line, horizonStart) === undefined) {
    throw new CalendarInvalidError(
      `the calendar is never open from ${calendarYears.first} to ${calendarYears.last}; give it windows on days that are no holidays`,
    );
  }
  return { zone: zone.name, line };
}

/**
 * Open milliseconds in `[from, to)`, pauses left out. Pauses may overlap and stand in any order.
 * @throws CalendarQuestionError for a wrong order, or instants outside the horizon.
 */
export function elapsed({ line }: Calendar, from: number, to: number, pauses: readonly Pause[] = []): number {
  checkInstant(from, 'the start');
  checkInstant(to, 'the end');
  if (to < from)
    throw new CalendarQuestionError(`the end ${instantText(to)} comes before the start ${instantText(from)}`);
  let sum = openBetween(line, from, to);
  for (const [pausedFrom, pausedTo] of mergePauses(pauses)) {
    const [start, end] = [Math.max(from, pausedFrom), Math.min(to, pausedTo)];
    if (start < end) sum -= openBetween(line, start, end);
  }
  return sum;
}

/**
 * The earliest instant at which the open time since `start`, pauses left out, equals the target. Used up exactly at a
 * closing or at the start of a pause, it is due then. A target of zero is due at `start`, or at the next moment that is
 * open and not paused when `start` is not.
 * @throws CalendarQuestionError when there is no such instant within the horizon.
 */
export function deadline(
  { line }: Calendar,
  start: number,
  targetMilliseconds: number,
  pauses: readonly Pause[] = [],
): number {
  checkInstant(start, 'the start');
  checkLength(targetMilliseconds, 'the target');
  let from = start;
  let left = targetMilliseconds;
  for (const [pausedFrom, pausedTo] of mergePauses(pauses)) {
    if (pausedTo <= from) continue;
    if (pausedFrom > from) {
      if (left === 0) {
        const opening = nextOpen(line, from);
        if (opening !== undefined && opening < pausedFrom) return opening;
      } else {
        const open = openBetween(line, from, pausedFrom);
        if (left <= open) break;
        left -= open;
      }
    }
    from = pausedTo;
  }
  const due = left === 0 ? nextOpen(line, from) : walkForward(line, from, left);
  if (due === undefined) {
    throw new CalendarQuestionError(
      `${targetMilliseconds / 1000} seconds of open time after ${instantText(start)} lead past the end of ${calendarYears.last}`,
    );
  }
  return due;
}

/**
 * The latest instant from which the given open time passes until `start`; used up exactly at an opening, it is the
 * opening. For zero it is `start`.
 * @throws CalendarQuestionError when there is no such instant within the horizon.
 */
export function before({ line }: Calendar, start: number, milliseconds: number): number {
  checkInstant(start, 'the start');
  checkLength(milliseconds, 'the length');
  const instant = milliseconds === 0 ? start : walkBackward(line, start, milliseconds);
  if (instant === undefined) {
    throw new CalendarQuestionError(
      `${milliseconds / 1000} seconds of open time before ${instantText(start)} lead to before ${calendarYears.first}`,
    );
  }
  return instant;
}
