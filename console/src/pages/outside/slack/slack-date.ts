import type { Language } from '../../../preferences/preferences.ts';

const halfYearMilliseconds = 183 * 86_400_000;

const days: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { month: 'long', day: 'numeric' },
  date_short: { month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric' },
};

/**
 * The tokens of `<!date^…>` put into words, as Slack does it for a reader in this zone: the year is left out within half a year, and
 * `_pretty` says today, yesterday or tomorrow. A token that Slack does not know stays.
 * Source: https://docs.slack.dev/messaging/formatting-message-text/
 */
export function formatSlackDate(
  format: string,
  at: number,
  reader: { readonly language: Language; readonly timeZone: string; readonly now: number },
): string {
  const { timeZone, now } = reader;
  const locale = reader.language === 'ja' ? 'ja-JP' : 'en-US';
  const said = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  const dayNumber = (instant: number): number => {
    const [year = 0, month = 0, day = 0] = isoDay(instant, timeZone).split('-').map(Number);
    return Date.UTC(year, month - 1, day) / 86_400_000;
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return format.replaceAll(/\{([a-z_]+)\}/g, (whole, token: string) => {
    if (token === 'date_num') return isoDay(at, timeZone);
    if (token === 'time') return said({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    if (token === 'time_secs') return said({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    if (token === 'ago') return agoOf(at - now, relative);
    const isPretty = token.endsWith('_pretty');
    const name = isPretty ? token.slice(0, -'_pretty'.length) : token;
    const day = Object.hasOwn(days, name) ? days[name] : undefined;
    if (!day) return whole;
    const away = dayNumber(at) - dayNumber(now);
    if (isPretty && Math.abs(away) <= 1) return relative.format(away, 'day');
    return said({ ...day, ...(Math.abs(at - now) < halfYearMilliseconds ? {} : { year: 'numeric' }) });
  });
}

const isoDay = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);

function agoOf(milliseconds: number, relative: Intl.RelativeTimeFormat): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  for (const [unit, length] of units)
    if (Math.abs(milliseconds) >= length) return relative.format(Math.trunc(milliseconds / length), unit);
  return relative.format(Math.trunc(milliseconds / 1000), 'second');
}
