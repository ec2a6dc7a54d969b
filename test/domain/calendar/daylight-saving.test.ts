import { describe, expect, test } from 'vitest';
import { calendarDefinition, type CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import { compileCalendar, deadline, elapsed } from '../../../lambda/domain/calendar/calendar.ts';

const hour = 3_600_000;

const daily = (...windows: [string, string][]): CalendarDefinition['week'] =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, windows]));
const compile = (definition: CalendarDefinition) => compileCalendar(calendarDefinition.parse(definition));

/** Open hours from one midnight UTC to another. */
function openHours(definition: CalendarDefinition, from: string, to: string): number {
  return elapsed(compile(definition), Date.parse(from), Date.parse(to)) / hour;
}

describe('a day has its real length', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00Z', '2026-03-09T04:00Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00Z', '2026-04-05T13:30Z', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30Z', '2026-10-04T13:00Z', 23.5],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z', '2018-11-05T02:00Z', 23],
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00Z', '2018-02-18T03:00Z', 25],
    ['Africa/Casablanca', '2026-02-15', '2026-02-14T23:00Z', '2026-02-16T00:00Z', 25],
    ['Africa/Casablanca', '2026-03-22', '2026-03-22T00:00Z', '2026-03-22T23:00Z', 23],
    ['Asia/Kathmandu', '1986-01-01', '1985-12-31T18:30Z', '1986-01-01T18:15Z', 23.75],
    ['Asia/Kathmandu', '2026-06-01', '2026-05-31T18:15Z', '2026-06-01T18:15Z', 24],
  ])('%s on %s', (zone, date, from, to, hours) => {
    const onlyThen = { zone, overrides: { [date]: [['00:00', '24:00']] } } as CalendarDefinition;
    expect(openHours(onlyThen, '1985-01-01', '2030-01-01')).toBe(hours);
    expect(openHours(onlyThen, from, to)).toBe(hours);
  });
});

describe('edges', () => {
  test.each<[string, string, string, [string, string][], number]>([
    ['in the gap both move: 03:15 to 03:45', 'Europe/Berlin', '2026-03-29', [['02:15', '02:45']], 0.5],
    ['a window that is all gap has no time', 'Europe/Berlin', '2026-03-29', [['02:00', '03:00']], 0],
    ['an opening in the gap moves behind its closing', 'Europe/Berlin', '2026-03-29', [['02:30', '03:15']], 0],
    ['an opening in the gap moves', 'Europe/Berlin', '2026-03-29', [['02:30', '04:00']], 0.5],
    ['a closing in the gap moves: 01:00 to 03:30', 'Europe/Berlin', '2026-03-29', [['01:00', '02:30']], 1.5],
    [
      'what moved over another window counts once',
      'Europe/Berlin',
      '2026-03-29',
      [
        ['02:15', '02:45'],
        ['03:00', '04:00'],
      ],
      1,
    ],
    ['that come twice are the first: the second hour is open', 'Europe/Berlin', '2026-10-25', [['02:00', '03:00']], 2],
    ['up to the first 02:30', 'Europe/Berlin', '2026-10-25', [['02:00', '02:30']], 0.5],
    ['from the first 02:30', 'Europe/Berlin', '2026-10-25', [['02:30', '03:00']], 1.5],
    ['a midnight that does not exist', 'America/Sao_Paulo', '2018-11-04', [['00:00', '02:00']], 1],
    ['a half hour gap: 02:00 to 02:30', 'Australia/Lord_Howe', '2026-10-04', [['02:00', '02:30']], 0],
    ['a half hour twice', 'Australia/Lord_Howe', '2026-04-05', [['01:30', '02:00']], 1],
  ])('%s', (_case, zone, date, windows, hours) => {
    const definition = {
      zone,
      overrides: { [date]: windows, '2029-01-01': [['00:00', '01:00']] },
    } as CalendarDefinition;
    expect(openHours(definition, '2018-01-01', '2028-12-01')).toBe(hours);
  });

  test('24:00 before a midnight that does not exist closes when the clock jumps', () => {
    const evenings = compile({ zone: 'America/Sao_Paulo', overrides: { '2018-11-03': [['23:00', '24:00']] } });
    expect(deadline(evenings, 0, hour)).toBe(Date.parse('2018-11-04T03:00Z'));
  });
});

describe('a deadline over a change of the clock', () => {
  const office = daily(['09:00', '17:00']);
  test.each([
    ['Europe/Berlin', '2026-03-27T16:00:00+01:00', 2, '2026-03-28T10:00:00+01:00'],
    ['Europe/Berlin', '2026-03-28T16:00:00+01:00', 2, '2026-03-29T10:00:00+02:00'],
    ['America/New_York', '2026-10-31T16:00:00-04:00', 2, '2026-11-01T10:00:00-05:00'],
    ['Australia/Lord_Howe', '2026-10-03T16:00:00+10:30', 2, '2026-10-04T10:00:00+11:00'],
    ['Pacific/Apia', '2011-12-29T16:00:00-10:00', 2, '2011-12-31T10:00:00+14:00'],
  ])('%s from %s', (zone, start, hours, due) => {
    expect(deadline(compile({ zone, week: office }), Date.parse(start), hours * hour)).toBe(Date.parse(due));
  });

  test('round the clock it is the time itself', () => {
    const always = compile({ zone: 'Europe/Berlin', always: true });
    const start = Date.parse('2026-03-28T12:00Z');
    expect(deadline(always, start, 400 * 24 * hour)).toBe(start + 400 * 24 * hour);
  });
});

describe('Samoa, where 30 December 2011 did not take place', () => {
  const [before, after] = ['2011-12-29', '2012-01-02'];

  test('round the clock no time is missing, and none comes twice', () => {
    expect(openHours({ zone: 'Pacific/Apia', always: true }, before, after)).toBe(4 * 24);
  });

  test('like every edge that does not exist, those of the day move later by the gap, into the day after', () => {
    // The contract makes no exception for a gap of a day. Windows of the day after count once with those moved there.
    const fridays = { zone: 'Pacific/Apia', week: { fri: [['09:00', '17:00']] } } as CalendarDefinition;
    expect(openHours(fridays, before, after)).toBe(8);
    expect(deadline(compile(fridays), Date.parse(before), 0)).toBe(Date.parse('2011-12-31T09:00:00+14:00'));
    expect(
      openHours({ zone: 'Pacific/Apia', week: daily(['09:00', '17:00']) }, '2011-12-30T10:00Z', '2012-01-01T10:00Z'),
    ).toBe(16);
  });

  test('a holiday on it closes it', () => {
    const fridays = { zone: 'Pacific/Apia', week: { fri: [['09:00', '17:00']] }, holidays: ['2011-12-30'] };
    expect(openHours(fridays as CalendarDefinition, before, after)).toBe(0);
  });
});
