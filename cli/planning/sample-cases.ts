import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import { deadline, type Calendar } from '../../lambda/domain/calendar/calendar.ts';
import { CalendarQuestionError } from '../../lambda/domain/calendar/errors.ts';
import { dayMilliseconds, weekdayOf } from '../../lambda/domain/calendar/horizon.ts';
import type { Zone } from '../../lambda/domain/calendar/zone.ts';

/** A case that was made up: what each level of a policy means for it if nobody does anything. */
export interface SampleCase {
  readonly name: 'A' | 'B';
  /** When the clock begins, in milliseconds. */
  readonly startedAt: number;
  readonly levels: readonly {
    readonly name: string;
    readonly kind: 'warn' | 'breach' | 'escalate';
    /** Undefined: not within the years that calendars cover. */
    readonly at: number | undefined;
  }[];
}

const monday = 0;
const friday = 4;

/** A begins at `at`, or next Monday at 09:00 by the clock on the wall of the zone; B on the Friday evening after it. */
export function sampleStarts(zone: Zone, now: number, at: number | undefined): readonly [a: number, b: number] {
  const a = at ?? nextWeekday(zone, now, monday, 9);
  return [a, nextWeekday(zone, a, friday, 18)];
}

/** The next such weekday and hour after an instant. */
function nextWeekday(zone: Zone, after: number, weekday: number, hour: number): number {
  const today = Math.floor((after + zone.offsetAt(after)) / dayMilliseconds);
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const on = (day: number): number => zone.toInstant(day * dayMilliseconds + hour * 3_600_000);
  const found = on(today + ahead);
  return found > after ? found : on(today + ahead + 7);
}

export function sampleCase(
  name: SampleCase['name'],
  row: ClockPolicy,
  calendar: Calendar,
  startedAt: number,
): SampleCase {
  return {
    name,
    startedAt,
    levels: row.levels.map(({ name: level, kind, usedSeconds }) => ({
      name: level,
      kind,
      at: momentOf(calendar, startedAt, usedSeconds * 1000),
    })),
  };
}

/** The breach is shown at the deadline itself, which is what people ask for; it fires a millisecond later. */
function momentOf(calendar: Calendar, startedAt: number, milliseconds: number): number | undefined {
  try {
    return deadline(calendar, startedAt, milliseconds);
  } catch (error) {
    if (error instanceof CalendarQuestionError) return undefined;
    throw error;
  }
}
