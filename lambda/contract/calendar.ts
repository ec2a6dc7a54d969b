import * as z from 'zod/mini';

/*
 * A business calendar as data: when a desk is open, in its own zone. `lambda/domain/calendar` computes with it; whether
 * the zone is known and whether the desk is ever open is found out there.
 */

/** First and last year of every date here; the arithmetic covers the same years in UTC. */
export const calendarYears = { first: 1970, last: 2100 } as const;

const timePattern = /^(?:([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?|24:00(?::00)?)$/;
const time = z.string().check(z.regex(timePattern, 'a time of day like 09:00, 17:30:15 or 24:00'));

/** Seconds after midnight on the clock on the wall: `09:00` is 32400 and `24:00` is 86400. NaN for anything else. */
export function secondsOfTime(text: string): number {
  const parts = timePattern.exec(text);
  if (parts === null) return Number.NaN;
  if (parts[1] === undefined) return 86_400;
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

/** False for 2026-02-30; `year` may be any, so that a month and day can be tried in a leap year. */
function isRealDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A local date like `2026-05-04`. */
export const calendarDate = z.string().check(
  z.refine((text) => {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    return (
      Number(year) >= calendarYears.first &&
      Number(year) <= calendarYears.last &&
      isRealDate(Number(year), Number(month), Number(day))
    );
  }, `a date that exists, like 2026-05-04, from ${calendarYears.first} to ${calendarYears.last}`),
);

/** A month and day like `12-31`. */
export const calendarMonthDay = z.string().check(
  z.refine((text) => {
    const [, month, day] = /^(\d\d)-(\d\d)$/.exec(text) ?? [];
    return isRealDate(2000, Number(month), Number(day));
  }, 'a month and day that exist, like 12-31 or 02-29'),
);

const window = z.tuple([time, time]).check(
  // A time that is none has been refused already; NaN compares as false.
  z.refine(
    ([open, close]) => !(secondsOfTime(open) >= secondsOfTime(close)),
    'a window that opens before it closes; one over midnight is two, of which the first closes at 24:00',
  ),
);

const windows = z.array(window).check(
  z.refine((given) => {
    const edges = given
      .map(([open, close]): [number, number] => [secondsOfTime(open), secondsOfTime(close)])
      .sort((a, b) => a[0] - b[0]);
    return edges.every(([open], index) => !(open < (edges[index - 1]?.[1] ?? 0)));
  }, 'windows that do not overlap'),
);

/** Days of the week, Monday first as in ISO 8601. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const week = z.strictObject({
  mon: z.optional(windows),
  tue: z.optional(windows),
  wed: z.optional(windows),
  thu: z.optional(windows),
  fri: z.optional(windows),
  sat: z.optional(windows),
  sun: z.optional(windows),
});

const oneOfBoth = z.refine<{ week?: unknown; always?: boolean | undefined }>(
  (given) => !(given.always === true && given.week !== undefined),
  'either "week" or "always": true',
);

const version = z
  .strictObject({ effective: calendarDate, week: z.optional(week), always: z.optional(z.boolean()) })
  .check(
    oneOfBoth,
    z.refine(
      (given) => given.week !== undefined || given.always === true,
      'a version with "week" or "always": true; {"week":{}} is closed from then on',
    ),
  );

/**
 * When a desk is open. Windows are `[open, close)` by the clock on the wall of `zone`; a weekday that is not named is
 * closed, and so is every day before the first version when only versions are given.
 */
export const calendarDefinition = z
  .strictObject({
    /** IANA name, like Asia/Tokyo. */
    zone: z.string().check(z.minLength(1)),
    week: z.optional(week),
    /** Open round the clock, but for holidays and overrides. */
    always: z.optional(z.boolean()),
    /** Local dates on which it is closed; beats overrides. */
    holidays: z.optional(z.array(calendarDate)),
    /** Holidays of every year, as month and day. */
    recurring: z.optional(z.array(calendarMonthDay)),
    /** Windows that replace those of one local date; an empty list is a closed day. */
    overrides: z.optional(z.record(calendarDate, windows)),
    /** Windows that hold from a local date on, until the next version. Holidays and overrides stay as they are. */
    versions: z.optional(
      z
        .array(version)
        .check(
          z.refine(
            (given) => new Set(given.map(({ effective }) => effective)).size === given.length,
            'one version for each date',
          ),
        ),
    ),
  })
  .check(oneOfBoth);

export type CalendarDefinition = z.infer<typeof calendarDefinition>;
export type WeekDefinition = z.infer<typeof week>;
export type WindowDefinition = z.infer<typeof window>;
