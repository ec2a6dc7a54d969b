import { expect, test } from 'vitest';
import { instantIn } from '../../console/src/format/zoned-instants.ts';

const at = (zone: string, date: string, time: string): string => new Date(instantIn(zone, date, time)).toISOString();

test.each([
  ['Asia/Tokyo', '2026-11-30', '10:00', '2026-11-30T01:00:00.000Z'],
  ['Asia/Tokyo', '2026-12-01', '00:00:30', '2026-11-30T15:00:30.000Z'],
  ['UTC', '2026-02-28', '23:59', '2026-02-28T23:59:00.000Z'],
  ['Asia/Kathmandu', '2026-06-01', '09:00', '2026-06-01T03:15:00.000Z'],
  // 29 March 2026, 02:30 does not exist in Berlin: an hour later by the clock.
  ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
  // 25 October 2026, 02:30 comes twice there: the first.
  ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
])('%s, %s %s is %s', (zone, date, time, instant) => {
  expect(at(zone, date, time)).toBe(instant);
});

test.each([
  ['', '10:00'],
  ['2026-13-01', '10:00'],
  ['2026-11-30', ''],
  ['2026-11-30', '25:00'],
  ['tomorrow', 'noon'],
])('%s %s is no moment', (date, time) => {
  expect(instantIn('Asia/Tokyo', date, time)).toBeNaN();
});
