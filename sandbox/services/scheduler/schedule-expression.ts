import { AwsError } from '../../kernel/service.ts';
import { nextCronInstant, parseCron } from './cron.ts';
import { instantOf, isTimeZone } from './zoned-time.ts';

/** When a schedule fires. */
export interface Recurrence {
  /** The first moment after this one, undefined when there is none. */
  next(after: number): number | undefined;
  readonly once: boolean;
}

const minuteMilliseconds = 60_000;
const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: minuteMilliseconds,
  hour: 60 * minuteMilliseconds,
  day: 24 * 60 * minuteMilliseconds,
};
const invalid = (expression: string, why: string) =>
  new AwsError('ValidationException', `Invalid Schedule Expression ${expression}. ${why}`);

/** Fires on whole minutes: the first one after `start`, and then every so often. */
function rate(expression: string, inner: string, start: number): Recurrence {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
  const interval = Number(count) * (unitMilliseconds[unit] ?? 0);
  if (interval === 0) throw invalid(expression, 'A rate is a whole number above zero and minutes, hours or days.');
  const first = Math.ceil((start + 1) / minuteMilliseconds) * minuteMilliseconds;
  return {
    once: false,
    next: (after) => (after < first ? first : first + (Math.floor((after - first) / interval) + 1) * interval),
  };
}

function at(expression: string, inner: string, zone: string): Recurrence {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner) ? Date.parse(`${inner}Z`) : Number.NaN;
  if (Number.isNaN(wall)) throw invalid(expression, 'A one-time schedule is at(yyyy-mm-ddThh:mm:ss).');
  const instant = instantOf(wall, zone);
  return { once: true, next: (after) => (instant !== undefined && instant > after ? instant : undefined) };
}

/**
 * Reads `rate(…)`, `cron(…)` or `at(…)`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @throws AwsError ValidationException
 */
export function parseScheduleExpression(expression: string, zone: string, start: number): Recurrence {
  if (!isTimeZone(zone)) throw new AwsError('ValidationException', `Invalid ScheduleExpressionTimezone ${zone}.`);
  const [, kind = '', inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(expression, inner, start);
  if (kind === 'at') return at(expression, inner, zone);
  if (kind !== 'cron') throw invalid(expression, 'Expected rate(…), cron(…) or at(…).');
  const fields = parseCron(inner, (why) => invalid(expression, why));
  return { once: false, next: (after) => nextCronInstant(fields, after, zone) };
}
