import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';

/*
 * A second calendar, deliberately naive: it marks every minute of a short span as open or closed and counts. It shares no
 * code with lambda/domain/calendar and asks the platform's Intl for the clock on the wall, nothing else. Instants are whole
 * minutes here.
 */

const minute = 60_000;
const dayMinutes = 1440;
const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

interface Wall {
  readonly format: Intl.DateTimeFormat;
  /** By quarter of an hour. */
  readonly offsets: Map<number, number>;
  readonly minutes: Map<number, number>;
}
const walls = new Map<string, Wall>();

function wallOf(zone: string): Wall {
  let wall = walls.get(zone);
  if (wall === undefined) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    wall = { format, offsets: new Map(), minutes: new Map() };
    walls.set(zone, wall);
  }
  return wall;
}

/** What the clock on the wall shows, as minutes since 1970-01-01T00:00 on it. */
function shown({ format, offsets }: Wall, at: number): number {
  // Offsets change on quarters of an hour in the years of the tests.
  const quarter = Math.floor(at / 15);
  let offset = offsets.get(quarter);
  if (offset === undefined) {
    const text = format.format(quarter * 15 * minute).replace(' ', 'T');
    offset = Date.parse(`${text}Z`) / minute - quarter * 15;
    offsets.set(quarter, offset);
  }
  return at + offset;
}

/** The first minute at which the wall shows `time`; if none does, as much later as the clock was put forward. */
function minuteOf(wall: Wall, time: number): number {
  const known = wall.minutes.get(time);
  if (known !== undefined) return known;
  let at = time - 15 * 60;
  while (shown(wall, at) < time) at += 1;
  // 0 unless it was put forward over the time asked for.
  const putForward = shown(wall, at) - shown(wall, at - 1) - 1;
  const found = shown(wall, at) === time ? at : at + putForward + time - shown(wall, at);
  wall.minutes.set(time, found);
  return found;
}

function minutesOfTime(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

function windowsOn(definition: CalendarDefinition, date: string): readonly (readonly string[])[] {
  if (definition.holidays?.includes(date) === true) return [];
  if (definition.recurring?.includes(date.slice(5)) === true) return [];
  const override = definition.overrides?.[date];
  if (override !== undefined) return override;
  const versions = (definition.versions ?? []).filter(({ effective }) => effective <= date);
  versions.sort((a, b) => (a.effective < b.effective ? 1 : -1));
  const inForce = versions[0] ?? definition;
  if (inForce.always === true) return [['00:00', '24:00']];
  return inForce.week?.[names[new Date(`${date}T00:00:00Z`).getUTCDay()]!] ?? [];
}

/** Instants and lengths are minutes. */
export interface NaiveCalendar {
  /** The same with pauses `[from, to)` left out. */
  without(pauses: readonly (readonly [number, number])[]): NaiveCalendar;
  elapsed(from: number, to: number): number;
  /** Undefined when the answer lies outside the span. */
  deadline(start: number, target: number): number | undefined;
  before(start: number, length: number): number | undefined;
}

/** Marks every minute of `[from, to)` as open (1) or closed (0). */
export function markMinutes(definition: CalendarDefinition, from: number, to: number): NaiveCalendar {
  const open = new Uint8Array(to - from);
  const wall = wallOf(definition.zone);
  const firstDay = Math.floor(from / dayMinutes) - 3;
  const lastDay = Math.floor(to / dayMinutes) + 3;
  for (let day = firstDay; day <= lastDay; day += 1) {
    const date = new Date(day * dayMinutes * minute).toISOString().slice(0, 10);
    for (const [opens, closes] of windowsOn(definition, date)) {
      const first = minuteOf(wall, day * dayMinutes + minutesOfTime(opens!));
      const end = minuteOf(wall, day * dayMinutes + minutesOfTime(closes!));
      for (let at = Math.max(first, from); at < Math.min(end, to); at += 1) open[at - from] = 1;
    }
  }
  return naiveOver(open, from);
}

function naiveOver(open: Uint8Array, from: number): NaiveCalendar {
  const to = from + open.length;
  return {
    without(pauses) {
      const left = open.slice();
      for (const [paused, resumed] of pauses) left.fill(0, Math.max(paused - from, 0), Math.max(resumed - from, 0));
      return naiveOver(left, from);
    },
    elapsed(start, end) {
      let sum = 0;
      for (let at = start; at < end; at += 1) sum += open[at - from]!;
      return sum;
    },
    deadline(start, target) {
      let sum = 0;
      for (let at = start; at < to; at += 1) {
        if (target > 0 && sum === target) return at;
        if (target === 0 && open[at - from] === 1) return at;
        sum += open[at - from]!;
      }
      return undefined;
    },
    before(start, length) {
      let sum = 0;
      for (let at = start; at > from; at -= 1) {
        if (sum === length) return at;
        sum += open[at - 1 - from]!;
      }
      return undefined;
    },
  };
}
