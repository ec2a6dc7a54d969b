import { compileCalendar } from '../../domain/calendar/calendar.ts';
import { connectHoursDefinition, effectiveSpans, type EffectiveDay } from '../../domain/connect-hours.ts';
import { describeError, HoursIncompleteError, ThrottledError } from '../../domain/errors.ts';
import type { ConnectHoursReader, HoursRows, LookCursor } from '../../domain/hours-ports.ts';
import { addSeconds } from '../../domain/instants.ts';
import { isSameHours, localDate, mergeHours } from '../../domain/merge-hours.ts';
import type { Clock, DueRows, Inbox, Log } from '../../domain/ports.ts';
import { createPace, slowDown, takeTurn, type Pace } from '../shared/pace.ts';
import { lookAgain } from './look-again.ts';

export interface RefreshHoursPorts {
  readonly clock: Clock;
  readonly connect: ConnectHoursReader;
  readonly hours: HoursRows;
  readonly due: Pick<DueRows, 'shards' | 'between'>;
  readonly inbox: Inbox;
  readonly log: Log;
}

export interface RefreshHoursSettings {
  readonly hoursOfOperationIds: readonly string[];
  /** How long one run may work. */
  readonly workSeconds: number;
}

/**
 * Half of the default quota of each of the two operations.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 */
const callsPerSecond = 1;

/** Longer than `advance` keeps hours that it has read: a case must not be looked at with the hours from before. */
const settleSeconds = 65;

/** Sorts before every instant. */
const beginningOfTime = '0';

/**
 * Reads hours of operation again, stores those that have changed, and then has open cases looked at again: their deadlines
 * may have moved. What could not be read stays as it was known; the next run tries again.
 * @throws HoursIncompleteError when hours could not be read; all others have had their turn then
 */
export async function runRefreshHours(ports: RefreshHoursPorts, settings: RefreshHoursSettings): Promise<void> {
  const stopAt = addSeconds(ports.clock.now(), settings.workSeconds);
  const pace = createPace(callsPerSecond);
  const failed: string[] = [];
  const causes: unknown[] = [];
  const cursors = new Map<string, LookCursor>();
  let hasChanged = false;
  for (const id of settings.hoursOfOperationIds) {
    try {
      const { cursor, isNew } = await refresh(ports, id, pace, stopAt);
      if (cursor !== undefined) cursors.set(id, cursor);
      hasChanged ||= isNew;
    } catch (error) {
      if (error instanceof ThrottledError) slowDown(pace);
      ports.log.error('hours of operation not refreshed', { hoursOfOperationId: id, ...describeError(error) });
      failed.push(id);
      causes.push(error);
    }
  }
  if (hasChanged) await ports.clock.pause(settleSeconds * 1000);
  if (cursors.size > 0) await lookAgain(ports, cursors, stopAt);
  if (failed.length === 0) return;
  throw new HoursIncompleteError(
    `hours of operation ${failed.join(', ')} were not refreshed; clocks go on by what was known, and the next run tries again`,
    { cause: new AggregateError(causes) },
  );
}

/** @returns from where open cases have to be looked at again, if they have */
async function refresh(
  ports: RefreshHoursPorts,
  id: string,
  pace: Pace,
  stopAt: string,
): Promise<{ readonly cursor: LookCursor | undefined; readonly isNew: boolean }> {
  const known = await ports.hours.load(id);
  await takeOrGiveUp(ports, pace, stopAt);
  const hours = await ports.connect.describe(id);
  const readAt = ports.clock.now();
  const today = localDate(hours.timeZone, readAt);
  const days: EffectiveDay[] = [];
  for (const span of effectiveSpans(today)) {
    await takeOrGiveUp(ports, pace, stopAt);
    days.push(...(await ports.connect.effective(id, span)));
  }
  const told = connectHoursDefinition(hours, today, days);
  // Hours with which no deadline can be computed must not reach the clocks: the week of every year to come is open at some time.
  compileCalendar({ zone: told.zone, week: told.week });
  const definition = mergeHours(known, told, readAt);
  if (known !== undefined && isSameHours(known.definition, definition)) {
    await ports.hours.confirm(id, readAt);
    return { cursor: known.lookAgainFrom, isNew: false };
  }
  const lookAgainFrom = { shard: ports.due.shards[0] ?? '', after: beginningOfTime };
  await ports.hours.replace(id, { definition, readAt, lookAgainFrom });
  ports.log.info('hours of operation changed', { hoursOfOperationId: id });
  return { cursor: lookAgainFrom, isNew: true };
}

async function takeOrGiveUp(ports: RefreshHoursPorts, pace: Pace, stopAt: string): Promise<void> {
  if (await takeTurn(ports, pace, stopAt)) return;
  throw new HoursIncompleteError('the time of this run is used up; the next run goes on');
}
