import { fallsOn, type HoursOverride } from './hours-override.ts';
import { weekdays, type Hours, type Weekday } from './store.ts';

const dayMinutes = 24 * 60;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Minutes after midnight, `[start, end)`; an end beyond 1440 runs into the next day. */
type Window = readonly [start: number, end: number];

/**
 * Whether hours of operation are open at an instant: judged by what a clock on the wall of their zone shows, so that
 * summer time moves the opening with the wall clock. The end of a window is not in it.
 */
export function isOpenAt(hours: Hours, instant: number): boolean {
  const { date, minute } = wallClock(hours.timeZone, instant);
  const covers = (windows: readonly Window[], at: number): boolean =>
    windows.some(([start, end]) => at >= start && at < end);
  return covers(windowsOn(hours, date), minute) || covers(windowsOn(hours, dayBefore(date)), minute + dayMinutes);
}

/**
 * The windows that begin on a local date. Weekly hours; OPEN overrides add to them, CLOSED ones take from them, and a
 * STANDARD one stands in place of all of it: closed, if it has no window for that weekday. Of several STANDARD ones the
 * one that was made last counts.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/hours-of-operation-overrides.html
 */
export function windowsOn({ windows, overrides }: Hours, date: string): readonly Window[] {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
  const that = overrides.filter((override) => fallsOn(override, date, weekday));
  const ofType = (type: HoursOverride['type']): readonly Window[] =>
    that.filter((override) => override.type === type).flatMap((override) => windowsFor(override.windows, weekday));
  const standard = that.findLast(({ type }) => type === 'STANDARD');
  if (standard) return windowsFor(standard.windows, weekday);
  const open = [...windowsFor(windows, weekday), ...ofType('OPEN')];
  return ofType('CLOSED').reduce<readonly Window[]>(
    (left, [from, to]) =>
      left
        .flatMap(([start, end]): Window[] => [
          [start, Math.min(end, from)],
          [Math.max(start, to), end],
        ])
        .filter(([start, end]) => start < end),
    open,
  );
}

const windowsFor = (
  windows: readonly { readonly day: Weekday | undefined; readonly startMinute: number; readonly endMinute: number }[],
  weekday: Weekday,
): readonly Window[] =>
  windows
    .filter(({ day }) => day === undefined || day === weekday)
    .map(({ startMinute, endMinute }) => [startMinute, endMinute > startMinute ? endMinute : endMinute + dayMinutes]);

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - dayMinutes * 60_000).toISOString().slice(0, 10);

/** Local date and minute of the day. */
function wallClock(timeZone: string, instant: number): { date: string; minute: number } {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name)!;
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
