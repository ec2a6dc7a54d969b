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
/** When many cases of a lane come up at once: late enough that it serves those of the next second, too. */
const crowdSeconds = 2;

/**
 * Of hints that follow one another closely one a second is sent: a hint that is still on its way and comes late enough stands
 * for the next. A thousand cases that come up together wake a lane a few times, not a thousand times.
 * @param queueUrls the queue that wakes each lane
 */
export function createLaneHints(client: SQSClient, queueUrls: Readonly<Record<LaneName, string>>): LaneHints {
  /** When the last hint that we sent reaches its lane, epoch milliseconds. */
  const arrivals = new Map<LaneName, number>();
  return {
    hint: async (lane, wished) => {
      const now = Date.now();
      const arrival = arrivals.get(lane) ?? 0;
      if (wished === undefined && arrival >= now + indexSeconds * 1000) return;
      const delaySeconds = wished ?? (arrival > now ? crowdSeconds : indexSeconds);
      const hint: LaneHint = { kind: 'ready', lane };
      const command = new SendMessageCommand({
        QueueUrl: queueUrls[lane],
        MessageBody: JSON.stringify(hint),
        DelaySeconds: delaySeconds,
      });
      await translateAwsErrors({ operation: 'SQS SendMessage', changes: true }, () => client.send(command));
      // A hint that was wished for later serves whoever comes then, and nobody before.
      if (wished === undefined) arrivals.set(lane, now + delaySeconds * 1000);
    },
  };
}
