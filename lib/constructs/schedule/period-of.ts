const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * The longest time between two firings of a schedule, in seconds: `rate(5 minutes)`, or a cron that fires every hour or every
 * day at times of the clock. @throws Error for any other cron, since alarms on its absence need to know
 */
export function periodSecondsOf(expression: string): number {
  const rate = /^rate\((?<count>[1-9][0-9]*) (?<unit>minute|hour|day)s?\)$/.exec(expression)?.groups;
  if (rate !== undefined) return Number(rate['count']) * (unitSeconds[rate['unit'] ?? ''] ?? Number.NaN);
  const [minutes, hours, ...days] = /^cron\((?<fields>.*)\)$/.exec(expression)?.groups?.['fields']?.split(' ') ?? [];
  const isEveryDay = days.length === 4 && days.every((field) => field === '*' || field === '?');
  if (isEveryDay && minutes !== undefined && /^[0-9]+$/.test(minutes)) {
    if (hours === '*') return 3600;
    if (hours !== undefined && /^[0-9]+$/.test(hours)) return 86_400;
  }
  throw new Error(
    `the schedule ${expression} fires at times that its absence alarm cannot be derived from; allowed: rate(…), ` +
      'cron(M * * * ? *), cron(M H * * ? *); teach lib/constructs/schedule/period-of.ts another form',
  );
}
