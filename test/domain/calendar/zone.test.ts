import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { CalendarInvalidError } from '../../../lambda/domain/calendar/errors.ts';
import { openZone } from '../../../lambda/domain/calendar/zone.ts';

const hour = 3_600_000;
const zones = [
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Boa_Vista',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Gaza',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Antarctica/Troll',
];

describe.each(zones)('%s', (name) => {
  /** All changes that another library finds between 1970 and 2100. */
  const changes: { at: number; before: number; after: number }[] = [];
  let next: Temporal.ZonedDateTime | null = Temporal.Instant.from('1969-12-20T00:00Z').toZonedDateTimeISO(name);
  while ((next = next.getTimeZoneTransition('next')) !== null && next.year <= 2100) {
    const after = next.offsetNanoseconds / 1e6;
    changes.push({ at: next.epochMilliseconds, before: next.subtract({ seconds: 1 }).offsetNanoseconds / 1e6, after });
  }
  const zone = openZone(name);

  test('changes its offset exactly when another library says so', () => {
    const found: typeof changes = [];
    let before = zone.offsetAt(Date.UTC(1969, 11, 20));
    for (const { at } of changes) {
      expect(zone.offsetAt(at - 1000)).toBe(before);
      found.push({ at, before, after: (before = zone.offsetAt(at)) });
    }
    expect(found).toEqual(changes);
    // And never else, not even for a while: changes are counted over each stretch.
    const edges = [Date.UTC(1969, 11, 20), ...changes.map(({ at }) => at), Date.UTC(2101, 0, 1)];
    for (let index = 0; index + 1 < edges.length; index += 1)
      expect(zone.changesWithin(edges[index]!, edges[index + 1]! - 1)).toBe(false);
  });

  test('finds the instant of a local time as another library does, in gaps and overlaps, too', () => {
    for (const { at, before, after } of changes.slice(-40)) {
      for (const around of [-25, -2, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 2, 25]) {
        const local = at + Math.max(before, after) + around * hour;
        const wall = Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, -1));
        expect(zone.toInstant(local)).toBe(wall.toZonedDateTime(name).epochMilliseconds);
      }
    }
  });
});

test.each([
  ['Asia/Tokyo', 9],
  ['asia/tokyo', 9],
  ['UTC', 0],
  ['Etc/GMT-9', 9],
  ['EST5EDT', -5],
  ['US/Eastern', -5],
  ['Japan', 9],
])('%s is a zone', (name, hours) => {
  expect(openZone(name).offsetAt(Date.UTC(2026, 0, 1))).toBe(hours * hour);
});

test.each([
  '',
  'Mars/Olympus',
  'Asia/Tokio',
  '+09:00',
  'JST',
  'bst',
  'IST',
  '2026-01-01T00:00[Asia/Tokyo]',
  'Asia/Tokyo ',
  '../etc',
  'x'.repeat(10_000),
])('%j is no zone', (name) => {
  expect(() => openZone(name)).toThrow(CalendarInvalidError);
  expect(() => openZone(name)).toThrow(/^unknown zone ".{0,60}"; allowed: an IANA zone like Asia\/Tokyo$/);
});
