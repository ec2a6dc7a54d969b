import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { openZone, type Zone } from '../../lambda/domain/calendar/zone.ts';
import { runningPolicy } from '../../lambda/domain/running-policy.ts';
import { daysOf, type PlanDay } from './days.ts';
import { sampleCase, sampleStarts, type SampleCase } from './sample-cases.ts';

/** What one row of `policies:` means for two cases that were made up, day by day. */
export interface PolicyPlan {
  readonly row: ClockPolicy;
  readonly zone: Zone;
  readonly samples: readonly SampleCase[];
  readonly days: readonly PlanDay[];
}

export interface PlanTime {
  /** Milliseconds. */
  readonly now: number;
  /** When the first case begins; undefined: next Monday at 09:00 in the zone of each policy. */
  readonly at: number | undefined;
  readonly weeks: number;
  /** Names of the holidays of a calendar of the file, by local date, in these years. */
  readonly holidaysOf: (calendar: string, years: readonly number[]) => ReadonlyMap<string, string>;
}

/** Plans every policy in the order of the file, each by its own calendar. Nothing pauses and nobody answers. */
export function policyPlansOf(compiled: CompiledPolicy, { now, at, weeks, holidaysOf }: PlanTime): PolicyPlan[] {
  const running = runningPolicy('plan', compiled);
  return compiled.policies.map((row) => {
    const definition = row.calendar === undefined ? undefined : compiled.calendars[row.calendar]?.definition;
    const calendar = running.calendarOf(row.calendar);
    const zone = openZone(definition?.zone ?? compiled.timeZone);
    const [a, b] = sampleStarts(zone, now, at);
    const first = new Date(a).getUTCFullYear();
    const years = [first - 1, first, first + 1, first + 2];
    const holidays = row.calendar === undefined ? new Map<string, string>() : holidaysOf(row.calendar, years);
    return {
      row,
      zone,
      samples: [sampleCase('A', row, calendar, a), sampleCase('B', row, calendar, b)],
      days: daysOf(calendar, definition, zone, a, weeks, holidays),
    };
  });
}

/** Something that happens on a day to one of the cases. */
export interface Mark {
  readonly sample: SampleCase['name'];
  readonly at: number;
  readonly what: 'start' | 'warn' | 'breach' | 'escalate';
  readonly name: string;
}

/** What happens in `[from, to)`, in order. */
export function marksWithin({ samples }: PolicyPlan, from: number, to: number): Mark[] {
  return samples
    .flatMap(({ name: sample, startedAt, levels }): Mark[] => [
      { sample, at: startedAt, what: 'start', name: 'start' },
      ...levels.flatMap(({ name, kind, at }) => (at === undefined ? [] : [{ sample, at, what: kind, name }])),
    ])
    .filter(({ at }) => at >= from && at < to)
    .toSorted((a, b) => a.at - b.at);
}
