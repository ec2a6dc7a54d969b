import { describe, expect, test } from 'vitest';
import { calendarDefinition, type CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import { before, compileCalendar, deadline, elapsed } from '../../../lambda/domain/calendar/calendar.ts';

const minute = 60_000;
const hour = 60 * minute;

const office = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as [string, string][];
const workdays = { mon: office, tue: office, wed: office, thu: office, fri: office };
const everyDay = (...windows: [string, string][]) => ({
  mon: windows,
  tue: windows,
  wed: windows,
  thu: windows,
  fri: windows,
  sat: windows,
  sun: windows,
});

const compile = (definition: CalendarDefinition) => compileCalendar(calendarDefinition.parse(definition));
/** `2026-01-05 09:00` in Tokyo, unless the text has a zone of its own. */
const at = (text: string): number => Date.parse(/[Z+]/.test(text) ? text : `${text.replace(' ', 'T')}+09:00`);
const said = (instant: number): string => new Date(instant + 9 * hour).toISOString().slice(0, 16).replace('T', ' ');
const pausesOf = (texts: readonly (readonly [string, string])[]) =>
  texts.map(([from, to]) => [at(from), at(to)] as const);

/** 2026-01-05 is a Monday. */
const tokyo = compile({
  zone: 'Asia/Tokyo',
  week: workdays,
  holidays: ['2026-01-01', '2026-01-12'],
  recurring: ['12-31', '02-29'],
  overrides: {
    '2026-01-09': [['10:00', '11:00']],
    '2026-01-10': [['09:00', '12:00']],
    '2026-01-12': [['09:00', '12:00']],
    '2026-01-14': [],
  },
});

describe('deadline', () => {
  test.each([
    ['within a window', '2026-01-05 09:00', 90, '2026-01-05 10:30'],
    ['over the break', '2026-01-05 11:00', 90, '2026-01-05 13:30'],
    ['used up exactly at closing: at closing', '2026-01-05 11:00', 60, '2026-01-05 12:00'],
    ['used up exactly at the end of the day', '2026-01-05 09:00', 480, '2026-01-05 18:00'],
    ['a minute more: after the opening', '2026-01-05 09:00', 481, '2026-01-06 09:01'],
    ['from outside hours', '2026-01-05 06:00', 30, '2026-01-05 09:30'],
    ['from the closing', '2026-01-05 18:00', 30, '2026-01-06 09:30'],
    ['nothing, when open: at once', '2026-01-05 10:00', 0, '2026-01-05 10:00'],
    ['nothing, at the opening: at once', '2026-01-05 09:00', 0, '2026-01-05 09:00'],
    ['nothing, in the break: at the next opening', '2026-01-05 12:30', 0, '2026-01-05 13:00'],
    ['nothing, at closing, which is outside: at the next opening', '2026-01-05 18:00', 0, '2026-01-06 09:00'],
    ['an override replaces the windows', '2026-01-09 09:00', 30, '2026-01-09 10:30'],
    ['an override opens a Saturday', '2026-01-09 10:00', 61, '2026-01-10 09:01'],
    ['a holiday beats an override', '2026-01-10 09:00', 181, '2026-01-13 09:01'],
    ['an override without windows closes the day', '2026-01-13 18:00', 1, '2026-01-15 09:01'],
    ['a holiday of every year', '2026-12-30 18:00', 1, '2027-01-01 09:01'],
    ['the same in another year', '2031-12-30 18:00', 1, '2032-01-01 09:01'],
    ['29 February in a leap year', '2028-02-28 18:00', 1, '2028-03-01 09:01'],
    ['and in a year without one 1 March is open', '2027-02-26 18:00', 1, '2027-03-01 09:01'],
  ])('%s', (_case, start, minutes, due) => {
    expect(said(deadline(tokyo, at(start), minutes * minute))).toBe(due);
  });

  test('is exact below a second', () => {
    expect(deadline(tokyo, at('2026-01-05 11:59') + 59_999, 2)).toBe(at('2026-01-05 13:00') + 1);
    expect(deadline(tokyo, at('2026-01-05 11:59') + 59_999, 1)).toBe(at('2026-01-05 12:00'));
  });
});

describe('elapsed', () => {
  test.each([
    ['one window', '2026-01-05 09:00', '2026-01-05 10:30', 90],
    ['the end is not part of it', '2026-01-05 08:00', '2026-01-05 09:00', 0],
    ['over the break', '2026-01-05 11:30', '2026-01-05 13:30', 60],
    ['over night', '2026-01-05 17:00', '2026-01-06 10:00', 120],
    ['a week with a part-day and a Saturday', '2026-01-05 00:00', '2026-01-12 00:00', 4 * 480 + 60 + 180],
    ['a holiday', '2026-01-12 00:00', '2026-01-13 00:00', 0],
    ['nothing', '2026-01-05 10:00', '2026-01-05 10:00', 0],
  ])('%s', (_case, start, end, minutes) => {
    expect(elapsed(tokyo, at(start), at(end)) / minute).toBe(minutes);
  });

  test('a holiday is a date of the zone, not of UTC', () => {
    const holiday = compile({ zone: 'Asia/Tokyo', always: true, holidays: ['2026-01-01'] });
    expect(elapsed(holiday, Date.UTC(2025, 11, 31), Date.UTC(2026, 0, 2))).toBe(24 * hour);
    expect(elapsed(holiday, Date.UTC(2025, 11, 31, 15), Date.UTC(2026, 0, 1, 15))).toBe(0);
  });

  test('24:00 meets the next midnight without a seam', () => {
    const night = compile({ zone: 'Asia/Tokyo', week: everyDay(['22:00', '24:00'], ['00:00', '06:00']) });
    expect(elapsed(night, at('2026-01-05 23:00'), at('2026-01-06 01:00'))).toBe(2 * hour);
    // Midnight is no closing here, so nothing waits for an opening.
    expect(said(deadline(night, at('2026-01-06 00:00'), 0))).toBe('2026-01-06 00:00');
    expect(said(before(night, at('2026-01-06 00:00'), 0))).toBe('2026-01-06 00:00');
  });

  test('seconds of a window count', () => {
    const odd = compile({ zone: 'Asia/Tokyo', week: everyDay(['09:00:01', '09:00:04'], ['23:59:59', '24:00:00']) });
    expect(elapsed(odd, at('2026-01-05 00:00'), at('2026-01-06 00:00'))).toBe(4000);
  });
});

describe('before', () => {
  test.each([
    ['within a window', '2026-01-05 10:30', 60, '2026-01-05 09:30'],
    ['over the break', '2026-01-05 13:30', 60, '2026-01-05 11:30'],
    ['used up exactly at an opening: the opening', '2026-01-05 13:30', 30, '2026-01-05 13:00'],
    ['a minute more: before the closing', '2026-01-05 13:30', 31, '2026-01-05 11:59'],
    ['from outside hours', '2026-01-05 12:30', 30, '2026-01-05 11:30'],
    ['nothing, when open: at once', '2026-01-05 10:00', 0, '2026-01-05 10:00'],
    ['nothing, at the opening, which is open: at once', '2026-01-05 13:00', 0, '2026-01-05 13:00'],
    ['nothing, at closing: at once, for it is the closing', '2026-01-05 12:00', 0, '2026-01-05 12:00'],
    ['nothing, outside hours: the start itself', '2026-01-05 12:30', 0, '2026-01-05 12:30'],
    ['over a holiday and an override', '2026-01-13 09:00', 181, '2026-01-09 10:59'],
  ])('%s', (_case, start, minutes, instant) => {
    expect(said(before(tokyo, at(start), minutes * minute))).toBe(instant);
  });
});

describe('pauses', () => {
  test.each<[string, [string, string][], number, string]>([
    ['within hours: as much later', [['2026-01-05 10:00', '2026-01-05 10:30']], 90, '2026-01-05 11:00'],
    ['outside hours: not a moment', [['2026-01-05 18:00', '2026-01-06 09:00']], 481, '2026-01-06 09:01'],
    ['half outside: by the half inside', [['2026-01-05 11:00', '2026-01-05 13:00']], 180, '2026-01-05 14:00'],
    ['before the start: nothing', [['2026-01-04 00:00', '2026-01-05 09:00']], 60, '2026-01-05 10:00'],
    ['over the start: it starts when they end', [['2026-01-04 00:00', '2026-01-05 10:00']], 60, '2026-01-05 11:00'],
    ['used up as one begins: due then', [['2026-01-05 10:00', '2026-01-05 11:00']], 60, '2026-01-05 10:00'],
    ['after the deadline: nothing', [['2026-01-05 11:00', '2026-01-05 12:00']], 60, '2026-01-05 10:00'],
    ['without length: nothing', [['2026-01-05 09:30', '2026-01-05 09:30']], 60, '2026-01-05 10:00'],
    [
      'that overlap, in any order, count once',
      [
        ['2026-01-05 10:30', '2026-01-05 11:30'],
        ['2026-01-05 10:00', '2026-01-05 11:00'],
        ['2026-01-05 10:15', '2026-01-05 10:20'],
      ],
      90,
      '2026-01-05 12:00',
    ],
    ['and no target: when it is over', [['2026-01-05 08:00', '2026-01-05 10:00']], 0, '2026-01-05 10:00'],
    [
      'from the very start and no target: when it is over',
      [['2026-01-05 09:00', '2026-01-05 10:00']],
      0,
      '2026-01-05 10:00',
    ],
    ['later and no target: at once', [['2026-01-05 09:01', '2026-01-05 10:00']], 0, '2026-01-05 09:00'],
    [
      'over the rest of the day and no target: at the next opening',
      [['2026-01-05 08:00', '2026-01-05 18:00']],
      0,
      '2026-01-06 09:00',
    ],
  ])('%s', (_case, pauses, minutes, due) => {
    expect(said(deadline(tokyo, at('2026-01-05 09:00'), minutes * minute, pausesOf(pauses)))).toBe(due);
  });

  test('that begins with the opening lets no target wait for its end', () => {
    const pauses = pausesOf([['2026-01-05 09:00', '2026-01-05 10:00']]);
    expect(said(deadline(tokyo, at('2026-01-05 08:00'), 0, pauses))).toBe('2026-01-05 10:00');
  });

  test('are left out of the elapsed time once, however they overlap', () => {
    const pauses = pausesOf([
      ['2026-01-05 10:00', '2026-01-05 11:00'],
      ['2026-01-05 10:30', '2026-01-05 14:00'],
      ['2026-01-04 10:00', '2026-01-05 09:10'],
      ['2026-01-05 17:00', '2027-01-01 00:00'],
    ]);
    expect(elapsed(tokyo, at('2026-01-05 09:00'), at('2026-01-06 09:00'), pauses)).toBe((50 + 180) * minute);
  });

  test('that end before they begin are refused', () => {
    const pauses = pausesOf([['2026-01-05 11:00', '2026-01-05 10:00']]);
    expect(() => deadline(tokyo, 0, 1, pauses)).toThrow('pause 1 ends at 2026-01-05T01:00:00.000Z, before it begins');
  });
});

describe('versions', () => {
  const versions: CalendarDefinition['versions'] = [
    { effective: '2026-06-01', week: {} },
    { effective: '2026-04-01', week: { wed: [['10:00', '11:00']], thu: [['10:00', '11:00']] } },
  ];
  const changing = compile({ zone: 'Asia/Tokyo', week: workdays, holidays: ['2026-04-02'], versions });

  test.each([
    ['the last day before it keeps the old windows', '2026-03-31 00:00', '2026-04-01 00:00', 480],
    ['it holds from its date on', '2026-04-01 00:00', '2026-04-02 00:00', 60],
    ['holidays stay', '2026-04-02 00:00', '2026-04-03 00:00', 0],
    ['each counts for its time', '2026-03-30 00:00', '2026-04-09 00:00', 2 * 480 + 2 * 60],
    ['closed for good', '2026-06-01 00:00', '2030-01-01 00:00', 0],
  ])('%s', (_case, start, end, minutes) => {
    expect(elapsed(changing, at(start), at(end)) / minute).toBe(minutes);
  });

  test('a desk that has closed for good has no deadline', () => {
    expect(() => deadline(changing, at('2026-06-01 00:00'), minute)).toThrow(
      '60 seconds of open time after 2026-05-31T15:00:00.000Z lead past the end of 2100',
    );
  });

  test('before the first version nothing is open when there is no other week', () => {
    const later = compile({ zone: 'UTC', versions: [{ effective: '2026-04-01', always: true }] });
    expect(deadline(later, 0, 0)).toBe(Date.UTC(2026, 3, 1));
  });
});

describe('a calendar that is never open is refused', () => {
  const day = (index: number): string => new Date(index * 24 * hour).toISOString().slice(0, 10);
  test.each<[string, CalendarDefinition]>([
    ['without windows', { zone: 'Asia/Tokyo', week: {} }],
    ['with nothing at all', { zone: 'Asia/Tokyo' }],
    ['with empty days', { zone: 'Asia/Tokyo', week: { mon: [] }, always: false }],
    [
      'with a holiday on every day of its only version',
      {
        zone: 'Asia/Tokyo',
        versions: [
          { effective: '2026-04-01', always: true },
          { effective: '2026-04-03', week: {} },
        ],
        holidays: ['2026-04-01', '2026-04-02'],
      },
    ],
    [
      'with holidays on every date there is',
      { zone: 'UTC', always: true, holidays: Array.from({ length: 47_847 }, (_, index) => day(index)) },
    ],
    [
      'with only an hour that the clock skips',
      { zone: 'Europe/Berlin', overrides: { '2026-03-29': [['02:00', '03:00']] } },
    ],
  ])('%s', (_case, definition) => {
    expect(() => compile(definition)).toThrow('the calendar is never open from 1970 to 2100');
  });

  test('one second in 131 years is enough', () => {
    const once = compile({ zone: 'Asia/Tokyo', overrides: { '2100-12-31': [['12:00:00', '12:00:01']] } });
    expect(new Date(deadline(once, 0, 1000)).toISOString()).toBe('2100-12-31T03:00:01.000Z');
    expect(() => deadline(once, 0, 1001)).toThrow('lead past the end of 2100');
    expect(before(once, Date.UTC(2101, 0, 1), 0)).toBe(Date.UTC(2101, 0, 1));
  });
});

describe('the horizon', () => {
  const always = compile({ zone: 'America/New_York', always: true });
  const [first, end] = [0, Date.UTC(2101, 0, 1)];

  test('reaches from the first moment of 1970 to the end of 2100, in UTC', () => {
    expect(elapsed(always, first, end)).toBe(end);
    expect(deadline(always, first, end)).toBe(end);
    expect(before(always, end, end)).toBe(first);
    expect(() => deadline(always, first, end + 1)).toThrow('lead past the end of 2100');
    expect(() => before(always, end, end + 1)).toThrow('lead to before 1970');
    expect(() => deadline(always, first, 1e300)).toThrow('lead past the end of 2100');
  });

  test.each([
    ['a millisecond early', -1, 'the start 1969-12-31T23:59:59.999Z lies outside the years 1970 to 2100'],
    ['a millisecond late', end + 1, 'the start 2101-01-01T00:00:00.001Z lies outside'],
    ['absurd', 1e300, 'the start 1e+300 lies outside'],
    ['half a millisecond', 0.5, 'the start must be a whole number of milliseconds, got 0.5'],
    ['not a number', Number.NaN, 'got NaN'],
  ])('an instant %s is refused', (_case, instant, message) => {
    expect(() => deadline(always, instant, 1)).toThrow(message);
  });

  test('an end before the start, and a length below zero, are refused', () => {
    expect(() => elapsed(always, 2, 1)).toThrow('the end 1970-01-01T00:00:00.001Z comes before the start');
    expect(() => deadline(always, 1, -1)).toThrow('the target must be whole milliseconds, zero or more, got -1');
    expect(() => before(always, 1, 0.5)).toThrow('the length must be whole milliseconds');
  });
});
