import { describe, expect, test } from 'vitest';
import { calendarDefinition, type CalendarDefinition } from '../../lambda/contract/calendar.ts';
import { compileCalendar, elapsed } from '../../lambda/domain/calendar/calendar.ts';
import { isSameHours, localDate, mergeHours } from '../../lambda/domain/merge-hours.ts';

const zone = 'Asia/Tokyo';
const office = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']] } satisfies CalendarDefinition['week'];
const short = { mon: [['10:00', '16:00']] } satisfies CalendarDefinition['week'];
/** Wednesday 2026-05-06, 00:30 in Tokyo. */
const now = '2026-05-05T15:30:00.000Z';
const today = '2026-05-06';
const readAt = '2026-05-05T14:30:00.000Z';

type Parts = Omit<CalendarDefinition, 'zone'>;
const merged = (known: Parts, told: Parts, lastRead = readAt): CalendarDefinition => {
  const made = mergeHours({ definition: { zone, ...known }, readAt: lastRead }, { zone, ...told }, now);
  // The ledger's form, in which members that are undefined do not exist.
  return calendarDefinition.parse(JSON.parse(JSON.stringify(made)));
};

test('what was never known is taken as it is told', () => {
  const told = { zone, week: office, overrides: { '2026-05-07': [] } };
  expect(mergeHours(undefined, told, now)).toEqual(told);
});

describe('weekly hours', () => {
  test.each<[string, Parts, Parts, Parts]>([
    ['that are the same change nothing', { week: office }, { week: office }, { week: office }],
    [
      'that differ in order only change nothing',
      {
        week: {
          mon: [
            ['09:00', '12:00'],
            ['13:00', '18:00'],
          ],
          wed: [],
        },
      },
      {
        week: {
          mon: [
            ['13:00', '18:00'],
            ['09:00', '12:00'],
          ],
        },
      },
      {
        week: {
          mon: [
            ['09:00', '12:00'],
            ['13:00', '18:00'],
          ],
          wed: [],
        },
      },
    ],
    [
      'that are others hold from the local date on',
      { week: office },
      { week: short },
      { week: office, versions: [{ effective: today, week: short }] },
    ],
    [
      'are compared with the last version',
      { week: office, versions: [{ effective: '2026-04-01', week: short }] },
      { week: short },
      { week: office, versions: [{ effective: '2026-04-01', week: short }] },
    ],
    [
      'add a version to those there are',
      { week: office, versions: [{ effective: '2026-04-01', week: short }] },
      { week: office },
      {
        week: office,
        versions: [
          { effective: '2026-04-01', week: short },
          { effective: today, week: office },
        ],
      },
    ],
    [
      'that change twice on one day leave one version',
      { week: office, versions: [{ effective: today, week: short }] },
      { week: { sun: [['10:00', '12:00']] } },
      { week: office, versions: [{ effective: today, week: { sun: [['10:00', '12:00']] } }] },
    ],
    [
      'that change back on the same day leave none',
      { week: office, versions: [{ effective: today, week: short }] },
      { week: office },
      { week: office },
    ],
    ['that end close it', { always: true }, { week: {} }, { always: true, versions: [{ effective: today, week: {} }] }],
    ['round the clock', { week: {} }, { always: true }, { week: {}, versions: [{ effective: today, always: true }] }],
  ])('%s', (_what, known, told, expected) => {
    expect(merged(known, told)).toEqual({ zone, ...expected });
  });
});

describe('overrides', () => {
  const half: [string, string][] = [['09:00', '12:00']];
  test.each<[string, Parts['overrides'], Parts['overrides'], Parts['overrides'], string?]>([
    ['of days that have passed stay', { '2026-05-05': [] }, {}, { '2026-05-05': [] }],
    ['of days that have passed stay as they were', { '2026-05-05': [] }, { '2026-05-05': half }, { '2026-05-05': [] }],
    ['of today are what is told', { [today]: [] }, { [today]: half }, { [today]: half }],
    ['of today that are gone are gone', { [today]: [] }, undefined, undefined],
    ['to come are what is told', { '2026-05-08': [] }, { '2026-05-09': [] }, { '2026-05-09': [] }],
    ['of a day before the last reading come too late', {}, { '2026-05-04': [] }, undefined],
    [
      'of a day that nobody has read since are taken',
      { '2026-05-03': [] },
      { '2026-05-04': [], '2026-05-03': half },
      { '2026-05-03': [], '2026-05-04': [] },
      '2026-05-03T01:00:00.000Z',
    ],
  ])('%s', (_what, known, told, expected, lastRead) => {
    const made = merged({ week: office, overrides: known }, { week: office, overrides: told }, lastRead);
    expect(made).toEqual(calendarDefinition.parse({ zone, week: office, ...(expected && { overrides: expected }) }));
  });
});

test('open time before the local date of a reading stays what it was, whatever is told', () => {
  const instants = ['2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z', '2026-05-05T15:00:00Z'].map(Date.parse);
  let definition: CalendarDefinition = { zone, week: office, overrides: { '2026-05-04': [] } };
  const openBefore = (): number[] => {
    const calendar = compileCalendar(definition);
    return instants.slice(1).map((end) => elapsed(calendar, instants[0]!, end));
  };
  const before = openBefore();
  for (const told of [{ week: short }, { week: office, overrides: { '2026-05-04': [] } }, { always: true }]) {
    definition = mergeHours({ definition, readAt }, { zone, ...told }, now);
    expect(openBefore()).toEqual(before);
  }
});

test.each([
  ['Asia/Tokyo', '2026-05-06'],
  ['UTC', '2026-05-05'],
  ['America/New_York', '2026-05-05'],
])('the date in %s is %s', (name, date) => {
  expect(localDate(name, now)).toBe(date);
});

test.each([
  [
    'the order of windows',
    {
      week: {
        mon: [
          ['13:00', '18:00'],
          ['09:00', '12:00'],
        ],
      },
    },
    true,
  ],
  ['other windows', { week: { mon: [['09:00', '12:00']] } }, false],
  ['an override', { overrides: { '2026-05-04': [] } }, false],
  ['a version', { versions: [{ effective: '2026-05-04', week: {} }] }, false],
] as [string, Parts, boolean][])('two definitions that differ by %s', (_what, change, isSame) => {
  const definition = {
    zone,
    week: {
      mon: [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
    },
  } satisfies CalendarDefinition;
  expect(isSameHours(definition, { ...definition, ...change })).toBe(isSame);
});
