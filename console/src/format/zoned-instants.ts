/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant (epoch milliseconds) at which a zone's wall clock shows a date (`2026-11-30`) and a time (`10:00` or `10:00:30`); NaN when
 * either is not one. A time that the zone's clock skips is moved later by the gap; one that it shows twice is the first.
 */
export function instantIn(timeZone: string, date: string, time: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return Number.NaN;
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(wall)) return Number.NaN;
  const dayMilliseconds = 86_400_000;
  const before = aheadOfUtc(wall - dayMilliseconds, timeZone);
  const first = wall - before;
  // Still under the offset of the day before: the first of two, or the only one, or in a gap and so moved later.
  if (aheadOfUtc(first, timeZone) === before) return first;
  const second = wall - aheadOfUtc(wall + dayMilliseconds, timeZone);
  return aheadOfUtc(second, timeZone) === wall - second ? second : first;
}
