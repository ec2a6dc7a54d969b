import * as fc from 'fast-check';
import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import { weekdays } from '../../../lambda/contract/calendar.ts';

/** Zones, each with days around which something happens to its clock. */
const places: readonly (readonly [zone: string, dates: readonly string[]])[] = [
  ['Asia/Tokyo', ['2026-01-01']],
  ['UTC', ['2100-12-20', '2028-02-29']],
  ['Europe/Berlin', ['2026-03-29', '2026-10-25', '2096-10-28']],
  ['America/New_York', ['2026-03-08', '2026-11-01', '1974-01-06']],
  ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ['Asia/Kathmandu', ['1986-01-01', '2026-05-01']],
  ['America/Sao_Paulo', ['2018-11-04', '2018-02-18', '2000-02-27']],
  ['America/Havana', ['2026-03-08', '2026-11-01']],
  ['Pacific/Apia', ['2011-12-30', '2011-09-24']],
  ['Pacific/Kwajalein', ['1993-08-21']],
  ['Africa/Casablanca', ['2026-02-15', '2026-03-22']],
  ['Asia/Gaza', ['2040-10-20', '2040-10-27']],
  ['America/Nuuk', ['2024-03-31', '2023-03-26', '2024-10-27']],
  ['America/Scoresbysund', ['2024-03-31']],
];

const dayMinutes = 1440;
export const spanDays = 7;

const time = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 30, 60, 90, 120, 135, 150, 165, 180, 240, 1380, 1395, 1410, 1440) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1440 }) },
);
const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Pairs of neighbouring times: windows that may touch but never overlap, in any order. */
const windows = fc
  .tuple(fc.uniqueArray(time, { maxLength: 6 }), fc.boolean(), fc.boolean())
  .map(([times, touching, reversed]) => {
    const sorted = times.toSorted((a, b) => a - b);
    const pairs: [string, string][] = [];
    for (let index = 0; index + 1 < sorted.length; index += touching ? 1 : 2)
      pairs.push([timeText(sorted[index]!), timeText(sorted[index + 1]!)]);
    return reversed ? pairs.toReversed() : pairs;
  });

const hours = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      week: fc.record(Object.fromEntries(weekdays.map((name) => [name, windows])), { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ always: true }) },
);

export interface CalendarCase {
  readonly definition: CalendarDefinition;
  /** Minutes since 1970. */
  readonly from: number;
  readonly to: number;
}

/** A calendar, and a few days around a change of its clock; exceptions fall into these days. */
export const calendarCase: fc.Arbitrary<CalendarCase> = fc
  .constantFrom(...places)
  .chain(([zone, dates]) =>
    fc.tuple(fc.constant(zone), fc.constantFrom(...dates), fc.integer({ min: 0, max: spanDays })),
  )
  .chain(([zone, middle, early]) => {
    const firstDay = Date.parse(middle) / 86_400_000 - early;
    const date = fc
      .integer({ min: firstDay - 1, max: firstDay + spanDays })
      .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    return fc
      .tuple(
        hours,
        fc.record(
          {
            holidays: fc.array(date, { maxLength: 2 }),
            recurring: fc.array(
              date.map((text) => text.slice(5)),
              { maxLength: 1 },
            ),
            overrides: fc.dictionary(date, windows, { maxKeys: 2 }),
            versions: fc
              .uniqueArray(date, { maxLength: 2 })
              .chain((effective) =>
                fc.tuple(...effective.map((text) => hours.map((rest) => ({ effective: text, ...rest })))),
              ),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([first, rest]): CalendarCase => ({
        definition: { zone, ...first, ...rest } as CalendarDefinition,
        from: firstDay * dayMinutes,
        to: (firstDay + spanDays) * dayMinutes,
      }));
  });
