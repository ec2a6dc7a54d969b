import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import { compileCalendar, type Calendar } from '../../../lambda/domain/calendar/calendar.ts';
import { markMinutes } from '../calendar/naive-calendar.ts';
import type { Flags } from './facts.ts';

/*
 * The calendars of the timelines, for the engine and, marked half hour by half hour by the naive calendar, for the model.
 * All of them open and close at full or half hours of UTC within the spans.
 */

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Windows = readonly (readonly [string, string])[];

function weekOf(names: readonly (typeof days)[number][], windows: Windows): NonNullable<CalendarDefinition['week']> {
  return Object.fromEntries(names.map((name) => [name, windows.map(([opens, closes]) => [opens, closes])]));
}

const weekdays = days.slice(0, 5);

export const definitions: Readonly<Record<string, CalendarDefinition>> = {
  'with-lunch-break': {
    zone: 'Asia/Tokyo',
    week: weekOf(weekdays, [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ]),
    holidays: ['2026-03-20', '2026-11-03'],
    overrides: { '2026-10-30': [['09:00', '12:00']], '2026-03-14': [['10:00', '16:00']] },
  },
  'berlin-nights': {
    zone: 'Europe/Berlin',
    week: weekOf(days, [
      ['01:00', '04:00'],
      ['20:00', '24:00'],
    ]),
  },
  'berlin-every-day': {
    zone: 'Europe/Berlin',
    always: true,
    holidays: ['2026-03-09', '2026-10-26'],
    recurring: ['11-01', '03-30'],
    overrides: { '2026-10-25': [['00:00', '05:00']], '2026-03-29': [['02:30', '12:00']] },
  },
  'new-york-weekends': {
    zone: 'America/New_York',
    week: {
      ...weekOf(['sat', 'sun'], [['00:30', '06:00']]),
      wed: [['09:30', '15:30']],
    },
    versions: [{ effective: '2026-03-14', week: weekOf(['fri', 'sat', 'sun', 'mon'], [['01:30', '09:00']]) }],
  },
  'lord-howe': { zone: 'Australia/Lord_Howe', week: weekOf(days, [['00:00', '06:30']]) },
};

const minute = 60_000;
const cell = 30 * minute;
const day = 24 * 60 * minute;

/** Two spans of time in which clocks are put forward and back; a case is created in the first days of one. */
export const spans = ['2026-03-04T00:00:00Z', '2026-10-21T00:00:00Z'].map((from) => ({
  from: Date.parse(from),
  to: Date.parse(from) + 60 * day,
  /** Cases are created in `[from, lastCreation)`. */
  lastCreation: Date.parse(from) + 14 * day,
}));

function flagsIn(definition: CalendarDefinition, span: (typeof spans)[number]): Flags {
  const marked = markMinutes(definition, span.from / minute, span.to / minute);
  const open = new Uint8Array((span.to - span.from) / cell);
  for (let index = 0; index < open.length; index += 1) {
    const from = (span.from + index * cell) / minute;
    const minutes = marked.elapsed(from, from + cell / minute);
    if (minutes !== 0 && minutes !== cell / minute) throw new RangeError(`${definition.zone} opens within a cell`);
    open[index] = minutes === 0 ? 0 : 1;
  }
  return { from: span.from, cell, open };
}

const roundTheClock: CalendarDefinition = { zone: 'UTC', always: true };
const compiled = new Map<string, Calendar>();
const marked = new Map<string, Flags>();

function definitionOf(name: string | undefined): CalendarDefinition {
  const definition = name === undefined ? roundTheClock : definitions[name];
  if (definition === undefined)
    throw new RangeError(`no calendar ${name}; there are ${Object.keys(definitions).join()}`);
  return definition;
}

/** The calendar as the engine takes it. */
export function calendarOf(name: string | undefined): Calendar {
  const known = compiled.get(name ?? '') ?? compileCalendar(definitionOf(name));
  compiled.set(name ?? '', known);
  return known;
}

/** The calendar as the model takes it, in the span in which the case was created. */
export function flagsAround(createdAt: number): (name: string | undefined) => Flags {
  const span = spans.find(({ from, to }) => createdAt >= from && createdAt < to);
  if (span === undefined) throw new RangeError(`${new Date(createdAt).toISOString()} lies in none of the spans`);
  return (name) => {
    const key = `${span.from} ${name ?? ''}`;
    const known = marked.get(key) ?? flagsIn(definitionOf(name), span);
    marked.set(key, known);
    return known;
  };
}
