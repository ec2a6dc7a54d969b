import { describe, expect, test } from 'vitest';
import { calendarDefinition } from '../../../../lambda/contract/calendar.ts';
import { lockFile } from '../../../../lambda/contract/lock-file.ts';
import { compileCalendarOf } from '../../../../lib/policy/calendars/compile-calendar.ts';
import { daysOf } from '../../../../lib/policy/calendars/week-days.ts';
import { exampleLock } from '../policy-folder.ts';

const lock = lockFile.parse({
  ...JSON.parse(exampleLock),
  hoursOfOperation: {
    counter: {
      id: 'h-1',
      arn: 'arn:h-1',
      definition: { zone: 'Asia/Tokyo', week: { mon: [['09:00', '18:00']] }, overrides: { '2026-12-29': [] } },
    },
  },
});
const compiled = (calendar: Parameters<typeof compileCalendarOf>[0]) => compileCalendarOf(calendar, lock, 2026);

test.each([
  ['mon', ['mon']],
  ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
  ['sat-mon', ['sat', 'sun', 'mon']],
  ['tue-tue', ['tue']],
  ['tue-mon', ['tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'mon']],
])('%s is %j', (range, days) => {
  expect(daysOf(range)).toEqual(days);
});

describe('a calendar of the file', () => {
  test('has each day and window by itself, and every other part as it is', () => {
    const { definition } = compiled({
      zone: 'Asia/Tokyo',
      week: { 'mon-tue': ['09:00-12:00', '13:00-24:00'], sat: [] },
      holidays: ['2026-08-13'],
      recurring: ['12-31'],
      overrides: { '2026-12-30': ['09:00-12:00'] },
      versions: [
        { effective: '2027-04-01', week: { mon: ['10:00-16:00'] } },
        { effective: '2028-04-01', always: true },
      ],
    });
    const day = [
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ];
    expect(definition).toEqual({
      zone: 'Asia/Tokyo',
      week: { mon: day, tue: day, sat: [] },
      holidays: ['2026-08-13'],
      recurring: ['12-31'],
      overrides: { '2026-12-30': [['09:00', '12:00']] },
      versions: [
        { effective: '2027-04-01', week: { mon: [['10:00', '16:00']] } },
        { effective: '2028-04-01', always: true },
      ],
    });
    expect(calendarDefinition.parse(definition)).toEqual(definition);
  });

  test('mixes holidays of countries with dates, each once and in order', () => {
    const { definition } = compiled({ zone: 'UTC', always: true, holidays: ['2026-08-13', 'jp', 'us', '2026-01-01'] });
    const { holidays = [] } = definition;
    expect(holidays).toEqual([...new Set(holidays)].sort());
    expect(holidays).toEqual(expect.arrayContaining(['2026-01-01', '2026-08-13', '2026-09-22', '2026-07-03']));
  });

  test('without holidays has none', () => {
    expect(compiled({ zone: 'UTC', always: true })).toEqual({ definition: { zone: 'UTC', always: true } });
  });
});

describe('hours of operation', () => {
  test('are those of the lock file, with the id by which they are read again', () => {
    expect(compiled({ hoursOfOperation: 'counter' })).toEqual({
      definition: lock.hoursOfOperation?.['counter']?.definition,
      hoursOfOperationId: 'h-1',
    });
  });

  test('are closed on the holidays of the file, and keep their own exceptions', () => {
    const { definition } = compiled({ hoursOfOperation: 'counter', holidays: 'jp' });
    expect(definition.overrides).toEqual({ '2026-12-29': [] });
    expect(definition.holidays).toContain('2026-01-01');
  });

  test('that are not in the lock file are a fault of the caller', () => {
    expect(() => compiled({ hoursOfOperation: 'constructor' })).toThrow('not in the lock file');
  });
});
