import { calendarYears } from '../../contract/calendar.ts';
import { CalendarQuestionError } from './errors.ts';

/*
 * Instants are milliseconds since 1970-01-01T00:00Z, whole numbers. Days are local dates, counted from 1970-01-01. Local
 * times are milliseconds since 1970-01-01T00:00 on the clock on the wall.
 */

export const dayMilliseconds = 86_400_000;

/** First instant and end of the years that calendars cover: nothing is found before or after. */
export const horizonStart = 0;
export const horizonEnd = Date.UTC(calendarYears.last + 1, 0, 1);

/** Day of a date like `2026-05-04`. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMilliseconds;
}

/** 0 for Monday to 6 for Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The instant for messages, as `2026-05-04T09:00:00.000Z`; the bare number when it is too far away to be a date. */
export function instantText(instant: number): string {
  return Math.abs(instant) <= 8.64e15 ? new Date(instant).toISOString() : String(instant);
}

/** @throws CalendarQuestionError unless it is a whole millisecond within the horizon. */
export function checkInstant(instant: number, what: string): void {
  if (!Number.isInteger(instant))
    throw new CalendarQuestionError(`${what} must be a whole number of milliseconds, got ${instant}`);
  if (instant < horizonStart || instant > horizonEnd) {
    throw new CalendarQuestionError(
      `${what} ${instantText(instant)} lies outside the years ${calendarYears.first} to ${calendarYears.last}`,
    );
  }
}

/** @throws CalendarQuestionError unless it is a whole number of milliseconds, zero or more. */
export function checkLength(milliseconds: number, what: string): void {
  if (!Number.isInteger(milliseconds) || milliseconds < 0)
    throw new CalendarQuestionError(`${what} must be whole milliseconds, zero or more, got ${milliseconds}`);
}
