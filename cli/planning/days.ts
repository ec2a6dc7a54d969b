import { secondsOfTime, type CalendarDefinition } from '../../lambda/contract/calendar.ts';
import type { Calendar } from '../../lambda/domain/calendar/calendar.ts';
import { dayMilliseconds, weekdayOf } from '../../lambda/domain/calendar/horizon.ts';
import { openWindows } from '../../lambda/domain/calendar/windows.ts';
import type { Zone } from '../../lambda/domain/calendar/zone.ts';

/** One local day of a calendar. Instants are milliseconds, times of day as the clock on the wall shows them. */
export interface PlanDay {
  /** `2026-11-30`. */
  readonly date: string;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
  /** `09:00` to `18:00`; to the end of the day it closes at `24:00`. */
  readonly open: readonly (readonly [opens: string, closes: string])[];
  readonly exception: 'holiday' | 'override' | undefined;
  /** What the holiday is called, when a country's calendar says so. */
  readonly holiday: string | undefined;
  /** Offsets from UTC before and after, in minutes, when the clock changes on that day. */
  readonly clockChange: readonly [before: number, after: number] | undefined;
}

/** More windows than a day can have that a person wrote. */
const mostWindows = 200;

/** Local days from the one in which `from` lies, so many weeks long. @param definition undefined: round the clock */
export function daysOf(
  calendar: Calendar,
  definition: CalendarDefinition | undefined,
  zone: Zone,
  from: number,
  weeks: number,
  holidays: ReadonlyMap<string, string>,
): PlanDay[] {
  const today = Math.floor((from + zone.offsetAt(from)) / dayMilliseconds);
  const monday = today - weekdayOf(today);
  return Array.from({ length: weeks * 7 }, (_, index) => dayOf(calendar, definition, zone, monday + index, holidays));
}

function dayOf(
  calendar: Calendar,
  definition: CalendarDefinition | undefined,
  zone: Zone,
  day: number,
  holidays: ReadonlyMap<string, string>,
): PlanDay {
  const [from, to] = [zone.toInstant(day * dayMilliseconds), zone.toInstant((day + 1) * dayMilliseconds)];
  const [before, after] = [zone.offsetAt(from), zone.offsetAt(to)];
  const date = new Date(day * dayMilliseconds).toISOString().slice(0, 10);
  const exception = definition === undefined ? undefined : exceptionOf(definition, date);
  return {
    date,
    weekday: weekdayOf(day),
    from,
    to,
    open: openWindows(calendar, from, to, mostWindows).map(([opens, closes]) => [
      timeOfDay(zone, opens),
      closes === to ? '24:00' : timeOfDay(zone, closes),
    ]),
    exception,
    holiday: exception === 'holiday' ? holidays.get(date) : undefined,
    clockChange: before === after ? undefined : [before / 60_000, after / 60_000],
  };
}

function exceptionOf(definition: CalendarDefinition, date: string): PlanDay['exception'] {
  if (definition.holidays?.includes(date) === true || definition.recurring?.includes(date.slice(5)) === true)
    return 'holiday';
  return definition.overrides !== undefined && Object.hasOwn(definition.overrides, date) ? 'override' : undefined;
}

/** `09:00`, with seconds only when there are some. */
export function timeOfDay(zone: Zone, at: number): string {
  const text = new Date(at + zone.offsetAt(at)).toISOString().slice(11, 19);
  return secondsOfTime(text) % 60 === 0 ? text.slice(0, 5) : text;
}

/** `GMT+9`, `GMT-3:30`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(Math.floor(size % 60)).padStart(2, '0')}`;
  return `GMT${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`;
}
