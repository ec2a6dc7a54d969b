import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LaneHint } from '../contract/inbox-message.ts';
import type { LaneName } from '../contract/primitives.ts';
import type { LaneHints } from '../domain/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/**
 * The lane finds its work through an index that follows the table a moment later, so the hint comes after that moment. When
 * the index takes longer still, `tick` wakes the lane within a minute.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
const indexSeconds = 1;

/** @param queueUrls the queue that wakes each lane */
export function createLaneHints(client: SQSClient, queueUrls: Readonly<Record<LaneName, string>>): LaneHints {
  return {
    hint: async (lane, delaySeconds = indexSeconds) => {
      const hint: LaneHint = { kind: 'ready', lane };
      const command = new SendMessageCommand({
        QueueUrl: queueUrls[lane],
        MessageBody: JSON.stringify(hint),
        DelaySeconds: delaySeconds,
      });
      await translateAwsErrors({ operation: 'SQS SendMessage', changes: true }, () => client.send(command));
    },
  };
}
