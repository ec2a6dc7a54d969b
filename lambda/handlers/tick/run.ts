import { laneUnattended, oldestDueRowAge } from '../../contract/metrics.ts';
import { laneNames, type LaneName } from '../../contract/primitives.ts';
import { isResendMinute } from '../../domain/due-rows.ts';
import { describeError, TickIncompleteError } from '../../domain/errors.ts';
import { addSeconds, millisecondsBetween, wholeSecondsUntil } from '../../domain/instants.ts';
import type { Clock, DueRow, DueRows, Inbox, LaneHints, LaneStates, Metric, Metrics } from '../../domain/ports.ts';

export interface TickPorts {
  readonly clock: Clock;
  readonly due: DueRows;
  readonly inbox: Inbox;
  readonly lanes: LaneStates;
  readonly laneHints: LaneHints;
  readonly metrics: Metrics;
}

export interface TickSettings {
  /** How far ahead of their time rows are sent; at most 900, the longest delay of a queue message. */
  readonly lookAheadSeconds: number;
}

/** Sorts before every instant. */
const beginningOfTime = '0';

/** Rows of one shard that one tick sends again at most; the rest follow in the next minutes, oldest first. */
const overdueLimit = 500;
/** Rows of one shard that one tick sends for the first time at most; the watermark stays before the rest. */
const aheadLimit = 2000;
/** Rows overdue by less are looked for apart, so that hundreds of old ones that nobody can handle do not hide them. */
const recentSeconds = 600;

/** How long before the end of a lane's run its successor is sent for: a tick's period, and some for a tick that is late. */
const successorSeconds = 75;
/** What a run takes to let go of its lane once it begins nothing new. */
const letGoSeconds = 2;

/**
 * Sends what falls due within the look-ahead to the inbox, each with the delay that makes it arrive in time, and wakes the
 * lanes that have ready work and nobody on it. Rows that another tick has sent lie behind the watermark; they are sent again
 * only when they are overdue, in gaps that grow to some minutes. A minute in which nothing is due costs one read per shard and one for all lanes.
 * @throws TickIncompleteError when a shard or a lane failed; every other one has had its turn then
 */
export async function runTick(ports: TickPorts, settings: TickSettings): Promise<void> {
  const now = ports.clock.now();
  const horizon = addSeconds(now, settings.lookAheadSeconds);
  const failures: Failure[] = [];
  const metrics = await wakeLanes(ports, now, failures);
  /** When the oldest row of a shard falls due; of every shard that could be read. */
  const oldest: (string | undefined)[] = [];
  for (const shard of ports.due.shards) {
    try {
      const page = await ports.due.between(shard, beginningOfTime, horizon, overdueLimit);
      oldest.push(page[0]?.dueAt);
      if (page.length > 0) await sendDueRows(ports, { shard, now, horizon }, page);
    } catch (error) {
      failures.push({ part: `shard ${shard}`, error });
    }
  }
  // A shard that could not be read may hold the oldest row: no value, then, which the alarm takes for the worst.
  if (oldest.length === ports.due.shards.length) metrics.push(oldestAge(oldest, now));
  ports.metrics.put(metrics);
  if (failures.length === 0) return;
  const parts = failures.map(({ part, error }) => `${part} (${describeError(error).message})`).join('; ');
  throw new TickIncompleteError(`tick failed for ${parts}; the next tick tries again`, {
    cause: new AggregateError(failures.map(({ error }) => error)),
  });
}

/** What went wrong with a part of the tick, which must not keep the other parts from their turn. */
interface Failure {
  readonly part: string;
  readonly error: unknown;
}

/** @returns for each lane whether its work waits with nobody on it; nothing when that cannot be told */
async function wakeLanes(ports: TickPorts, now: string, failures: Failure[]): Promise<Metric[]> {
  const unattended = new Set<LaneName>();
  try {
    for (const lane of await ports.lanes.withReadyWork()) {
      if (await wakeLane(ports, lane, now, failures)) unattended.add(lane);
    }
  } catch (error) {
    failures.push({ part: 'all lanes', error });
    return [];
  }
  return laneNames.map((lane) => ({ name: laneUnattended(lane), value: unattended.has(lane) ? 1 : 0, unit: 'Count' }));
}

