import type { Language } from '../preferences/preferences.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, timeZone, options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone, ...options });
  formats.set(key, made);
  return made;
}

const day: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };

/** `2026/11/26 22:00:03`: for tables whose heading names the zone. */
export const moment = (at: string | number, language: Language, timeZone: string): string =>
  format(language, timeZone, { ...day, ...time }).format(new Date(at));

/** `2026/11/26 (木)`. */
export const dayWithWeekday = (at: string | number, language: Language, timeZone: string): string =>
  format(language, timeZone, { ...day, weekday: 'short' }).format(new Date(at));

/** `22:00:03`. */
export const timeOfDay = (at: string | number, language: Language, timeZone: string): string =>
  format(language, timeZone, time).format(new Date(at));

/** `GMT+9` at that moment. */
export const zoneName = (at: string | number, language: Language, timeZone: string): string =>
  format(language, timeZone, { timeZoneName: 'shortOffset' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/** `2026年11月26日木曜日`, `Thursday 26 November 2026`. */
export const longDay = (at: string | number, language: Language, timeZone: string): string =>
  format(language, timeZone, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }).format(new Date(at));

/** `2026/11/26 22:00:03 GMT+9`: a moment with its zone. Put together here: formatted as one, Japanese would say `22時00分03秒`. */
export const momentWithZone = (at: string | number, language: Language, timeZone: string): string =>
  `${moment(at, language, timeZone)} ${zoneName(at, language, timeZone)}`;
