import {
  calendarDate,
  calendarDefinition,
  calendarYears,
  secondsOfTime,
  weekdays,
  type CalendarDefinition,
} from '../../../lambda/contract/calendar.ts';
import type { PolicyCalendar } from '../../../lambda/contract/policy-calendar.ts';
import { compileCalendar } from '../../../lambda/domain/calendar/calendar.ts';
import { CalendarInvalidError } from '../../../lambda/domain/calendar/errors.ts';
import { horizonEnd } from '../../../lambda/domain/calendar/horizon.ts';
import { openWindows } from '../../../lambda/domain/calendar/windows.ts';
import { openZone } from '../../../lambda/domain/calendar/zone.ts';
import { compileCalendarOf, isDate } from '../calendars/compile-calendar.ts';
import { holidayCodesNear, isHolidayCode } from '../calendars/holiday-dates.ts';
import { daysOf, windowOf } from '../calendars/week-days.ts';
import { entriesOf, itemsOf, type Partly } from '../draft.ts';
import { foundText, type Finding, type ValuePath } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { atKey, atValue, lockedName, type Check, type CheckInput } from './check-input.ts';

type CalendarDraft = Partly<PolicyCalendar>;
type WeekDraft = Readonly<Record<string, readonly (string | undefined)[] | undefined>>;

/** A calendar that throws is one whose definition is at fault; everything else is ours. */
function faultOf(work: () => unknown): CalendarInvalidError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof CalendarInvalidError) return error;
    throw error;
  }
}