/** @returns whether nobody was on the lane, as far as could be seen */
async function wakeLane(ports: TickPorts, lane: LaneName, now: string, failures: Failure[]): Promise<boolean> {
  try {
    const lease = await ports.lanes.leaseOf(lane);
    if (lease !== undefined && lease.leaseUntil > now) {
      // The run that drains the lane ends before the next tick, or soon after: its successor comes when it is gone.
      if (lease.endsAt <= addSeconds(now, successorSeconds))
        await ports.laneHints.hint(lane, Math.max(0, wholeSecondsUntil(now, lease.endsAt)) + letGoSeconds);
      return false;
    }
    await ports.laneHints.hint(lane);
  } catch (error) {
    failures.push({ part: `lane ${lane}`, error });
  }
  return true;
}

/** @param oldest when the oldest row of each shard falls due */
function oldestAge(oldest: readonly (string | undefined)[], now: string): Metric {
  const ages = oldest.map((dueAt) => (dueAt === undefined ? 0 : millisecondsBetween(dueAt, now) / 1000));
  return { name: oldestDueRowAge, value: Math.max(0, ...ages), unit: 'Seconds' };
}

/** One shard, and the time up to which it is looked at. */
interface Look {
  readonly shard: string;
  readonly now: string;
  readonly horizon: string;
}

/** What one tick has to do with the rows of a shard. */
interface Found {
  /** Behind the watermark and overdue. */
  readonly overdue: readonly DueRow[];
  /** Not sent yet. */
  readonly ahead: readonly DueRow[];
  /** Up to where everything has been sent once `ahead` has. */
  readonly reached: string;
}

/** @param page the oldest rows of the shard up to the horizon, at most `overdueLimit` */
async function sendDueRows(ports: TickPorts, look: Look, page: readonly DueRow[]): Promise<void> {
  const watermark = (await ports.due.watermark(look.shard)) ?? beginningOfTime;
  const overdueUntil = watermark < look.now ? watermark : look.now;
  const { overdue, ahead, reached } =
    page.length < overdueLimit
      ? {
          overdue: toResend(
            page.filter(({ dueAt }) => dueAt <= overdueUntil),
            look.now,
          ),
          ahead: page.filter(({ dueAt }) => dueAt > watermark),
          reached: look.horizon,
        }
      : await findInBacklog(ports, look, { watermark, overdueUntil });
  const rows = [...overdue, ...ahead];
  if (rows.length > 0) {
    await ports.inbox.send(
      rows.map(({ caseId, dueAt }) => ({
        message: { kind: 'due', caseId, dueAt },
        delaySeconds: wholeSecondsUntil(look.now, dueAt),
      })),
    );
  }
  // After sending: a crash in between sends the rows twice rather than never. A tick that sends nothing new leaves the
  // watermark where it is: a row that appears between there and the horizon later is then sent by the tick as well.
  if (ahead.length > 0 && reached > watermark) await ports.due.moveWatermark(look.shard, reached);
}

/** A shard with more rows than one page: old ones, recent ones and new ones are looked for apart, so that none hides another. */
async function findInBacklog(
  ports: TickPorts,
  { shard, now, horizon }: Look,
  { watermark, overdueUntil }: { readonly watermark: string; readonly overdueUntil: string },
): Promise<Found> {
  const recent = addSeconds(now, -recentSeconds);
  const old = overdueUntil < recent ? overdueUntil : recent;
  const recentlyOverdue = await ports.due.between(shard, old, overdueUntil, overdueLimit);
  const longOverdue = await ports.due.between(shard, beginningOfTime, old, overdueLimit);
  const first = await ports.due.between(shard, watermark, horizon, aheadLimit);
  const { rows: ahead, reached } = first.length < aheadLimit ? { rows: first, reached: horizon } : wholeInstants(first);
  return { overdue: [...toResend(longOverdue, now), ...toResend(recentlyOverdue, now)], ahead, reached };
}

/** A full page is a backlog: it goes at once, since its size keeps the rate, and rows that are handled make room for the rest. */
function toResend(rows: readonly DueRow[], now: string): readonly DueRow[] {
  return rows.length < overdueLimit ? rows.filter((row) => isResendMinute(row.dueAt, now)) : rows;
}

/** Drops the rows of the last instant, of which the page may hold only some, so that the watermark can stand before them. */
function wholeInstants(page: readonly DueRow[]): { readonly rows: readonly DueRow[]; readonly reached: string } {
  const last = page.at(-1)?.dueAt ?? beginningOfTime;
  const rows = page.filter((row) => row.dueAt < last);
  const reached = rows.at(-1)?.dueAt;
  // A whole page of one instant: what it leaves out is overdue soon, and is found as such.
  return reached === undefined ? { rows: page, reached: last } : { rows, reached };
}
