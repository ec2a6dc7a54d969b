import type { DueMoment } from './schema.ts';

type Words = DueMoment['label'];

const units: Readonly<Record<string, Words>> = {
  minute: { ja: '分', en: 'minute' },
  hour: { ja: '時間', en: 'hour' },
  day: { ja: '日', en: 'day' },
};

/**
 * How often a schedule fires, in words; a cron expression is shown as it is.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function repetition(expression: string): Words {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const named = unit === undefined ? undefined : units[unit];
  if (named === undefined || amount === undefined)
    return expression.startsWith('at(') ? { ja: '一度だけ', en: 'once' } : { ja: expression, en: expression };
  return amount === '1'
    ? { ja: `1${named.ja}ごと`, en: `each ${named.en}` }
    : { ja: `${amount}${named.ja}ごと`, en: `every ${amount} ${named.en}s` };
}
