import { weekdays, type CalendarDefinition } from '../../lambda/contract/calendar.ts';
import type { NamedCalendar } from '../../lambda/contract/compiled-policy.ts';
import type { LockFile } from '../../lambda/contract/lock-file.ts';
import type { PolicyCalendar } from '../../lambda/contract/policy-calendar.ts';

type Week = NonNullable<CalendarDefinition['week']>;
type Windows = NonNullable<Week['mon']>;
type InlineCalendar = Extract<PolicyCalendar, { zone: string }>;

const windowsOf = (ranges: readonly string[]): Windows =>
  ranges.map((range) => {
    const [open = '', close = ''] = range.split('-');
    return [open, close];
  });

/** The days that `mon`, `mon-fri` or `sat-mon` names. */
export function daysOf(range: string): readonly (typeof weekdays)[number][] {
  const [first, last] = range.split('-').map((name) => weekdays.findIndex((day) => day === name));
  const start = first ?? 0;
  const length = last === undefined ? 1 : ((last - start + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => weekdays[(start + index) % 7]!);
}

function weekOf(week: Readonly<Record<string, readonly string[]>>): Week {
  return Object.fromEntries(
    Object.entries(week).flatMap(([range, ranges]) => daysOf(range).map((day) => [day, windowsOf(ranges)])),
  );
}

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
          overrides: Object.fromEntries(Object.entries(overrides).map(([date, ranges]) => [date, windowsOf(ranges)])),
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

/** Dates written in the file; those of a country come from the holiday library. */
const datesIn = (holidays: PolicyCalendar['holidays']): readonly string[] =>
  [holidays ?? []].flat().filter((entry) => /^\d{4}-\d\d-\d\d$/.test(entry));

/** A calendar of the policy file as the functions compute with it. */
export function compileNamedCalendar(calendar: PolicyCalendar, lock: LockFile): NamedCalendar {
  const holidays = datesIn(calendar.holidays);
  if ('zone' in calendar) return { definition: definitionOf(calendar, holidays) };
  const hours = lock.hoursOfOperation?.[calendar.hoursOfOperation];
  if (hours === undefined) throw new Error(`hours of operation ${calendar.hoursOfOperation} are not in the lock file`);
  const { definition } = hours;
  return {
    definition: { ...definition, holidays: [...new Set([...(definition.holidays ?? []), ...holidays])] },
    hoursOfOperationId: hours.id,
  };
}
