import * as schemas from '@aws-sdk/client-sqs';
import { AwsError, type AwsService, type CallContext } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { checkBatch, perEntry } from './batch.ts';
import type { Messages, NewMessage } from './behaviour.ts';
import { invalidParameter, noSuchQueue } from './errors.ts';
import { attributesDigest, bodyDigest, messageBytes } from './message-digest.ts';
import { pickAttributes, pickMessageAttributes, queueAttributes, systemAttributes } from './queue-attributes.ts';
import { queueUrl } from './queue-url.ts';
import type { Queue, QueueStore } from './store.ts';

type SendEntry = Pick<
  schemas.SendMessageCommandInput,
  | 'MessageBody'
  | 'DelaySeconds'
  | 'MessageAttributes'
  | 'MessageSystemAttributes'
  | 'MessageGroupId'
  | 'MessageDeduplicationId'
>;

/** SQS counts the whole batch against the limit of one message. */
const batchBytesLimit = 1_048_576;
const purgeGapMilliseconds = 60_000;

/** The API of SQS; the gateway decodes and encodes. */
export function createSqsApi(world: World, store: QueueStore, messages: Messages): AwsService {
  const { kernel } = world;

  /** AWS finds the queue by the path of the URL alone, whatever the host. */
  const byUrl = (url: string): Queue => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const queue = [...store.queues.values()].find((candidate) => candidate.name === name);
    if (!queue) throw noSuchQueue();
    return queue;
  };

  const byArn = (arn: string): Queue => {
    const queue = store.queues.get(arn);
    if (!queue)
      throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, { statusCode: 404 });
    return queue;
  };

  const newMessage = (entry: SendEntry, context: CallContext): NewMessage => {
    if (entry.MessageDeduplicationId !== undefined)
      throw invalidParameter(
        'The parameter MessageDeduplicationId is only for FIFO queues, which this sandbox has not.',
      );
    const attributes = entry.MessageAttributes ?? {};
    for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
      const value = DataType?.startsWith('Binary') ? BinaryValue : StringValue;
      if (!/^(String|Number|Binary)(\..+)?$/.test(DataType ?? '') || value === undefined || value.length === 0)
        throw invalidParameter(
          `The message attribute '${name}' must have a type String, Number or Binary and a value of it.`,
        );
    }
    return {
      body: entry.MessageBody ?? '',
      delaySeconds: entry.DelaySeconds,
      messageAttributes: attributes as NewMessage['messageAttributes'],
      senderId: context.caller.roleArn?.split('/').at(-1) ?? context.caller.accessKeyId,
      traceHeader: entry.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? context.traceHeader,
    };
  };

  const send = (queue: Queue, entry: SendEntry, context: CallContext) => {
    const stored = messages.send(queue, newMessage(entry, context));
    return {
      MessageId: stored.messageId,
      MD5OfMessageBody: bodyDigest(stored.body),
      MD5OfMessageAttributes: attributesDigest(stored.messageAttributes),
    };
  };

  const operations = {
    ListQueues({ QueueNamePrefix = '' }: schemas.ListQueuesCommandInput) {
      const names = [...store.queues.values()]
        .map(({ name }) => name)
        .filter((name) => name.startsWith(QueueNamePrefix));
      return { QueueUrls: names.map((name) => queueUrl(kernel, name)) };
    },

    GetQueueUrl({ QueueName }: schemas.GetQueueUrlCommandInput) {
      return { QueueUrl: queueUrl(kernel, byUrl(QueueName!).name) };
    },

    GetQueueAttributes({ QueueUrl, AttributeNames = [] }: schemas.GetQueueAttributesCommandInput) {
      return { Attributes: pickAttributes(queueAttributes(byUrl(QueueUrl!), messages), AttributeNames) };
    },

    SendMessage: (input: schemas.SendMessageCommandInput, context: CallContext) =>
      send(byUrl(input.QueueUrl!), input, context),

    SendMessageBatch({ QueueUrl, Entries = [] }: schemas.SendMessageBatchCommandInput, context: CallContext) {
      const queue = byUrl(QueueUrl!);
      checkBatch(Entries as { Id: string }[]);
      const bytes = Entries.map((entry) =>
        messageBytes(entry.MessageBody ?? '', newMessage(entry, context).messageAttributes!),
      );
      const total = bytes.reduce((sum, size) => sum + size, 0);
      if (total > batchBytesLimit)
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${batchBytesLimit} bytes. You have sent ${total} bytes.`,
        );
      return perEntry(Entries as (SendEntry & { Id: string })[], (entry) => send(queue, entry, context));
    },

    /** Answers at once: `WaitTimeSeconds` would be virtual time, in which nobody waits on the wire. */
    ReceiveMessage(input: schemas.ReceiveMessageCommandInput) {
      const max = input.MaxNumberOfMessages ?? 1;
      if (max < 1 || max > 10)
        throw invalidParameter(`Value ${max} for parameter MaxNumberOfMessages is invalid. Must be between 1 and 10.`);
      const systemNames: string[] = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
      const received = messages.receive(byUrl(input.QueueUrl!), max, input.VisibilityTimeout);
      return {
        Messages: received.map((item) => {
          const { message, receiptHandle } = item;
          const attributes = pickMessageAttributes(message, input.MessageAttributeNames ?? []);
          const system = Object.entries(systemAttributes(item)).filter(
            ([name]) => systemNames.includes('All') || systemNames.includes(name),
          );
          return {
            MessageId: message.messageId,
            ReceiptHandle: receiptHandle,
            Body: message.body,
            MD5OfBody: bodyDigest(message.body),
            MD5OfMessageAttributes: attributesDigest(attributes),
            ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
            ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
          };
        }),
      };
    },

    DeleteMessage({ QueueUrl, ReceiptHandle }: schemas.DeleteMessageCommandInput) {
      messages.delete(byUrl(QueueUrl!), ReceiptHandle!);
    },

    DeleteMessageBatch({ QueueUrl, Entries = [] }: schemas.DeleteMessageBatchCommandInput) {
      const queue = byUrl(QueueUrl!);
      return perEntry(Entries as { Id: string; ReceiptHandle: string }[], ({ ReceiptHandle }) => {
        messages.delete(queue, ReceiptHandle);
        return {};
      });
    },

    ChangeMessageVisibility(input: schemas.ChangeMessageVisibilityCommandInput) {
      messages.changeVisibility(byUrl(input.QueueUrl!), input.ReceiptHandle!, input.VisibilityTimeout!);
    },

    ChangeMessageVisibilityBatch({ QueueUrl, Entries = [] }: schemas.ChangeMessageVisibilityBatchCommandInput) {
      const queue = byUrl(QueueUrl!);
      return perEntry(Entries as { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[], (entry) => {
        messages.changeVisibility(queue, entry.ReceiptHandle, entry.VisibilityTimeout);
        return {};
      });
    },

    PurgeQueue({ QueueUrl }: schemas.PurgeQueueCommandInput) {
      const queue = byUrl(QueueUrl!);
      const now = kernel.clock.now();
      if (queue.lastPurgedAt !== undefined && now - queue.lastPurgedAt < purgeGapMilliseconds)
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
          { statusCode: 403 },
        );
      queue.lastPurgedAt = now;
      messages.purge(queue);
    },

    /** The move is over before the answer: in virtual time it takes none. */
    StartMessageMoveTask({ SourceArn, DestinationArn }: schemas.StartMessageMoveTaskCommandInput) {
      const source = byArn(SourceArn!);
      const isDeadLetterQueue = [...store.queues.values()].some(
        ({ settings }) => settings.redrive?.deadLetterTargetArn === source.arn,
      );
      if (!isDeadLetterQueue) throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
      const destination = DestinationArn === undefined ? undefined : byArn(DestinationArn);
      const handle = Buffer.from(kernel.identifiers.uuid()).toString('base64');
      store.moveTasks.unshift({
        handle,
        sourceArn: source.arn,
        destinationArn: destination?.arn,
        moved: messages.moveAll(source, destination),
        startedAt: kernel.clock.now(),
      });
      return { TaskHandle: handle };
    },

    ListMessageMoveTasks({ SourceArn, MaxResults = 1 }: schemas.ListMessageMoveTasksCommandInput) {
      const source = byArn(SourceArn!);
      const tasks = store.moveTasks.filter(({ sourceArn }) => sourceArn === source.arn).slice(0, MaxResults);
      return {
        Results: tasks.map((task) => ({
          Status: 'COMPLETED',
          SourceArn: task.sourceArn,
          DestinationArn: task.destinationArn,
          ApproximateNumberOfMessagesMoved: task.moved,
          ApproximateNumberOfMessagesToMove: task.moved,
          StartedTimestamp: task.startedAt,
        })),
      };
    },
  };

  return { signingName: 'sqs', title: 'Amazon SQS', protocol: 'awsJson1_0', schemas, operations };
}
