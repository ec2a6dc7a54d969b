import { invalidParameter } from './errors.ts';
import type { Messages, ReceivedMessage } from './behaviour.ts';
import type { Queue, StoredMessage } from './store.ts';

const seconds = (milliseconds: number) => String(Math.floor(milliseconds / 1000));

/** The attributes of a queue as GetQueueAttributes gives them: every value a string. */
export function queueAttributes(queue: Queue, messages: Messages): Record<string, string> {
  const { settings } = queue;
  const count = messages.count(queue);
  const { redrive } = settings;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(count.visible),
    ApproximateNumberOfMessagesNotVisible: String(count.inFlight),
    ApproximateNumberOfMessagesDelayed: String(count.delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MaximumMessageSize: String(settings.maximumMessageBytes),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    SqsManagedSseEnabled: 'true',
    ...(redrive ? { RedrivePolicy: JSON.stringify(redrive) } : {}),
    ...(settings.redriveAllow ? { RedriveAllowPolicy: JSON.stringify(settings.redriveAllow) } : {}),
    ...(queue.policy ? { Policy: JSON.stringify(queue.policy) } : {}),
  };
}

const knownAttributes = new Set([
  'All',
  'Policy',
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
]);

/** Those that were asked for. @throws AwsError for a name that SQS does not have, or that this sandbox does not. */
export function pickAttributes(all: Record<string, string>, names: readonly string[]): Record<string, string> {
  const unknown = names.find((name) => !knownAttributes.has(name));
  if (unknown !== undefined) throw invalidParameter(`Unknown Attribute ${unknown}.`);
  if (names.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** System attributes of a message, as ReceiveMessage and Lambda's poller give them. */
export function systemAttributes({ message }: ReceivedMessage): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.traceHeader === undefined ? {} : { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

/** Message attributes whose names were asked for: `All`, `.*`, a name, or a prefix followed by `.*`. */
export function pickMessageAttributes(
  message: StoredMessage,
  names: readonly string[],
): StoredMessage['messageAttributes'] {
  const wanted = (name: string) =>
    names.some(
      (given) =>
        given === 'All' ||
        given === '.*' ||
        (given.endsWith('.*') ? name.startsWith(given.slice(0, -2)) : given === name),
    );
  return Object.fromEntries(Object.entries(message.messageAttributes).filter(([name]) => wanted(name)));
}
