import { describe, expect, test } from 'vitest';
import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import { before, compileCalendar, deadline, elapsed } from '../../../lambda/domain/calendar/calendar.ts';
import type { Zone } from '../../../lambda/domain/calendar/zone.ts';

/*
 * The time line is cut into parts at midnights four weeks apart. Real zones rarely change their clock just there; these
 * zones of our own do, before, at and over the seam.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Midnight of Monday, 2026-01-12, at which a part begins. */
const seam = Date.UTC(2026, 0, 12);

/** A zone that changes its offset once. */
function changing(at: number, from: number, to: number): Zone {
  return {
    name: 'Test/Seam',
    offsetAt: (instant) => (instant < at ? from : to),
    toInstant: (local) => (local - from < at || local - to < at ? local - from : local - to),
    changesWithin: (after, until) => at > after && at <= until,
  };
}

const sunday = (...windows: [string, string][]): CalendarDefinition => ({ zone: 'Test/Seam', week: { sun: windows } });
const always: CalendarDefinition = { zone: 'Test/Seam', always: true };

const changes: [string, Zone][] = [
  ['forward over midnight', changing(seam - 30 * minute, 0, hour)],
  ['forward up to midnight', changing(seam - hour, 0, hour)],
  ['forward from midnight', changing(seam, 0, hour)],
  ['forward over the whole Sunday', changing(seam - day, 0, day)],
  ['back over midnight', changing(seam - 30 * minute, hour, 0)],
  ['back to midnight', changing(seam, hour, 0)],
  ['back from midnight', changing(seam - hour, hour, 0)],
];

describe.each(changes)('a clock put %s', (_how, zone) => {
  test('round the clock, no minute is lost or comes twice', () => {
    const calendar = compileCalendar(always, zone);
    for (let at = seam - 2 * day; at < seam + 2 * day; at += 10 * minute) {
      expect(elapsed(calendar, at, at + 10 * minute)).toBe(10 * minute);
      expect(deadline(calendar, at, 10 * minute)).toBe(at + 10 * minute);
      expect(before(calendar, at, 10 * minute)).toBe(at - 10 * minute);
    }
  });

  test('windows before the seam keep the edges that the rule gives them', () => {
    const calendar = compileCalendar(sunday(['20:00', '23:40']), zone);
    const [opens, closes] = [zone.toInstant(seam - 4 * hour), zone.toInstant(seam - 20 * minute)];
    expect(elapsed(calendar, seam - 3 * day, seam + 3 * day)).toBe(closes - opens);
    expect(deadline(calendar, seam - 3 * day, closes - opens)).toBe(closes);
    expect(before(calendar, seam + 3 * day, closes - opens)).toBe(opens);
    expect(before(calendar, seam + 3 * day, 0)).toBe(seam + 3 * day);
  });
});

test('a closing that a gap moves over the seam is found behind it', () => {
  const calendar = compileCalendar(sunday(['22:00', '23:30']), changing(seam - hour, 0, hour));
  // The clock jumps from 23:00 to 24:00, so 23:30 is half past midnight, on Monday.
  expect(deadline(calendar, seam - 3 * day, 90 * minute)).toBe(seam - 30 * minute);
});
