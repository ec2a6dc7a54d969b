import { describe, expect, test } from 'vitest';
import { holidayCodesNear, holidayDates, isHolidayCode } from '../../../../lib/policy/calendars/holiday-dates.ts';

const of = (code: string, year: string): string[] =>
  holidayDates(code, 2026).filter((date) => date.startsWith(`${year}-`));

test('jp is the national holidays of Japan, with substitute days and the day between two holidays, and no others', () => {
  // Source: the cabinet office's list of national holidays, https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html
  expect(of('jp', '2026')).toEqual([
    '2026-01-01',
    '2026-01-12',
    '2026-02-11',
    '2026-02-23',
    '2026-03-20',
    '2026-04-29',
    '2026-05-03',
    '2026-05-04',
    '2026-05-05',
    '2026-05-06',
    '2026-07-20',
    '2026-08-11',
    '2026-09-21',
    '2026-09-22',
    '2026-09-23',
    '2026-10-12',
    '2026-11-03',
    '2026-11-23',
  ]);
  expect(of('jp', '2025')).toEqual(expect.arrayContaining(['2025-02-24', '2025-05-06', '2025-11-24']));
});

test('they reach from the year before the given one to five years after it, and are the same at every asking', () => {
  const dates = holidayDates('jp', 2026);
  expect(new Set(dates.map((date) => date.slice(0, 4)))).toEqual(
    new Set(['2025', '2026', '2027', '2028', '2029', '2030', '2031']),
  );
  expect([...dates].sort()).toEqual(dates);
  expect(new Set(dates).size).toBe(dates.length);
  expect(holidayDates('JP', 2026)).toBe(dates);
});

test('a holiday of several days is each of them; half a day is none', () => {
  expect(of('sa', '2026')).toEqual(expect.arrayContaining(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']));
  expect(of('de', '2026')).not.toContain('2026-12-24');
});

test('a region has its own', () => {
  expect(of('de', '2026')).not.toContain('2026-01-06');
  expect(of('de-by', '2026')).toContain('2026-01-06');
  expect(of('us-ca', '2026')).toContain('2026-03-31');
});

describe('codes', () => {
  test.each(['jp', 'JP', 'us-ca', 'de-by', 'de-by-a'])('%s is known', (code) => {
    expect(isHolidayCode(code)).toBe(true);
  });
  test.each(['xx', '', 'japan', 'jp-99', 'us-zz', 'de-by-zz', 'de-by-a-1', '__proto__', 'constructor'])(
    '%s is not',
    (code) => {
      expect(isHolidayCode(code)).toBe(false);
      expect(() => holidayDates(code, 2026)).toThrow(RangeError);
    },
  );
  test('near a region are the regions of its country', () => {
    expect(holidayCodesNear('us-cb')).toContain('us-ca');
    expect(holidayCodesNear('us-cb')).not.toContain('jp');
    expect(holidayCodesNear('jq')).toContain('jp');
  });
});