function checkZone(path: ValuePath, zone: string | undefined): readonly Finding[] {
  if (zone === undefined || faultOf(() => openZone(zone)) === undefined) return [];
  const hint = suggestion(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
  return [atValue(path, `unknown zone ${foundText(zone)}; allowed: an IANA zone like Asia/Tokyo or UTC${hint}`)];
}

function checkWindows(path: ValuePath, ranges: readonly (string | undefined)[] | undefined): readonly Finding[] {
  const taken: { readonly range: string; readonly open: number; readonly close: number }[] = [];
  return itemsOf(ranges).flatMap(([index, range]): Finding[] => {
    const [open, close] = windowOf(range).map(secondsOfTime) as [number, number];
    if (open >= close) {
      return [
        atValue(
          [...path, index],
          `found ${foundText(range)}; allowed: hours that open before they close; those over midnight are two, of which the first closes at 24:00`,
        ),
      ];
    }
    const other = taken.find((one) => open < one.close && one.open < close);
    taken.push({ range, open, close });
    return other === undefined
      ? []
      : [atValue([...path, index], `${range} overlaps ${other.range}; allowed: hours that do not overlap`)];
  });
}

function checkWeek(path: ValuePath, week: WeekDraft | undefined): readonly Finding[] {
  const named = new Map<string, string>();
  return entriesOf(week).flatMap(([range, ranges]) => {
    const twice = daysOf(range).find((day) => named.has(day));
    const before = twice === undefined ? undefined : named.get(twice);
    for (const day of daysOf(range)) named.set(day, range);
    return [
      ...(before === undefined
        ? []
        : [
            atKey(
              [...path, range],
              `${twice} stands in ${JSON.stringify(before)} too; allowed: each of ${weekdays.join(', ')} once`,
            ),
          ]),
      ...checkWindows([...path, range], ranges),
    ];
  });
}

function checkHolidays(path: ValuePath, holidays: CalendarDraft['holidays']): readonly Finding[] {
  const list = Array.isArray(holidays);
  const entries = list ? itemsOf(holidays as readonly (string | undefined)[]) : [[0, holidays as string] as const];
  if (holidays === undefined) return [];
  return entries.flatMap(([index, entry]): Finding[] => {
    const place = list ? [...path, index] : path;
    if (isDate(entry)) {
      return calendarDate.safeParse(entry).success
        ? []
        : [
            atValue(
              place,
              `found ${foundText(entry)}; allowed: a date that exists, like 2026-05-04, from ${calendarYears.first} to ${calendarYears.last}`,
            ),
          ];
    }
    if (isHolidayCode(entry)) return [];
    return [
      atValue(
        place,
        `no holidays are known for ${foundText(entry)}; allowed: a country or region like jp, us, us-ca, de-by, or dates like 2026-05-04${suggestion(entry, holidayCodesNear(entry))}`,
      ),
    ];
  });
}

/** What must fit together in a calendar written out in the file. */
function checkParts(path: ValuePath, calendar: Partly<Extract<PolicyCalendar, { zone: string }>>): readonly Finding[] {
  const versions = itemsOf(calendar.versions);
  const seen = new Set<string>();
  const eitherOr = (place: ValuePath, given: { readonly week?: unknown; readonly always?: unknown }): Finding[] =>
    given.always === true && given.week !== undefined
      ? [atKey([...place, 'always'], 'stands beside "week"; allowed: either "week" or "always: true"')]
      : [];
  return [
    ...checkZone([...path, 'zone'], calendar.zone),
    ...eitherOr(path, calendar),
    ...checkWeek([...path, 'week'], calendar.week),
    ...entriesOf(calendar.overrides).flatMap(([date, ranges]) => checkWindows([...path, 'overrides', date], ranges)),
    ...versions.flatMap(([index, version]) => {
      const place = [...path, 'versions', index];
      const { effective } = version;
      const again = effective !== undefined && seen.has(effective);
      if (effective !== undefined) seen.add(effective);
      return [
        ...(again
          ? [
              atValue(
                [...place, 'effective'],
                `found ${foundText(effective)} twice; allowed: one version for each date`,
              ),
            ]
          : []),
        ...eitherOr(place, version),
        ...(version.week === undefined && version.always !== true
          ? [atValue(place, 'a version needs "week" or "always: true"; {week: {}} is closed from then on')]
          : []),
        ...checkWeek([...place, 'week'], version.week),
      ];
    }),
  ];
}

/** Whether the calendar is ever open from the year on. */
function isOpen(definition: CalendarDefinition, year: number): boolean {
  let open = false;
  const fault = faultOf(() => {
    open = openWindows(compileCalendar(definition), Date.UTC(year, 0, 1), horizonEnd, 1).length > 0;
  });
  return fault === undefined && open;
}

function checkOpen(path: ValuePath, calendar: PolicyCalendar, input: CheckInput): readonly Finding[] {
  const lock = input.lock ?? { hoursOfOperation: {} };
  const { definition } = compileCalendarOf(calendar, lock, input.year);
  const valid = calendarDefinition.safeParse(definition);
  // Its parts were judged before, with better words; this is the seam to what the functions take.
  if (!valid.success) return [atKey(path, `the calendar cannot be used: ${valid.error.issues[0]?.message}`)];
  if (isOpen(definition, input.year)) return [];
  const { holidays: _holidays, recurring: _recurring, ...without } = definition;
  const next =
    'hoursOfOperation' in calendar
      ? 'give these hours of operation some in the Amazon Connect console, and run: ' + input.resolveCommand
      : 'give it "week" with days and hours, or "always: true"';
  return [
    atKey(
      path,
      isOpen(without, input.year)
        ? `its holidays close every day on which it would be open, from ${input.year} on; allowed: a calendar with open time`
        : `the calendar is never open from ${input.year} on, so no clock on it would ever run out; ${next}`,
    ),
  ];
}

/** Calendars with which clocks can count: a known zone, hours that fit together, and some open time. */
export const checkCalendars: Check = (input) =>
  entriesOf(input.draft.calendars).flatMap(([name, calendar]) => {
    const path = ['calendars', name];
    const isHours = 'hoursOfOperation' in calendar;
    const parts = isHours
      ? calendar.hoursOfOperation === undefined
        ? []
        : lockedName(
            [...path, 'hoursOfOperation'],
            'hours of operation',
            calendar.hoursOfOperation,
            input.lock?.hoursOfOperation,
            input,
          )
      : checkParts(path, calendar);
    const found = [...parts, ...checkHolidays([...path, 'holidays'], calendar.holidays)];
    if (found.length > 0 || input.wasRefused(path) || (isHours && input.lock === undefined)) return found;
    return checkOpen(path, calendar as PolicyCalendar, input);
  });
