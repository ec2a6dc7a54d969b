import type { HoursRows, LookCursor } from '../../domain/hours-ports.ts';
import type { Clock, DueRow, DueRows, Inbox, Log } from '../../domain/ports.ts';

export interface LookAgainPorts {
  readonly clock: Clock;
  readonly hours: Pick<HoursRows, 'moveLook'>;
  readonly due: Pick<DueRows, 'shards' | 'between'>;
  readonly inbox: Inbox;
  readonly log: Log;
}

/** Sort before and after every instant. */
const beginningOfTime = '0';
const endOfTime = '9';

const pageRows = 500;
/** `advance` does several times as many, beside everything else. */
const casesPerSecond = 50;
/** The longest delay of a queue message. */
const longestDelaySeconds = 900;

/**
 * Sends every case that has a moment before it to the inbox, soonest first, spread so that other news is not kept waiting.
 * A case without one, in a pause that nothing ends, needs no look: its deadline is worked out when the pause ends.
 * What one run cannot do the next goes on with, from the cursor in the rows.
 * @param cursors from where each hours of operation needs the look; one way through the index is enough for all
 */
export async function lookAgain(
  ports: LookAgainPorts,
  cursors: ReadonlyMap<string, LookCursor>,
  stopAt: string,
): Promise<void> {
  const { shards } = ports.due;
  const placeOf = ({ shard }: LookCursor): number => Math.max(0, shards.indexOf(shard));
  const [first] = [...cursors.values()].sort((a, b) => placeOf(a) - placeOf(b) || (a.after < b.after ? -1 : 1));
  if (first === undefined) return;
  let sent = 0;
  for (let place = placeOf(first); place < shards.length; place += 1) {
    const shard = shards[place]!;
    let after: string | undefined = place === placeOf(first) ? first.after : beginningOfTime;
    while (after !== undefined) {
      const page: Page = await nextPage(ports, shard, after);
      await ports.inbox.send(messages(page.rows, ports.clock.now(), sent));
      sent += page.rows.length;
      after = page.next;
      await moveAll(ports, cursors, { shard, after: after ?? endOfTime });
      if (sent >= casesPerSecond * longestDelaySeconds || ports.clock.now() >= stopAt) {
        ports.log.info('open cases are looked at again, the rest by the next run', { cases: sent });
        return;
      }
    }
  }
  await moveAll(ports, cursors, undefined);
  ports.log.info('open cases are looked at again', { cases: sent });
}

interface Page {
  readonly rows: readonly DueRow[];
  /** Up to where the shard is done; undefined when all of it is. */
  readonly next: string | undefined;
}

/** Whole instants only, so that the cursor can stand between two of them. */
async function nextPage(ports: LookAgainPorts, shard: string, after: string): Promise<Page> {
  for (let limit = pageRows; ; limit *= 2) {
    const rows = await ports.due.between(shard, after, endOfTime, limit);
    if (rows.length < limit) return { rows, next: undefined };
    const last = rows.at(-1)!.dueAt;
    const whole = rows.filter(({ dueAt }) => dueAt < last);
    const next = whole.at(-1)?.dueAt;
    if (next !== undefined) return { rows: whole, next };
  }
}

const messages = (rows: readonly DueRow[], now: string, sentBefore: number): Parameters<Inbox['send']>[0] =>
  rows.map(({ caseId }, index) => ({
    message: { kind: 'due', caseId, dueAt: now },
    delaySeconds: Math.min(longestDelaySeconds, Math.floor((sentBefore + index) / casesPerSecond)),
  }));

async function moveAll(
  ports: LookAgainPorts,
  cursors: ReadonlyMap<string, LookCursor>,
  to: LookCursor | undefined,
): Promise<void> {
  for (const id of cursors.keys()) await ports.hours.moveLook(id, to);
}
