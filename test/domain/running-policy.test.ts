import { describe, expect, test } from 'vitest';
import type { CalendarDefinition } from '../../lambda/contract/calendar.ts';
import type { NamedCalendar } from '../../lambda/contract/compiled-policy.ts';
import { elapsed } from '../../lambda/domain/calendar/calendar.ts';
import { runningPolicy } from '../../lambda/domain/running-policy.ts';
import { deskPolicy } from '../support/desk-policy.ts';

const week = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']] } satisfies NamedCalendar['definition']['week'];
const [monday, wednesday] = [Date.parse('2026-11-23T00:00:00+09:00'), Date.parse('2026-11-25T00:00:00+09:00')];
const read = new Map<string, CalendarDefinition>([
  ['h-1', { zone: 'Asia/Tokyo', week: { mon: week.mon, tue: [['09:00', '12:00']] } }],
]);

describe('the calendar of a policy', () => {
  const openHours = (counter: NamedCalendar): number => {
    const running = runningPolicy('hash', { ...deskPolicy, calendars: { counter } }, read);
    return elapsed(running.calendarOf('counter'), monday, wednesday) / 3_600_000;
  };
  const definition = { zone: 'Asia/Tokyo', week };

  test.each<[string, NamedCalendar, number]>([
    ['is as it stood at synthesis', { definition }, 18],
    ['is as Connect told it last', { definition, hoursOfOperationId: 'h-1' }, 12],
    ['is as it stood when Connect has told nothing yet', { definition, hoursOfOperationId: 'h-2' }, 18],
    [
      'has the holidays of the policy file whatever Connect says',
      { definition: { ...definition, holidays: ['2026-11-23'] }, hoursOfOperationId: 'h-1' },
      3,
    ],
  ])('%s', (_what, calendar, hours) => {
    expect(openHours(calendar)).toBe(hours);
  });
});
