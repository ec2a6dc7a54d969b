import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDefinition } from '../../../lambda/contract/calendar.ts';
import { compileCalendar, elapsed, type Calendar } from '../../../lambda/domain/calendar/calendar.ts';
import { CalendarInvalidError, CalendarQuestionError } from '../../../lambda/domain/calendar/errors.ts';
import { lastOpenWindows, openWindows, type OpenWindow } from '../../../lambda/domain/calendar/windows.ts';
import { calendarCase } from './arbitrary-calendar.ts';

const tokyo = compileCalendar({
  zone: 'Asia/Tokyo',
  week: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
    tue: [['09:00', '18:00']],
  },
  holidays: ['2026-01-13'],
});
const at = (text: string): number => Date.parse(text);
const texts = (windows: readonly OpenWindow[]): string[] =>
  windows.map((window) => window.map((edge) => new Date(edge).toISOString().slice(0, 16)).join('/'));

describe('windows in a range', () => {
  test('are cut to it, and a holiday has none', () => {
    expect(texts(openWindows(tokyo, at('2026-01-05T01:00:00Z'), at('2026-01-13T12:00:00Z'), 10))).toEqual([
      '2026-01-05T01:00/2026-01-05T03:00',
      '2026-01-05T04:00/2026-01-05T09:00',
      '2026-01-06T00:00/2026-01-06T09:00',
      '2026-01-12T00:00/2026-01-12T03:00',
      '2026-01-12T04:00/2026-01-12T09:00',
    ]);
  });

  test('are the first or the last so many', () => {
    const range = [at('2026-01-05T00:00:00Z'), at('2026-01-13T12:00:00Z')] as const;
    expect(texts(openWindows(tokyo, ...range, 2))).toEqual([
      '2026-01-05T00:00/2026-01-05T03:00',
      '2026-01-05T04:00/2026-01-05T09:00',
    ]);
    expect(texts(lastOpenWindows(tokyo, ...range, 2))).toEqual([
      '2026-01-12T00:00/2026-01-12T03:00',
      '2026-01-12T04:00/2026-01-12T09:00',
    ]);
    expect(openWindows(tokyo, ...range, 0)).toEqual([]);
  });

  test('round the clock are one, over years', () => {
    const always = compileCalendar({ zone: 'Europe/Berlin', always: true });
    const range = [at('2026-01-05T01:00:00Z'), at('2046-01-05T01:00:00Z')] as const;
    expect(openWindows(always, ...range, 1)).toEqual([range]);
    expect(lastOpenWindows(always, ...range, 1)).toEqual([range]);
  });

  test('in a wrong order or beyond the years are refused', () => {
    expect(() => openWindows(tokyo, 2, 1, 1)).toThrow(CalendarQuestionError);
    expect(() => lastOpenWindows(tokyo, 0, 1e17, 1)).toThrow(CalendarQuestionError);
    expect(openWindows(tokyo, 5, 5, 1)).toEqual([]);
  });
});

test('windows add up to the open time, touch nowhere, and both ends see the same', () => {
  fc.assert(
    fc.property(calendarCase, ({ definition, from, to }) => {
      let calendar: Calendar;
      try {
        calendar = compileCalendar(calendarDefinition.parse(definition));
      } catch (error) {
        if (error instanceof CalendarInvalidError) return;
        throw error;
      }
      const range = [from * 60_000, to * 60_000] as const;
      const windows = openWindows(calendar, ...range, 1000);
      expect(windows.reduce((sum, [open, close]) => sum + close - open, 0)).toBe(elapsed(calendar, ...range));
      expect(windows.every(([open], index) => index === 0 || windows[index - 1]![1] < open)).toBe(true);
      expect(lastOpenWindows(calendar, ...range, 1000)).toEqual(windows);
    }),
    { numRuns: 150 },
  );
});
