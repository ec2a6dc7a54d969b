/** What a queue and the event source mapping behind it are set to. */
export interface QueueSettings {
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  /** Runs that the mapping has under way at most. */
  readonly maxConcurrency: number;
}

export interface Message {
  /** The place of the message among all of its queue, from 0. */
  readonly number: number;
  readonly body: string;
  /** Rounds of Lambda → queue → Lambda that have led here. */
  readonly hops: number;
  /** When it was handed to runs. */
  readonly receives: number[];
}

/** What faults make of the deliveries of a queue. */
export interface QueueFaults {
  /** Milliseconds for which the mapping fetches nothing from the queue, from now on; 0 in general. */
  stuckFor(queue: string): number;
  /** What becomes of a message that is sent now: each entry is one copy and its additional delay. None: it is lost. */
  copies(queue: string, message: number): readonly number[];
  /** True when something that is no message of ours is put in front of it, so that both may share a batch. */
  isPoisoned(queue: string, message: number): boolean;
  /** True when the mapping takes what a run has handled for failed. */
  isMisreported(queue: string, message: number): boolean;
  /** True when a message becomes visible again although its run still has it. */
  expiresEarly(queue: string, message: number): boolean;
}

/** A run says which of its messages failed; all of them when it was cut off. */
export type Consumer = (messages: readonly Message[], answer: (failed: ReadonlySet<number>) => void) => void;

export interface Queue {
  readonly settings: QueueSettings;
  send(body: string, options: { readonly delaySeconds: number; readonly hops: number }): void;
  readonly deadLetters: readonly Message[];
  /** Messages that are waiting or with a run. */
  depth(): number;
}

/** What somebody sends to the wrong queue. */
export const poison = 'this is no message of ours';
/** Messages that wait for the mapping to fetch them are gathered for so long. */
const gatherMilliseconds = 20;

/**
 * A standard queue of SQS with the mapping that feeds a function: at least once, in no order, a message that no run has
 * reported as handled comes back after its visibility time-out, and after so many receives goes to the dead letters.
 */
export function createQueue(
  settings: QueueSettings,
  later: (milliseconds: number, act: () => void) => void,
  now: () => number,
  faults: QueueFaults,
  consume: Consumer,
): Queue {
  const waiting: Message[] = [];
  const deadLetters: Message[] = [];
  const present = new Set<Message>();
  let runs = 0;
  let sent = 0;
  let isGathering = false;

  function put(message: Message, milliseconds: number): void {
    present.add(message);
    later(milliseconds, () => show(message));
  }

  function show(message: Message): void {
    if (!present.has(message)) return;
    waiting.push(message);
    gather();
  }

  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    later(gatherMilliseconds + faults.stuckFor(settings.name), () => {
      isGathering = false;
      fetch();
    });
  }

  function fetch(): void {
    while (waiting.length > 0 && runs < settings.maxConcurrency) {
      const batch: Message[] = [];
      while (batch.length < settings.batchSize && waiting.length > 0) {
        const message = waiting.shift()!;
        if (message.receives.length >= settings.maxReceiveCount) {
          present.delete(message);
          deadLetters.push(message);
          continue;
        }
        message.receives.push(now());
        batch.push(message);
      }
      if (batch.length > 0) start(batch);
    }
  }

  function start(batch: readonly Message[]): void {
    runs += 1;
    const handled = new Set<Message>();
    let isRunning = true;
    const end = (): void => {
      if (isRunning) runs -= 1;
      isRunning = false;
    };
    for (const message of batch) {
      const visible = settings.visibilitySeconds * 1000;
      // A run holds what it has fetched until the time-out; what it has not reported by then is shown again.
      if (faults.expiresEarly(settings.name, message.number)) later(1000, () => show(message));
      else later(visible, () => void (handled.has(message) || show(message)));
    }
    consume(batch, (failed) => {
      end();
      for (const message of batch) {
        if (failed.has(message.number) || faults.isMisreported(settings.name, message.number)) continue;
        handled.add(message);
        present.delete(message);
      }
      if (waiting.length > 0) gather();
    });
  }

  return {
    settings,
    send: (body, { delaySeconds, hops }) => {
      const number = sent;
      sent += 1;
      if (faults.isPoisoned(settings.name, number)) {
        put({ number: -1 - number, body: poison, hops: 0, receives: [] }, delaySeconds * 1000);
      }
      for (const extra of faults.copies(settings.name, number)) {
        put({ number, body, hops, receives: [] }, delaySeconds * 1000 + extra);
      }
    },
    deadLetters,
    depth: () => present.size,
  };
}
