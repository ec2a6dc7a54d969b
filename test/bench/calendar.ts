import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';
import utc from 'dayjs/plugin/utc.js';
import type { CalendarDefinition } from '../../lambda/contract/calendar.ts';
import { compileCalendar, deadline } from '../../lambda/domain/calendar/calendar.ts';
import { openZone } from '../../lambda/domain/calendar/zone.ts';
import { spreadOf, table } from './figures.ts';

const hours = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as [string, string][];
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const dayMinutes = 8 * 60;

/** Fifteen holidays a year, on dates as they come, over the years that the cases reach. */
const holidays = [2026, 2027, 2028, 2029, 2030, 2031].flatMap((year) =>
  [
    '01-01',
    '01-02',
    '01-12',
    '02-11',
    '02-23',
    '03-20',
    '04-29',
    '05-04',
    '05-05',
    '05-06',
    '07-20',
    '08-11',
    '09-21',
    '10-12',
    '11-03',
  ].map((monthDay) => `${year}-${monthDay}`),
);

const calendarIn = (zone: string): CalendarDefinition => ({
  zone,
  week: Object.fromEntries(workdays.map((day) => [day, hours])),
  holidays,
});

/** Starts on whole minutes over two years, the same in each run, in and outside hours. */
const starts = Array.from(
  { length: 400 },
  (_, index) => Date.UTC(2026, 0, 1) + ((index * 2_654_435) % 1_051_200) * 60_000,
);

function prepareLibrary(): void {
  dayjs.extend(utc);
  dayjs.extend(businessTime);
  const segments = hours.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` }));
  dayjs.setBusinessTime({
    sunday: null,
    monday: segments,
    tuesday: segments,
    wednesday: segments,
    thursday: segments,
    friday: segments,
    saturday: null,
  });
  dayjs.setHolidays([...holidays]);
}

/** Microseconds a call, median over rounds, over all cases. */
function measure(rounds: number, cases: readonly number[], call: (start: number) => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    for (const start of cases) call(start);
    times.push(((performance.now() - begin) * 1000) / cases.length);
  }
  return spreadOf(times).median;
}

/**
 * `deadline()` for targets of 5 and of 500 working days of eight hours, against dayjs-business-time over the same cases in
 * this one run, in UTC, because the library knows no zones. Both are compared first.
 */
export function benchCalendar(rounds: number): readonly string[] {
  prepareLibrary();
  const calendar = compileCalendar(calendarIn('UTC'));
  const zoned = compileCalendar(calendarIn('Europe/Berlin'));
  const rows = [['target', 'ours µs', 'in a zone with DST µs', 'dayjs-business-time µs', 'ratio']];
  const lines: string[] = [];
  for (const days of [5, 500]) {
    const minutes = days * dayMinutes;
    const library = (start: number): number => dayjs.utc(start).addBusinessMinutes(minutes).valueOf();
    const ours = (start: number): number => deadline(calendar, start, minutes * 60_000);
    // The library needs a tenth of a second for 500 days, so it gets fewer cases.
    const shared = starts.slice(0, days > 100 ? 40 : 400);
    const agreeing = shared.filter((start) => library(start) === ours(start)).length;
    lines.push(`${days} days: ${agreeing} of ${shared.length} results agree`);
    const theirs = measure(rounds, shared.slice(0, 40), library);
    const own = measure(rounds * 5, starts, ours);
    const inZone = measure(rounds * 5, starts, (start) => deadline(zoned, start, minutes * 60_000));
    rows.push([`${days} days`, own.toFixed(2), inZone.toFixed(2), theirs.toFixed(0), (theirs / own).toFixed(0)]);
  }
  const cold = measure(rounds, starts.slice(0, 100), (start) =>
    deadline(compileCalendar(calendarIn('UTC')), start, 500 * dayMinutes * 60_000),
  );
  const berlin = openZone('Europe/Berlin');
  const coldZone = measure(rounds, starts.slice(0, 20), (start) =>
    deadline(compileCalendar(calendarIn('Europe/Berlin')), start, 500 * dayMinutes * 60_000),
  );
  const knownZone = measure(rounds, starts.slice(0, 100), (start) =>
    deadline(compileCalendar(calendarIn('Europe/Berlin'), berlin), start, 500 * dayMinutes * 60_000),
  );
  return [
    ...lines,
    table(rows),
    `500 days on a calendar compiled for it: ${cold.toFixed(0)} µs in UTC, ${knownZone.toFixed(0)} µs in a zone in use, ${coldZone.toFixed(0)} µs in a new zone`,
  ];
}
