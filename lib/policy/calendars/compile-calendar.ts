import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import type { NamedCalendar } from '../../../lambda/contract/compiled-policy.ts';
import type { LockFile } from '../../../lambda/contract/lock-file.ts';
import type { PolicyCalendar } from '../../../lambda/contract/policy-calendar.ts';
import { holidayDates } from './holiday-dates.ts';
import { weekOf, windowOf } from './week-days.ts';

type InlineCalendar = Extract<PolicyCalendar, { zone: string }>;

/** True for an entry of `holidays` that is a date; the others are codes of countries and regions. */
export const isDate = (entry: string): boolean => /^\d/.test(entry);

function definitionOf(calendar: InlineCalendar, holidays: readonly string[]): CalendarDefinition {
  const { zone, week, always, recurring, overrides, versions } = calendar;
  return {
    zone,
    ...(week === undefined ? {} : { week: weekOf(week) }),
    ...(always === undefined ? {} : { always }),
    ...(holidays.length === 0 ? {} : { holidays: [...holidays] }),
    ...(recurring === undefined ? {} : { recurring }),
    ...(overrides === undefined
      ? {}
      : {
          overrides: Object.fromEntries(
            Object.entries(overrides).map(([date, ranges]) => [date, ranges.map(windowOf)]),
          ),
        }),
    ...(versions === undefined
      ? {}
      : {
          versions: versions.map((version) => ({
            effective: version.effective,
            ...(version.week === undefined ? {} : { week: weekOf(version.week) }),
            ...(version.always === undefined ? {} : { always: version.always }),
          })),
        }),
  };
}

/** All dates of `holidays`, those of countries and regions written out; in order, each once. */
function datesOf(holidays: PolicyCalendar['holidays'], year: number): readonly string[] {
  const entries = [holidays ?? []].flat();
  return [...new Set(entries.flatMap((entry) => (isDate(entry) ? [entry] : holidayDates(entry, year))))].sort();
}

/**
 * A calendar of the policy file as the functions compute with it. Hours of operation are taken as they stood when names
 * were resolved; what the file's `holidays` add is all that stands under `holidays` of their definition.
 * @param year holidays of countries and regions are written out around it, so the same year always gives the same dates
 */
export function compileCalendarOf(
  calendar: PolicyCalendar,
  lock: Pick<LockFile, 'hoursOfOperation'>,
  year: number,
): NamedCalendar {
  const holidays = datesOf(calendar.holidays, year);
  if ('zone' in calendar) return { definition: definitionOf(calendar, holidays) };
  const name = calendar.hoursOfOperation;
  const known = lock.hoursOfOperation ?? {};
  const locked = Object.hasOwn(known, name) ? known[name] : undefined;
  if (locked === undefined) throw new Error(`hours of operation ${JSON.stringify(name)} are not in the lock file`);
  const all = [...new Set([...(locked.definition.holidays ?? []), ...holidays])].sort();
  return {
    definition: { ...locked.definition, ...(all.length === 0 ? {} : { holidays: all }) },
    hoursOfOperationId: locked.id,
  };
}
