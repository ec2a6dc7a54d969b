import { createHash } from 'node:crypto';
import type { PolledMessage, World } from '../../kernel/world.ts';
import { messagesDone } from './batch-outcome.ts';
import { inBackground } from './in-background.ts';
import type { Invocations } from './invocations.ts';
import { loopLimit } from './lineage.ts';
import type { EventSourceMapping, FunctionRecord } from './store.ts';

/** From a message becoming visible to the poll that takes it; on AWS long polling makes it about as short. */
const pollDelayMilliseconds = 20;
/** Batches that Lambda starts with side by side. */
const initialConcurrency = 5;

/**
 * Polls a queue for a function, as an event source mapping does. What the function did not finish becomes visible again
 * after the queue's visibility time; Lambda does nothing to it.
 * @returns stops polling; a batch under way still ends.
 */
export function startPoller(
  world: World,
  mapping: EventSourceMapping,
  options: {
    /** The function as it is now; undefined once it is deleted. */
    target: () => FunctionRecord | undefined;
    invocations: Invocations;
    /** Invocations that the host can run side by side: taking more messages than that would only age them. */
    hostConcurrency: number;
  },
): () => void {
  const { kernel, queues } = world;
  const { queueArn } = mapping;
  const concurrency = Math.min(mapping.maximumConcurrency ?? initialConcurrency, options.hostConcurrency);
  const delay = mapping.windowSeconds > 0 ? mapping.windowSeconds * 1000 : pollDelayMilliseconds;
  const label = `poll ${queueArn.split(':').at(-1)}`;
  let running = 0;
  let scheduled = false;
  /** Messages came while all batches were under way. */
  let wanted = false;
  let stopped = false;

  const handle = async (target: FunctionRecord, batch: readonly PolledMessage[]): Promise<void> => {
    const kept = batch.filter((message) => {
      const detail = { queue: queueArn, messageId: message.messageId };
      if (!options.invocations.stopsLoop(target, message.traceHeader, detail)) return true;
      const reason = `Lambda stopped a loop: ${target.name} stands ${loopLimit} times in the chain of this message`;
      queues.deadLetter(queueArn, message.receiptHandle, reason);
      return false;
    });
    if (kept.length === 0) return;
    const payload = JSON.stringify({ Records: kept.map((message) => recordOf(message, mapping, kernel.place.region)) });
    const causes = kept.map((message) => message.traceHeader);
    const result = await options.invocations.run(target, payload, causes);
    const ids = kept.map((message) => message.messageId);
    const done = new Set(messagesDone(ids, result, mapping.reportsItemFailures));
    const handles = kept.filter(({ messageId }) => done.has(messageId)).map(({ receiptHandle }) => receiptHandle);
    queues.deleteForPoller(queueArn, handles);
  };

  const poll = (): void => {
    scheduled = false;
    const target = options.target();
    if (stopped || !target) return;
    if (running >= concurrency) {
      wanted = true;
      return;
    }
    const batch = queues.receiveForPoller(queueArn, mapping.batchSize);
    if (batch.length === 0) return;
    // A full batch: there may be more.
    if (batch.length === mapping.batchSize) wake();
    running += 1;
    const ended = handle(target, batch).finally(() => {
      running -= 1;
      if (!wanted) return;
      wanted = false;
      wake();
    });
    inBackground(kernel, label, ended);
  };

  const wake = (): void => {
    if (stopped || scheduled) return;
    scheduled = true;
    kernel.clock.after(delay, label, poll);
  };

  const unsubscribe = queues.onVisible(queueArn, wake);
  return () => {
    stopped = true;
    unsubscribe();
  };
}

/** A record as Lambda makes it. Message attributes do not reach the poller in this sandbox. */
function recordOf(message: PolledMessage, mapping: EventSourceMapping, region: string) {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: {},
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: mapping.queueArn,
    awsRegion: region,
  };
}
