import { weekdays, type CalendarDefinition, type WindowDefinition } from '../contract/calendar.ts';
import { dayMilliseconds, dayOfDate, weekdayOf } from './calendar/horizon.ts';

/** A time of day as Amazon Connect writes it: it has no hour 24. */
export interface ConnectTime {
  readonly hours: number;
  readonly minutes: number;
}

/** From an opening to a closing; one that closes at or before its opening closes on the next day. */
export interface ConnectSlot {
  readonly start: ConnectTime;
  readonly end: ConnectTime;
}

/** Hours of operation as `DescribeHoursOfOperation` tells them. */
export interface ConnectHours {
  /** IANA name. */
  readonly timeZone: string;
  /** The weekly hours. `day` is MONDAY to SUNDAY; a day may have several slots. */
  readonly week: readonly (ConnectSlot & { readonly day: string })[];
}

/** A date with the hours that hold on it, its overrides applied, as `GetEffectiveHoursOfOperations` tells them. */
export interface EffectiveDay {
  /** A local date like 2026-05-04. */
  readonly date: string;
  /** Empty: closed. */
  readonly slots: readonly ConnectSlot[];
}

/** Dates of one question, first and last included. */
export interface DateSpan {
  readonly from: string;
  readonly to: string;
}

/** Connect names no longest span, so the questions are short ones. */
const spanDays = 28;
const spans = 13;
const dayMinutes = 24 * 60;

type Minutes = readonly [open: number, close: number];

const dateOf = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10);
const minuteOf = ({ hours, minutes }: ConnectTime): number => hours * 60 + minutes;
const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What to ask `GetEffectiveHoursOfOperations` on a day: a year ahead of `today`, without gaps. */
export function effectiveSpans(today: string): readonly DateSpan[] {
  const first = dayOfDate(today);
  return Array.from({ length: spans }, (_, index) => ({
    from: dateOf(first + index * spanDays),
    to: dateOf(first + (index + 1) * spanDays - 1),
  }));
}

/** The parts of slots that fall on their own day, and those that fall on the next. */
function split(slots: readonly ConnectSlot[]): { readonly own: readonly Minutes[]; readonly next: readonly Minutes[] } {
  const [own, next]: [Minutes[], Minutes[]] = [[], []];
  for (const slot of slots) {
    const [open, close] = [minuteOf(slot.start), minuteOf(slot.end)];
    if (close > open) own.push([open, close]);
    else {
      own.push([open, dayMinutes]);
      if (close > 0) next.push([0, close]);
    }
  }
  return { own, next };
}

/** In order; those that overlap or touch are one. */
function merged(windows: readonly Minutes[]): readonly WindowDefinition[] {
  const found: [number, number][] = [];
  for (const [open, close] of windows.toSorted((a, b) => a[0] - b[0])) {
    const before = found.at(-1);
    if (before !== undefined && open <= before[1]) before[1] = Math.max(before[1], close);
    else found.push([open, close]);
  }
  return found.map(([open, close]) => [timeText(open), timeText(close)]);
}

/**
 * What Connect's answers say of hours of operation, as a calendar. The week becomes `week`; a date on which other hours
 * hold than the week's becomes an override, an empty one when it is closed. `holidays` are never written, so that those of
 * a policy file can be added and told apart. The same answers always give the same definition; what is in it goes
 * no further than what was asked, and a date that passes drops out of later answers.
 *
 * A slot from midnight to midnight is a whole day; one over midnight is two windows. A date between the first that was
 * asked and the last that was told, and not told itself, is closed; of dates after the last that was told nothing is known,
 * and the week holds.
 *
 * Whether the calendar is ever open, and whether its zone is known, `compileCalendar` says.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_GetEffectiveHoursOfOperations.html and
 * API_HoursOfOperation.html
 *
 * @param from the first date that was asked
 * @param days what was told of it and the dates after it, of all spans together, in any order
 */
export function connectHoursDefinition(
  hours: ConnectHours,
  from: string,
  days: readonly EffectiveDay[],
): CalendarDefinition {
  const byWeekday = weekdays.map((_, index) =>
    split(hours.week.filter(({ day }) => day.slice(0, 3).toLowerCase() === weekdays[index])),
  );
  const usual = byWeekday.map(({ own }, index) => merged([...byWeekday[(index + 6) % 7]!.next, ...own]));
  const told = new Map(days.map(({ date, slots }) => [dayOfDate(date), split(slots)]));
  const overrides: Record<string, WindowDefinition[]> = {};
  const first = dayOfDate(from);
  const last = Math.max(first - 1, ...told.keys());
  for (let day = first; day <= last; day += 1) {
    // The night into the first date began on a date that was not asked.
    const carried = day === first ? byWeekday[weekdayOf(day - 1)]!.next : (told.get(day - 1)?.next ?? []);
    const windows = merged([...carried, ...(told.get(day)?.own ?? [])]);
    if (JSON.stringify(windows) !== JSON.stringify(usual[weekdayOf(day)])) overrides[dateOf(day)] = [...windows];
  }
  return {
    zone: hours.timeZone,
    week: Object.fromEntries(
      weekdays.flatMap((day, index) => (usual[index]!.length === 0 ? [] : [[day, [...usual[index]!]]])),
    ),
    ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
  };
}
