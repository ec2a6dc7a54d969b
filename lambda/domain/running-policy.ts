import type { CalendarDefinition } from '../contract/calendar.ts';
import type { CompiledPolicy } from '../contract/compiled-policy.ts';
import { compileCalendar, type Calendar } from './calendar/calendar.ts';

/** A compiled policy ready to run: with its hash in the ledger, and its calendars as they are known now. */
export interface RunningPolicy {
  readonly hash: string;
  readonly policy: CompiledPolicy;
  /** The calendar of that name; without a name round the clock. @throws RangeError for a name that the policy lacks */
  calendarOf(name: string | undefined): Calendar;
}

const roundTheClock = compileCalendar({ zone: 'UTC', always: true });

/** @param read hours of operation as Connect last told them, by id; they beat what was known at synthesis */
export function runningPolicy(
  hash: string,
  policy: CompiledPolicy,
  read: ReadonlyMap<string, CalendarDefinition> = new Map(),
): RunningPolicy {
  const calendars = new Map<string, Calendar>();
  return {
    hash,
    policy,
    calendarOf: (name) => {
      if (name === undefined) return roundTheClock;
      const known = calendars.get(name);
      if (known !== undefined) return known;
      const named = Object.hasOwn(policy.calendars, name) ? policy.calendars[name] : undefined;
      if (named === undefined) throw new RangeError(`policy ${hash} has no calendar ${JSON.stringify(name)}`);
      const told = read.get(named.hoursOfOperationId ?? '');
      // Hours of operation have no holidays of their own: those are the policy file's, on top of whatever Connect says.
      const { holidays } = named.definition;
      const calendar = compileCalendar(told === undefined ? named.definition : { ...told, holidays });
      calendars.set(name, calendar);
      return calendar;
    },
  };
}
