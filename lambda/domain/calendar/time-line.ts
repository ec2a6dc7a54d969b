import { dayMilliseconds, horizonEnd, horizonStart } from './horizon.ts';
import type { OpenHours, Week } from './open-hours.ts';
import { joinTimes, type OpenTimes } from './open-times.ts';
import type { Zone } from './zone.ts';

/**
 * The horizon cut into parts of four local weeks each, so that a long way is a few additions. What was computed is kept;
 * a result never depends on what is kept.
 */
export interface TimeLine {
  readonly parts: number;
  /** The part in which an instant lies; the last one for the end of the horizon. */
  partAt(instant: number): number;
  startOf(part: number): number;
  /** Milliseconds of open time. */
  totalOf(part: number): number;
  /** Counted from `startOf(part)`. */
  timesOf(part: number): OpenTimes;
}

const partDays = 28;
/** Monday, 1969-12-29: before the horizon in every zone, so that parts begin with a week. */
const firstDay = -3;
/** Enough for the day after the horizon, which has begun east of Greenwich. */
const parts = Math.ceil((horizonEnd / dayMilliseconds + 1 - firstDay) / partDays);
/** A gap is at most a day long, so a window can be moved at most into the day after its own. */
const lookBackDays = 2;
/** Bounds what one calendar may keep, about a hundred kilobytes: five years of parts. */
const mostKept = 64;
/** Totals are kept in blocks of this many parts, so that a calendar that is seldom asked stays small. */
const blockParts = 64;

const partOfDay = (day: number): number => Math.floor((day - firstDay) / partDays);
const firstDayOf = (part: number): number => firstDay + part * partDays;

export function createTimeLine(hours: OpenHours, zone: Zone): TimeLine {
  const exceptional = new Set([0, parts - 1]);
  for (const day of hours.exceptions) exceptional.add(partOfDay(day));
  const totals: Float64Array[] = [];
  const kept = new Map<number, OpenTimes>();
  const ordinary = new Map<Week, OpenTimes>();

  const startOf = (part: number): number => {
    if (part === 0) return horizonStart;
    return part === parts ? horizonEnd : zone.toInstant(firstDayOf(part) * dayMilliseconds);
  };

  /** Four weeks without an exception or a change of the offset. */
  const ordinaryTimes = (week: Week): OpenTimes => {
    const known = ordinary.get(week);
    if (known !== undefined) return known;
    const days = Array.from({ length: partDays }, (_, day) =>
      week[day % 7]!.map(([open, close]) => [day * dayMilliseconds + open, day * dayMilliseconds + close] as const),
    );
    const times = joinTimes(days.flat());
    ordinary.set(week, times);
    return times;
  };

  /** Day by day: every edge is mapped to its instant. What a gap moved here from the day before is found, too. */
  const resolve = (part: number, start: number, end: number, toInstant: (local: number) => number): OpenTimes => {
    const times: [number, number][] = [];
    const lastDay = firstDayOf(part + 1) - 1;
    for (let day = firstDayOf(part) - lookBackDays; day <= lastDay; day += 1) {
      const midnight = day * dayMilliseconds;
      for (const [open, close] of hours.windowsOf(day)) {
        const from = Math.max(toInstant(midnight + open), start);
        const to = Math.min(toInstant(midnight + close), end);
        if (from < to) times.push([from - start, to - start]);
      }
    }
    return joinTimes(times);
  };

  const compute = (part: number): OpenTimes => {
    const [start, end] = [startOf(part), startOf(part + 1)];
    if (zone.changesWithin(start - lookBackDays * dayMilliseconds, end))
      return resolve(part, start, end, (local) => zone.toInstant(local));
    if (!exceptional.has(part)) return ordinaryTimes(hours.weekOf(firstDayOf(part)));
    const offset = zone.offsetAt(start);
    return resolve(part, start, end, (local) => local - offset);
  };

  return {
    parts,
    startOf,
    partAt(instant) {
      const day = Math.floor((instant + zone.offsetAt(instant)) / dayMilliseconds);
      let part = Math.min(partOfDay(day), parts - 1);
      // Around a change at midnight the date on the wall may be one ahead or behind.
      while (part > 0 && instant < startOf(part)) part -= 1;
      while (part < parts - 1 && instant >= startOf(part + 1)) part += 1;
      return part;
    },
    totalOf(part) {
      const block = (totals[Math.floor(part / blockParts)] ??= new Float64Array(blockParts).fill(Number.NaN));
      const known = block[part % blockParts]!;
      if (!Number.isNaN(known)) return known;
      const { total } = kept.get(part) ?? compute(part);
      block[part % blockParts] = total;
      return total;
    },
    timesOf(part) {
      const known = kept.get(part);
      if (known !== undefined) return known;
      const times = compute(part);
      if (kept.size >= mostKept) kept.clear();
      kept.set(part, times);
      return times;
    },
  };
}
