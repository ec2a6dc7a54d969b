import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { ControlError } from './control-error.ts';
import type { ControlParts } from './parts.ts';
import { passing } from './passing.ts';
import { queueList, visibleMessages, type QueueAnswer } from './queue-list.ts';
import type { Control } from './schema.ts';

/**
 * Moves the messages of a dead-letter queue back, as a person does in the console of SQS: by the API, over the wire. A queue
 * that serves as dead-letter queue of one queue only gets that one as the destination, so that events go there too which a
 * rule put aside directly: those know no queue that they came from. Only visible messages move.
 * @param queue name or logical id of a queue
 * @throws ControlError for a queue that is not there or whose messages come from no other queue
 */
export async function redrive(
  parts: ControlParts,
  { queue, dryRun = false }: { queue: string; dryRun?: boolean | undefined },
): Promise<Awaited<ReturnType<Control['redrive']>>> {
  const queues = queueList(parts);
  const found = deadLetterQueueNamed(queues, queue);
  const [source, another] = found.deadLetterQueueOf;
  const destination = another === undefined ? queues.find(({ name }) => name === source) : undefined;
  if (dryRun) return { moved: visibleMessages(parts, found.arn, { knownSource: destination === undefined }), dryRun };

  const client = new SQSClient({
    endpoint: parts.kernel.endpoint(),
    region: parts.kernel.place.region,
    credentials: { accessKeyId: 'outside', secretAccessKey: 'outside' },
    maxAttempts: 1,
  });
  try {
    const moved = await passing(async () => {
      await client.send(
        new StartMessageMoveTaskCommand({
          SourceArn: found.arn,
          ...(destination === undefined ? {} : { DestinationArn: destination.arn }),
        }),
      );
      // The latest task comes first, and in the sandbox it is over by now.
      const { Results: [latest] = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: found.arn }));
      return latest?.ApproximateNumberOfMessagesMoved ?? 0;
    });
    return { moved, dryRun };
  } finally {
    client.destroy();
  }
}

function deadLetterQueueNamed(queues: readonly QueueAnswer[], wanted: string): QueueAnswer {
  const found = queues.find(({ name, logicalId }) => name === wanted || logicalId === wanted);
  const deadLetterQueues = queues.filter(({ isDeadLetterQueue }) => isDeadLetterQueue).map(({ name }) => name);
  if (!found)
    throw new ControlError(
      'not-found',
      `there is no queue "${wanted}"; dead-letter queues of the deployment: ${deadLetterQueues.join(', ') || 'none'}`,
    );
  if (!found.isDeadLetterQueue)
    throw new ControlError(
      'invalid',
      `${found.name} is not the dead-letter queue of any queue, so there is nowhere to move its messages to; dead-letter queues: ${deadLetterQueues.join(', ') || 'none'}`,
    );
  return found;
}
