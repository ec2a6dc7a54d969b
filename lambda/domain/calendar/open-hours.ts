import {
  calendarYears,
  secondsOfTime,
  weekdays,
  type CalendarDefinition,
  type WeekDefinition,
  type WindowDefinition,
} from '../../contract/calendar.ts';
import { dayMilliseconds, dayOfDate, weekdayOf } from './horizon.ts';
import { firstAbove } from './open-times.ts';

/** `[open, close)` in milliseconds after local midnight. */
export type DayWindow = readonly [open: number, close: number];
/** Windows of one day, in any order; none overlaps another. */
export type DayWindows = readonly DayWindow[];
/** Windows of a week, Monday first. */
export type Week = readonly DayWindows[];

/** A definition looked up by the day, still by the clock on the wall. */
export interface OpenHours {
  windowsOf(day: number): DayWindows;
  /** The week in force on a day, whether or not the day itself is an exception. */
  weekOf(day: number): Week;
  /** Days on which something other than the week before holds: holidays, overrides, first days of a version. */
  readonly exceptions: Iterable<number>;
}

const closed: DayWindows = [];
const wholeDay: DayWindows = [[0, dayMilliseconds]];
const closedWeek: Week = weekdays.map(() => closed);

/** Windows that touch stay apart, because a gap of the clock can move the edge between them on its own. */
function readWindows(given: readonly WindowDefinition[] = []): DayWindows {
  return given.map(([open, close]) => [secondsOfTime(open) * 1000, secondsOfTime(close) * 1000]);
}

function readWeek(given: { week?: WeekDefinition | undefined; always?: boolean | undefined }): Week {
  if (given.always === true) return weekdays.map(() => wholeDay);
  const { week } = given;
  return week === undefined ? closedWeek : weekdays.map((name) => readWindows(week[name]));
}

/** Every day of the horizon, and of the year on either side, that has this month and day. */
function* everyYear(monthDay: string): Iterable<number> {
  const [month, day] = [Number(monthDay.slice(0, 2)), Number(monthDay.slice(3))];
  for (let year = calendarYears.first - 1; year <= calendarYears.last + 1; year += 1) {
    const date = new Date(Date.UTC(year, month - 1, day));
    // 29 February in a year without one would be 1 March.
    if (date.getUTCDate() === day) yield date.getTime() / dayMilliseconds;
  }
}

/** Reads a definition: a holiday beats an override, an override replaces the windows of the week in force. */
export function readOpenHours(definition: CalendarDefinition): OpenHours {
  const days = new Map<number, DayWindows>();
  for (const [date, windows] of Object.entries(definition.overrides ?? {}))
    days.set(dayOfDate(date), readWindows(windows));
  for (const date of definition.holidays ?? []) days.set(dayOfDate(date), closed);
  for (const monthDay of definition.recurring ?? []) for (const day of everyYear(monthDay)) days.set(day, closed);
  const versions = (definition.versions ?? []).toSorted((a, b) => dayOfDate(a.effective) - dayOfDate(b.effective));
  const firstDays = versions.map(({ effective }) => dayOfDate(effective));
  const weeks = [definition, ...versions].map(readWeek);

  const weekOf = (day: number): Week => weeks[firstAbove(firstDays, day)]!;
  return {
    weekOf,
    windowsOf: (day) => days.get(day) ?? weekOf(day)[weekdayOf(day)]!,
    exceptions: [...days.keys(), ...firstDays],
  };
}
