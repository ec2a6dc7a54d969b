import * as z from 'zod/mini';
import { calendarDate, calendarMonthDay } from './calendar.ts';
import { text } from './primitives.ts';

/*
 * A calendar as people write it in the policy file: `{ zone: Asia/Tokyo, week: { mon-fri: ["09:00-12:00", "13:00-18:00"] },
 * holidays: jp }`, or the hours of operation that the admin keeps in Amazon Connect. lib/policy turns it into a
 * `CalendarDefinition`.
 */

const timeRange = z
  .string()
  .check(
    z.regex(
      /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
      'hours like 09:00-12:00, closing at 24:00 at the latest',
    ),
  );
const dayRange = z
  .string()
  .check(
    z.regex(
      /^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/,
      'a day or days like mon, mon-fri, from mon, tue, wed, thu, fri, sat, sun',
    ),
  );
const ranges = z.array(timeRange);
const week = z.record(dayRange, ranges);

/** A country or region as date-holidays names it (`jp`, `us`, `us-ca`, `de-by`), or dates, or both. */
const holidays = z.union([text, z.array(z.union([calendarDate, text])).check(z.minLength(1))]);

const inlineCalendar = z.strictObject({
  zone: text,
  week: z.optional(week),
  always: z.optional(z.boolean()),
  holidays: z.optional(holidays),
  recurring: z.optional(z.array(calendarMonthDay)),
  overrides: z.optional(z.record(calendarDate, ranges)),
  versions: z.optional(
    z.array(z.strictObject({ effective: calendarDate, week: z.optional(week), always: z.optional(z.boolean()) })),
  ),
});

export const policyCalendar = z.union([
  /** Name of hours of operation of the Connect instance; `holidays` close it on top of its own overrides. */
  z.strictObject({ hoursOfOperation: text, holidays: z.optional(holidays) }),
  inlineCalendar,
]);
export type PolicyCalendar = z.infer<typeof policyCalendar>;
