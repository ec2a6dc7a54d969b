import type { Instant } from '../../kernel/clock.ts';
import type { MeasuredValue } from '../../kernel/world.ts';

export const minuteMilliseconds = 60_000;

export const statistics = {
  Sum: ({ sum }: Totals) => sum,
  Maximum: ({ maximum }: Totals) => maximum,
  Minimum: ({ minimum }: Totals) => minimum,
  Average: ({ sum, count }: Totals) => sum / count,
  SampleCount: ({ count }: Totals) => count,
} as const;
export type Statistic = keyof typeof statistics;

export interface Totals {
  readonly sum: number;
  readonly count: number;
  readonly maximum: number;
  readonly minimum: number;
}

export type MetricName = Pick<MeasuredValue, 'namespace' | 'name' | 'dimensions'>;

const merge = (one: Totals, other: Totals): Totals => ({
  sum: one.sum + other.sum,
  count: one.count + other.count,
  maximum: Math.max(one.maximum, other.maximum),
  minimum: Math.min(one.minimum, other.minimum),
});

/** One metric, minute by minute, as far back as anybody looks. */
export class Series {
  readonly metric: MetricName;
  /** By the number of the minute since the epoch. */
  readonly #minutes = new Map<number, Totals>();
  #kept = 0;

  constructor(metric: MetricName) {
    this.metric = metric;
  }

  /** Keeps at least so many minutes from now on. */
  keep(minutes: number): void {
    this.#kept = Math.max(this.#kept, minutes);
  }

  get isEmpty(): boolean {
    return this.#minutes.size === 0;
  }

  add(value: number, at: Instant): void {
    const minute = Math.floor(at / minuteMilliseconds);
    const totals = { sum: value, count: 1, maximum: value, minimum: value };
    const before = this.#minutes.get(minute);
    this.#minutes.set(minute, before ? merge(before, totals) : totals);
  }

  /** The statistic of the last windows that end before the minute `end`, the oldest first; undefined where there is nothing. */
  windows(end: number, minutesEach: number, count: number, statistic: Statistic): (number | undefined)[] {
    const totals: (Totals | undefined)[] = Array.from({ length: count });
    for (const [minute, found] of this.#minutes) {
      if (minute < end - this.#kept) this.#minutes.delete(minute);
      const window = count - Math.ceil((end - minute) / minutesEach);
      if (minute >= end || window < 0) continue;
      const before = totals[window];
      totals[window] = before ? merge(before, found) : found;
    }
    return totals.map((total) => total && statistics[statistic](total));
  }
}

/** The metrics that alarms look at; what nobody looks at is not kept. */
export class MetricStore {
  readonly #series = new Map<string, Series>();

  /** The series of a metric, kept from now on for at least so many minutes. */
  watch(metric: MetricName, minutes: number): Series {
    const key = keyOf(metric);
    const series = this.#series.get(key) ?? new Series(metric);
    this.#series.set(key, series);
    series.keep(minutes);
    return series;
  }

  record(measured: MeasuredValue): void {
    this.#series.get(keyOf(measured))?.add(measured.value, measured.at);
  }

  /** Lets go of what `isWatched` does not hold for. */
  forget(isWatched: (series: Series) => boolean): void {
    for (const [key, series] of this.#series) if (!isWatched(series)) this.#series.delete(key);
  }

  all(): readonly Series[] {
    return [...this.#series.values()];
  }
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  const entries = Object.entries(dimensions);
  const sorted = entries.length < 2 ? entries : entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${namespace}\n${name}\n${sorted.map(([key, value]) => `${key}=${value}`).join('\n')}`;
}
