import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { instantOf } from '../domain/instants.ts';
import type { DeadLetter, DeadLetters } from '../domain/redrive/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** ReceiveMessage and ChangeMessageVisibilityBatch take at most 10 messages. */
const batchSize = 10;
/** Longer than a run of the function: a run never sees a letter twice, and what one that died has hidden is back soon. */
const hiddenSeconds = 90;
/** With a wait SQS asks all of its servers; without one a few, so that it may find nothing where there is something. */
const waitSeconds = 1;

/** @param queues by name the queue of dead letters, and the one from which they came */
export function createDeadLetters(
  client: SQSClient,
  queues: Readonly<Record<string, { readonly deadLettersUrl: string; readonly queueUrl: string }>>,
): DeadLetters {
  const urlsOf = (queue: string) => {
    const urls = Object.hasOwn(queues, queue) ? queues[queue] : undefined;
    if (urls === undefined) throw new RangeError(`there is no queue ${JSON.stringify(queue)}`);
    return urls;
  };
  return {
    queues: Object.keys(queues),

    receive: async (queue) => {
      const { Messages } = await translateAwsErrors({ operation: 'SQS ReceiveMessage', changes: false }, () =>
        client.send(
          new ReceiveMessageCommand({
            QueueUrl: urlsOf(queue).deadLettersUrl,
            MaxNumberOfMessages: batchSize,
            VisibilityTimeout: hiddenSeconds,
            WaitTimeSeconds: waitSeconds,
            MessageSystemAttributeNames: ['SentTimestamp'],
            // Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
            MessageAttributeNames: ['ERROR_CODE'],
          }),
        ),
      );
      return (Messages ?? []).flatMap(toLetter);
    },

    sendOn: async (queue, { body }) => {
      const command = new SendMessageCommand({ QueueUrl: urlsOf(queue).queueUrl, MessageBody: body });
      await translateAwsErrors({ operation: 'SQS SendMessage', changes: true }, () => client.send(command));
    },

    remove: async (queue, { receipt }) => {
      const command = new DeleteMessageCommand({ QueueUrl: urlsOf(queue).deadLettersUrl, ReceiptHandle: receipt });
      await translateAwsErrors({ operation: 'SQS DeleteMessage', changes: true }, () => client.send(command));
    },

    giveBack: async (queue, letters) => {
      for (let start = 0; start < letters.length; start += batchSize) {
        const command = new ChangeMessageVisibilityBatchCommand({
          QueueUrl: urlsOf(queue).deadLettersUrl,
          Entries: letters
            .slice(start, start + batchSize)
            .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 })),
        });
        // One that is not given back shows itself when its time is over.
        await translateAwsErrors({ operation: 'SQS ChangeMessageVisibilityBatch', changes: false }, () =>
          client.send(command),
        );
      }
    },
  };
}

function toLetter({ MessageId, Body, ReceiptHandle, Attributes, MessageAttributes }: Message): DeadLetter[] {
  if (MessageId === undefined || ReceiptHandle === undefined) return [];
  return [
    {
      id: MessageId,
      body: Body ?? '',
      sentAt: instantOf(Number(Attributes?.SentTimestamp ?? 0)),
      errorCode: MessageAttributes?.['ERROR_CODE']?.StringValue,
      receipt: ReceiptHandle,
    },
  ];
}
