import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScheduleExpression } from '../../../sandbox/services/scheduler/schedule-expression.ts';

const at = (text: string): number => Date.parse(text);

/** The first moments after a start. */
function moments(expression: string, zone: string, start: string, count: number): string[] {
  const recurrence = parseScheduleExpression(expression, zone, at(start));
  const found: string[] = [];
  let moment: number | undefined = at(start);
  while (found.length < count && (moment = recurrence.next(moment)) !== undefined)
    found.push(new Date(moment).toISOString());
  return found;
}

describe('a schedule fires at', () => {
  test.each<[string, string, string, string[]]>([
    ['rate(1 minute)', 'UTC', '2026-10-05T12:00:30.500Z', ['2026-10-05T12:01:00.000Z', '2026-10-05T12:02:00.000Z']],
    ['rate(1 minute)', 'UTC', '2026-10-05T12:00:00.000Z', ['2026-10-05T12:01:00.000Z']],
    ['rate(5 minutes)', 'UTC', '2026-10-05T12:01:30Z', ['2026-10-05T12:02:00.000Z', '2026-10-05T12:07:00.000Z']],
    ['rate(1 day)', 'UTC', '2026-10-05T12:01:30Z', ['2026-10-05T12:02:00.000Z', '2026-10-06T12:02:00.000Z']],
    ['at(2026-10-06T09:00:00)', 'Asia/Tokyo', '2026-10-05T12:00:00Z', ['2026-10-06T00:00:00.000Z']],
    ['at(2026-10-01T09:00:00)', 'UTC', '2026-10-05T12:00:00Z', []],
    [
      'cron(0/15 9 * * ? *)',
      'UTC',
      '2026-10-05T09:20:00Z',
      ['2026-10-05T09:30:00.000Z', '2026-10-05T09:45:00.000Z', '2026-10-06T09:00:00.000Z'],
    ],
    [
      'cron(30 2 ? * MON-FRI *)',
      'Asia/Tokyo',
      '2026-10-02T00:00:00Z',
      ['2026-10-04T17:30:00.000Z', '2026-10-05T17:30:00.000Z'],
    ],
    ['cron(0 12 29 FEB ? *)', 'UTC', '2026-10-05T12:00:00Z', ['2028-02-29T12:00:00.000Z']],
    ['cron(0 0 1 JAN ? 2025)', 'UTC', '2026-10-05T12:00:00Z', []],
    ['cron(30 2 8 3 ? 2026)', 'America/New_York', '2026-03-01T00:00:00Z', []],
    ['cron(30 1 1 11 ? 2026)', 'America/New_York', '2026-10-30T00:00:00Z', ['2026-11-01T05:30:00.000Z']],
  ])('%s in %s after %s', (expression, zone, start, expected) => {
    expect(moments(expression, zone, start, Math.max(1, expected.length))).toEqual(expected);
  });
});

describe('a schedule is refused', () => {
  test.each([
    ['rate(0 minutes)', 'UTC'],
    ['rate(1 week)', 'UTC'],
    ['cron(0 12 * * *)', 'UTC'],
    ['cron(0 12 * * * *)', 'UTC'],
    ['cron(0 12 L * ? *)', 'UTC'],
    ['cron(60 12 * * ? *)', 'UTC'],
    ['at(tomorrow)', 'UTC'],
    ['every minute', 'UTC'],
    ['rate(1 minute)', 'Mars/Olympus'],
  ])('%s in %s', (expression, zone) => {
    expect(() => parseScheduleExpression(expression, zone, 0)).toThrow(/Invalid Schedule/);
  });
});

test('the next moment is always later, and on a whole minute', () => {
  const expression = fc.constantFrom(
    'rate(1 minute)',
    'rate(7 minutes)',
    'rate(3 hours)',
    'cron(*/10 * * * ? *)',
    'cron(5 4 ? * SUN *)',
  );
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(expression, moment, fc.constantFrom('UTC', 'Asia/Tokyo', 'Europe/Berlin'), (text, after, zone) => {
      const next = parseScheduleExpression(text, zone, after).next(after)!;
      expect(next).toBeGreaterThan(after);
      expect(next % 60_000).toBe(0);
    }),
  );
});
