import { describe, expect, test } from 'vitest';
import { calendarDefinition } from '../../lambda/contract/calendar.ts';
import {
  connectHoursDefinition,
  effectiveSpans,
  type ConnectHours,
  type ConnectSlot,
} from '../../lambda/domain/connect-hours.ts';

const slot = (text: string): ConnectSlot => {
  const [start, end] = text.split('-').map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return { hours: hours!, minutes: minutes! };
  });
  return { start: start!, end: end! };
};
const week = (days: Readonly<Record<string, readonly string[]>>): ConnectHours => ({
  timeZone: 'Asia/Tokyo',
  week: Object.entries(days).flatMap(([day, slots]) => slots.map((text) => ({ day, ...slot(text) }))),
});
const day = (date: string, ...slots: string[]) => ({ date, slots: slots.map(slot) });
const definition = (hours: ConnectHours, from = '2026-11-23', days: ReturnType<typeof day>[] = []) => {
  const made = connectHoursDefinition(hours, from, days);
  expect(calendarDefinition.parse(made)).toEqual(made);
  return made;
};

const office = week({ MONDAY: ['9:00-12:00', '13:00-18:00'], TUESDAY: ['9:00-18:00'] });

describe('the week', () => {
  test('has the slots of each day in order, and no day that is closed', () => {
    expect(definition(week({ TUESDAY: ['13:00-18:00', '9:00-12:00'], SUNDAY: ['0:30-1:00'] }))).toEqual({
      zone: 'Asia/Tokyo',
      week: {
        tue: [
          ['09:00', '12:00'],
          ['13:00', '18:00'],
        ],
        sun: [['00:30', '01:00']],
      },
    });
  });

  test.each<[string, Record<string, string[]>, object]>([
    ['until midnight', { MONDAY: ['18:00-0:00'] }, { mon: [['18:00', '24:00']] }],
    ['round the clock', { MONDAY: ['0:00-0:00'] }, { mon: [['00:00', '24:00']] }],
    ['over midnight', { SUNDAY: ['22:00-6:00'] }, { mon: [['00:00', '06:00']], sun: [['22:00', '24:00']] }],
    [
      'for a day from nine to nine',
      { MONDAY: ['9:00-9:00'] },
      { mon: [['09:00', '24:00']], tue: [['00:00', '09:00']] },
    ],
    ['twice at once', { MONDAY: ['9:00-12:00', '11:00-13:00', '13:00-14:00'] }, { mon: [['09:00', '14:00']] }],
  ])('open %s', (_what, days, expected) => {
    expect(definition(week(days)).week).toEqual(expected);
  });

  test('that is never open is a calendar too; compileCalendar refuses it', () => {
    expect(definition(week({}))).toEqual({ zone: 'Asia/Tokyo', week: {} });
  });
});

describe('a date', () => {
  const monday = day('2026-11-23', '9:00-12:00', '13:00-18:00');
  test.each<[string, ReturnType<typeof day>[], Record<string, unknown> | undefined]>([
    ['as the week says is none', [monday, day('2026-11-24', '9:00-18:00')], undefined],
    ['that is closed is an empty override', [day('2026-11-23')], { '2026-11-23': [] }],
    ['with other hours has those', [day('2026-11-23', '10:00-15:00')], { '2026-11-23': [['10:00', '15:00']] }],
    ['that is closed as ever is none', [monday, day('2026-11-25')].toReversed(), { '2026-11-24': [] }],
    [
      'that is open for once has its hours',
      [monday, day('2026-11-24', '9:00-18:00'), day('2026-11-28', '9:00-12:00')],
      {
        '2026-11-28': [['09:00', '12:00']],
      },
    ],
    [
      'between others that is not told is closed',
      [monday, day('2026-11-30', '9:00-12:00', '13:00-18:00')],
      {
        '2026-11-24': [],
      },
    ],
    ['of which nothing was told follows the week', [], undefined],
    [
      'with a night carries it into the next',
      [day('2026-11-23', '22:00-3:00'), day('2026-11-24', '9:00-18:00')],
      {
        '2026-11-23': [['22:00', '24:00']],
        '2026-11-24': [
          ['00:00', '03:00'],
          ['09:00', '18:00'],
        ],
      },
    ],
  ])('%s', (_what, days, overrides) => {
    expect(definition(office, '2026-11-23', days).overrides).toEqual(overrides);
  });

  test('that is the first one asked keeps the night of the week before it', () => {
    const night = week({ SUNDAY: ['22:00-6:00'] });
    expect(definition(night, '2026-11-23', [day('2026-11-23')]).overrides).toBeUndefined();
  });
});

test('a year is asked without gaps, and the year after a leap day too', () => {
  for (const today of ['2026-11-23', '2028-02-29']) {
    const spans = effectiveSpans(today);
    expect(spans[0]?.from).toBe(today);
    for (const [index, { from }] of spans.entries()) {
      const before = spans[index - 1];
      if (before !== undefined) expect(Date.parse(from) - Date.parse(before.to)).toBe(86_400_000);
    }
    const length = (Date.parse(spans.at(-1)!.to) - Date.parse(today)) / 86_400_000;
    expect(length).toBeGreaterThanOrEqual(363);
  }
});
