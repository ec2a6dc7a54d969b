import { describeError } from '../../domain/errors.ts';
import type { Log } from '../../domain/ports.ts';

/** What we use of the event that Lambda hands over for a batch of queue messages. */
export interface SqsBatch {
  readonly Records: readonly SqsRecord[];
}

export interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
}

/** Tells Lambda which messages failed; the others are deleted from the queue. */
export interface SqsBatchAnswer {
  readonly batchItemFailures: { itemIdentifier: string }[];
}

/** Carries out one record of a batch. */
export interface RecordHandler {
  handle(record: SqsRecord): Promise<void>;
}

/**
 * Handles the records one after another. A record that throws is reported back to the queue, which delivers it again and in
 * the end moves it to the dead-letter queue; the others are not touched by it.
 */
export async function handleRecords(
  ports: { readonly log: Log; readonly records: RecordHandler },
  batch: SqsBatch,
): Promise<SqsBatchAnswer> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of batch.Records) {
    try {
      await ports.records.handle(record);
    } catch (error) {
      ports.log.error('message failed', { messageId: record.messageId, ...describeError(error) });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
