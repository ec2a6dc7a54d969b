import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ServiceUnavailableError } from '../domain/errors.ts';
import type { Inbox } from '../domain/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** SendMessageBatch takes at most 10 messages. */
const batchSize = 10;

export function createInbox(client: SQSClient, queueUrl: string): Inbox {
  return {
    send: async (messages) => {
      for (let start = 0; start < messages.length; start += batchSize) {
        const entries = messages.slice(start, start + batchSize).map(({ message, delaySeconds }, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(message),
          DelaySeconds: delaySeconds,
        }));
        const { Failed } = await translateAwsErrors({ operation: 'SQS SendMessageBatch', changes: true }, () =>
          client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries })),
        );
        if (Failed !== undefined && Failed.length > 0) {
          throw new ServiceUnavailableError(`SQS SendMessageBatch: ${Failed.length} of ${entries.length} not taken`);
        }
      }
    },
  };
}
