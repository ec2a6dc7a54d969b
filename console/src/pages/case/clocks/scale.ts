/** Where instants stand on a bar, in percent of its length. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  at(instant: string | number): number;
}

const dayMilliseconds = 86_400_000;
/** More labels than this cannot be read side by side. */
const mostTicks = 12;

/** A scale over `[from, to]`; what lies outside stands at its ends. */
export function createScale(from: string, to: string): Scale {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const length = Math.max(1, end - start);
  return {
    from: start,
    to: end,
    at: (instant) => {
      const place = ((typeof instant === 'number' ? instant : Date.parse(instant)) - start) / length;
      return Math.round(Math.min(1, Math.max(0, place)) * 1_000_000) / 10_000;
    },
  };
}

const minuteMilliseconds = 60_000;
/** Steps in minutes that a person reads a clock by. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720];

/**
 * Instants to label: beginnings of days in the zone, thinned out so that labels have room; times of day when the bar is
 * shorter than two days.
 */
export function ticksOf({ from, to }: Scale, timeZone: string): readonly number[] {
  const minutes = (to - from) / minuteMilliseconds;
  const step = to - from < 2 * dayMilliseconds ? (steps.find((one) => minutes / one <= mostTicks) ?? 720) : 1440;
  // Offsets are multiples of a quarter of an hour, and days of summer time have another length: so look at each quarter.
  const look = Math.min(step, 15) * minuteMilliseconds;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
  const ticks: number[] = [];
  for (let at = Math.ceil(from / look) * look; at <= to; at += look) {
    const [hour = 0, minute = 0] = clock.format(at).split(':').map(Number);
    if ((hour * 60 + minute) % step === 0) ticks.push(at);
  }
  const every = Math.max(1, Math.ceil(ticks.length / mostTicks));
  return ticks.filter((_, index) => index % every === 0);
}
