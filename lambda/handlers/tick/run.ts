import { laneNames } from '../../contract/primitives.ts';
import { isResendMinute } from '../../domain/due-rows.ts';
import { addSeconds, wholeSecondsUntil } from '../../domain/instants.ts';
import type { Clock, DueRows, Inbox, LaneHints, LaneStates } from '../../domain/ports.ts';

export interface TickPorts {
  readonly clock: Clock;
  readonly due: DueRows;
  readonly inbox: Inbox;
  readonly lanes: LaneStates;
  readonly laneHints: LaneHints;
}

export interface TickSettings {
  /** How far ahead of their time rows are sent; at most 900, the longest delay of a queue message. */
  readonly lookAheadSeconds: number;
}

/** Sorts before every instant. */
const beginningOfTime = '0';

/**
 * Sends what falls due within the look-ahead to the inbox, each with the delay that makes it arrive in time, and wakes the
 * lanes that have ready work and nobody on it. Rows that another tick has sent lie behind the watermark; they are sent again
 * only when they are overdue, in growing gaps.
 */
export async function runTick(ports: TickPorts, settings: TickSettings): Promise<void> {
  for (const shard of ports.due.shards) await sendDueRows(ports, settings, shard);
  for (const lane of laneNames) {
    if (!(await ports.lanes.hasReadyWork(lane))) continue;
    if (await ports.lanes.isLeased(lane, ports.clock.now())) continue;
    await ports.laneHints.hint(lane);
  }
}

async function sendDueRows(ports: TickPorts, settings: TickSettings, shard: string): Promise<void> {
  const now = ports.clock.now();
  const horizon = addSeconds(now, settings.lookAheadSeconds);
  const watermark = (await ports.due.watermark(shard)) ?? beginningOfTime;
  const overdueUntil = watermark < now ? watermark : now;
  const overdue = await ports.due.between(shard, beginningOfTime, overdueUntil);
  const ahead = await ports.due.between(shard, watermark, horizon);
  const rows = [...overdue.filter((row) => isResendMinute(row.dueAt, now)), ...ahead];
  if (rows.length > 0) {
    await ports.inbox.send(
      rows.map(({ caseId, dueAt }) => ({
        message: { kind: 'due', caseId, dueAt },
        delaySeconds: wholeSecondsUntil(now, dueAt),
      })),
    );
  }
  // After sending: a crash in between sends the rows twice rather than never.
  if (horizon > watermark) await ports.due.moveWatermark(shard, horizon);
}
