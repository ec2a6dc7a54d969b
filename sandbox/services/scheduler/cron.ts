import { instantOf, wallClock } from './zoned-time.ts';

/** Which values each field of a cron expression admits; undefined means any. */
export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number> | undefined;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number>;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** A schedule that has not fired by then never will: leap days come every eight years at the latest. */
const daysAhead = 9 * 366;

type Refuse = (why: string) => Error;

function parseField(
  text: string,
  low: number,
  high: number,
  names: readonly string[],
  refuse: Refuse,
): ReadonlySet<number> {
  const numberOf = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named === -1 ? Number(part) : named + 1;
    if (!/^(\d+|[A-Za-z]{3})$/.test(part) || !Number.isInteger(value) || value < low || value > high)
      throw refuse(
        `${part} is not one of ${low} to ${high}${names.length > 0 ? ` or ${names.join(', ')}` : ''}; L, W and # are not supported by the sandbox.`,
      );
    return value;
  };
  const admitted = new Set<number>();
  for (const item of text.split(',')) {
    const [range = '', step, ...more] = item.split('/');
    const width = step === undefined ? 1 : Number(step);
    if (more.length > 0 || !Number.isInteger(width) || width < 1) throw refuse(`${item} is not a field of cron.`);
    const [from, to] = range === '*' ? [String(low), String(high)] : range.split('-');
    const first = numberOf(from ?? '');
    const last = to === undefined ? (step === undefined ? first : high) : numberOf(to);
    for (let value = first; value <= last; value += width) admitted.add(value);
  }
  return admitted;
}

/** Six fields: minutes, hours, day of month, month, day of week, year; one of the two days must be `?`. */
export function parseCron(text: string, refuse: Refuse): CronFields {
  const fields = text.trim().split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?'))
    throw refuse('A cron has six fields, and exactly one of day of month and day of week is ?.');
  const field = (given: string | undefined, low: number, high: number, names: readonly string[] = []) =>
    parseField(given ?? '', low, high, names, refuse);
  return {
    minutes: field(minutes, 0, 59),
    hours: field(hours, 0, 23),
    daysOfMonth: dayOfMonth === '?' ? undefined : field(dayOfMonth, 1, 31),
    months: field(month, 1, 12, monthNames),
    daysOfWeek: dayOfWeek === '?' ? undefined : field(dayOfWeek, 1, 7, dayNames),
    years: field(year, 1970, 2199),
  };
}

function admitsDay(fields: CronFields, day: Date): boolean {
  return (
    fields.years.has(day.getUTCFullYear()) &&
    fields.months.has(day.getUTCMonth() + 1) &&
    (fields.daysOfMonth?.has(day.getUTCDate()) ?? true) &&
    (fields.daysOfWeek?.has(day.getUTCDay() + 1) ?? true)
  );
}

/** The first moment after `after`; local times that a change of clocks skips are skipped too. */
export function nextCronInstant(fields: CronFields, after: number, zone: string): number | undefined {
  const today = Math.floor(wallClock(after, zone) / dayMilliseconds) * dayMilliseconds;
  const times = [...fields.hours]
    .flatMap((hour) => [...fields.minutes].map((minute) => (hour * 60 + minute) * 60_000))
    .sort((one, two) => one - two);
  for (let day = 0; day < daysAhead; day += 1) {
    const midnight = today + day * dayMilliseconds;
    if (!admitsDay(fields, new Date(midnight))) continue;
    for (const time of times) {
      const instant = instantOf(midnight + time, zone);
      if (instant !== undefined && instant > after) return instant;
    }
  }
  return undefined;
}
