import { weekdays, type WeekDefinition, type WindowDefinition } from '../../../lambda/contract/calendar.ts';

export type Weekday = (typeof weekdays)[number];

/** The days that `mon`, `mon-fri` or `sat-mon` names. Expects what the schema has let through. */
export function daysOf(range: string): readonly Weekday[] {
  const [first = 0, last = first] = range.split('-').map((name) => weekdays.findIndex((day) => day === name));
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => weekdays[(first + index) % 7]!);
}

/** `09:00-12:00` as opening and closing. */
export function windowOf(range: string): WindowDefinition {
  const [open = '', close = ''] = range.split('-');
  return [open, close];
}

/** A week of the policy file with each day by itself. */
export function weekOf(week: Readonly<Record<string, readonly string[]>>): WeekDefinition {
  return Object.fromEntries(
    Object.entries(week).flatMap(([range, ranges]) => daysOf(range).map((day) => [day, ranges.map(windowOf)])),
  );
}
