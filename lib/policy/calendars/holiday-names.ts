import { createRequire } from 'node:module';
import type Library from 'date-holidays';
import type { PolicyCalendar } from '../../../lambda/contract/policy-calendar.ts';
import { isHolidayCode } from './holiday-dates.ts';

/**
 * Local date -> what the public holiday is called, for the countries and regions of a calendar, in these years. Dates that
 * the file writes out have no name. For people only: which days are closed, `holidayDates` says.
 */
export function holidayNames(
  { holidays }: PolicyCalendar,
  years: readonly number[],
  language: 'ja' | 'en',
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const codes = [holidays ?? []].flat().filter((entry) => !/^\d/.test(entry) && isHolidayCode(entry));
  if (codes.length === 0) return names;
  const Holidays = createRequire(import.meta.url)('date-holidays') as new (...place: readonly string[]) => Library;
  for (const code of codes) {
    const library = new Holidays(...code.toUpperCase().split('-'));
    for (const year of years)
      for (const { date, name, type } of library.getHolidays(year, language))
        if (type === 'public' && !names.has(date.slice(0, 10))) names.set(date.slice(0, 10), name);
  }
  return names;
}
