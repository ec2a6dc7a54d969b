import type { Announcement } from '../../../lambda/contract/announcement.ts';
import type { Announced } from '../checks/evidence.ts';
import type { Invocation, Senders } from '../functions/ports.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Queue } from './queue.ts';

/**
 * Queues and the bus as functions send to them.
 * @param performing the run that is being answered, whose rounds are counted on @param announced gets what the bus takes
 */
export function createSenders(
  queues: ReadonlyMap<string, Queue>,
  { now, after }: Timeline,
  performing: () => Invocation | undefined,
  announced: Announced[],
): Senders {
  const hops = (): number => (performing()?.hops ?? 0) + 1;
  const toSink = (announcement: Announcement): void => {
    if (announcement.detailType !== 'Sink Ready' || announcement.sink !== 'salesforce') return;
    // Over the bus and a rule; a chain through EventBridge is not one that Lambda counts.
    after(120, () => queues.get('sink')!.send(JSON.stringify({ detail: announcement }), { delaySeconds: 0, hops: 0 }));
  };
  return {
    inbox: {
      send: (messages) => {
        for (const { message, delaySeconds } of messages) {
          queues.get('inbox')!.send(JSON.stringify(message), { delaySeconds, hops: hops() });
        }
      },
    },
    laneHints: {
      // The adapter gives the index a second to show the work.
      hint: (lane, delaySeconds = 1) => queues.get(lane)!.send('{}', { delaySeconds, hops: hops() }),
    },
    announcer: {
      announce: (announcements) => {
        for (const announcement of announcements) {
          announced.push({ at: now(), runId: performing()?.id ?? '', announcement });
          toSink(announcement);
        }
      },
    },
  };
}
