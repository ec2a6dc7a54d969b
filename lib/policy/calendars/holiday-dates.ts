import { createRequire } from 'node:module';
import type Library from 'date-holidays';

/*
 * Public holidays of countries and regions, from the library date-holidays (ISC, its data CC-BY-3.0). It is asked when a
 * policy file is checked or compiled, never at run time: what is deployed holds dates.
 */

/** Years before and after the given one for which holidays are written out. */
const reach = { before: 1, after: 5 } as const;
const dayMilliseconds = 86_400_000;

let loaded: Library | undefined;

/** Loading takes some hundred milliseconds, which a file without country codes need not spend. */
function library(...place: readonly string[]): Library {
  const Holidays = createRequire(import.meta.url)('date-holidays') as new (...place: readonly string[]) => Library;
  return new Holidays(...place);
}

function directory(): Library {
  loaded ??= library();
  return loaded;
}

/** `us-ca` -> US, CA; undefined when the library does not know the place. */
function placeOf(code: string): readonly string[] | undefined {
  const [country = '', state, region, ...more] = code.toUpperCase().split('-');
  const knows = (names: Readonly<Record<string, string>> | undefined, name: string): boolean =>
    names !== undefined && Object.hasOwn(names, name);
  if (more.length > 0 || !knows(directory().getCountries(), country)) return undefined;
  if (state === undefined) return [country];
  if (!knows(directory().getStates(country), state)) return undefined;
  if (region === undefined) return [country, state];
  return knows(directory().getRegions(country, state), region) ? [country, state, region] : undefined;
}

/** True for a country or region like `jp`, `us-ca` or `de-by-a` that has holidays. */
export function isHolidayCode(code: string): boolean {
  return placeOf(code) !== undefined;
}

/** The countries, or the regions of the country that a code begins with; lower case, as they are written in a policy file. */
export function holidayCodesNear(code: string): readonly string[] {
  const [country = ''] = code.toUpperCase().split('-');
  const countries = Object.keys(directory().getCountries());
  if (!code.includes('-') || !countries.includes(country)) return countries.map((name) => name.toLowerCase());
  const states = Object.keys(directory().getStates(country) ?? {});
  return [country, ...states.map((state) => `${country}-${state}`)].map((name) => name.toLowerCase());
}

const known = new Map<string, readonly string[]>();

/**
 * Local dates of the public holidays of a country or region, substitute days among them, from the year before `year` to
 * five years after it; in order, each once. A holiday of several days gives each of them; one that begins in the course
 * of a day gives none, because the day is open until then. Days on which only banks close are no public holidays.
 * @throws RangeError for a code for which `isHolidayCode` is false
 */
export function holidayDates(code: string, year: number): readonly string[] {
  const key = `${code.toLowerCase()} ${year}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const place = placeOf(code);
  if (place === undefined) throw new RangeError(`no country or region has the code ${JSON.stringify(code)}`);
  const holidays = library(...place);
  const dates = new Set<string>();
  for (let at = year - reach.before; at <= year + reach.after; at += 1) {
    for (const { date, start, end, type } of holidays.getHolidays(at)) {
      if (type !== 'public' || date.slice(11, 19) !== '00:00:00') continue;
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMilliseconds));
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      for (let day = 0; day < days; day += 1) {
        dates.add(new Date(first + day * dayMilliseconds).toISOString().slice(0, 10));
      }
    }
  }
  const sorted = [...dates].sort();
  known.set(key, sorted);
  return sorted;
}
