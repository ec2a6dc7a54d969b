import { describe, expect, test } from 'vitest';
import { isOpenAt } from '../../../sandbox/services/connect/hours-of-operation.ts';
import type { Hours } from '../../../sandbox/services/connect/store.ts';

const hours = (timeZone: string, ...windows: [Hours['windows'][number]['day'], number, number][]): Hours => ({
  id: 'h',
  arn: 'arn',
  name: 'h',
  timeZone,
  windows: windows.map(([day, startMinute, endMinute]) => ({ day, startMinute, endMinute })),
  overrides: [],
});
const office = hours('Asia/Tokyo', ['MONDAY', 9 * 60, 18 * 60]);
const night = hours('Asia/Tokyo', ['FRIDAY', 22 * 60, 6 * 60], ['SATURDAY', 22 * 60, 24 * 60]);
const newYork = hours('America/New_York', ['SUNDAY', 60, 210], ['MONDAY', 540, 1020]);
const always = hours('UTC', ['MONDAY', 0, 0]);

describe('hours of operation', () => {
  test.each([
    ['a minute before opening', office, '2026-10-05T08:59:59+09:00', false],
    ['the moment of opening', office, '2026-10-05T09:00:00+09:00', true],
    ['the last second', office, '2026-10-05T17:59:59.999+09:00', true],
    ['the moment of closing', office, '2026-10-05T18:00:00+09:00', false],
    ['another day', office, '2026-10-06T10:00:00+09:00', false],
    ['UTC is still Sunday', office, '2026-10-05T00:00:00Z', true],
    ['before midnight', night, '2026-10-09T23:59:00+09:00', true],
    ['midnight itself', night, '2026-10-10T00:00:00+09:00', true],
    ['after midnight', night, '2026-10-10T05:59:00+09:00', true],
    ['the end after midnight', night, '2026-10-10T06:00:00+09:00', false],
    ['not the morning of the same day', night, '2026-10-09T05:00:00+09:00', false],
    ['an end at 24:00', night, '2026-10-10T23:59:00+09:00', true],
    ['nothing runs over from an end at 24:00', night, '2026-10-11T00:00:00+09:00', false],
    ['a whole day', always, '2026-10-05T23:59:59Z', true],
    // 2026-03-08: clocks go from 02:00 to 03:00. 2026-11-01: from 02:00 back to 01:00.
    ['spring: 01:59 EST', newYork, '2026-03-08T06:59:00Z', true],
    ['spring: 03:29 EDT, half an hour of real time later', newYork, '2026-03-08T07:29:00Z', true],
    ['spring: 03:30 EDT', newYork, '2026-03-08T07:30:00Z', false],
    ['autumn: the first 01:30', newYork, '2026-11-01T05:30:00Z', true],
    ['autumn: the second 01:30', newYork, '2026-11-01T06:30:00Z', true],
    ['winter opening at 09:00 EST', newYork, '2026-01-05T14:00:00Z', true],
    ['summer opening at 09:00 EDT', newYork, '2026-07-06T13:00:00Z', true],
    ['08:59 EDT in summer', newYork, '2026-07-06T12:59:00Z', false],
  ])('%s', (_why, given, instant, expected) => {
    expect(isOpenAt(given, Date.parse(instant))).toBe(expected);
  });
});
