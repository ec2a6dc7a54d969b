import { AwsError } from '../../kernel/service.ts';

interface Entry {
  readonly Id: string;
}

const batchLimit = 10;

/** @throws AwsError for an empty batch, more than ten entries, ids that are not distinct or not well-formed. */
export function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > batchLimit)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${batchLimit}. You have sent ${entries.length}.`,
    );
  const wrong = entries.find(({ Id }) => !/^[\w-]{1,80}$/.test(Id));
  if (wrong)
    throw new AwsError(
      'InvalidBatchEntryId',
      `A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80; got "${wrong.Id}".`,
    );
  const ids = entries.map(({ Id }) => Id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
}

/** Carries entries out one by one: one that fails is reported beside the others, as SQS does. */
export function perEntry<T extends Entry, Result extends object>(
  entries: readonly T[],
  perform: (entry: T) => Result,
): { Successful: (Result & Entry)[]; Failed: object[] } {
  checkBatch(entries);
  const Successful: (Result & Entry)[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: error.statusCode < 500, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
