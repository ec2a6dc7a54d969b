import type { InvocationResult } from '../../kernel/world.ts';

/**
 * Which messages of a batch are done, by the function's answer. With ReportBatchItemFailures the answer names those that
 * failed; an answer that Lambda cannot read, or that names a message it did not send, fails the whole batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function messagesDone(
  messageIds: readonly string[],
  result: InvocationResult,
  reportsItemFailures: boolean,
): readonly string[] {
  if (result.functionError !== undefined) return [];
  if (!reportsItemFailures) return messageIds;
  const answer: unknown = JSON.parse(result.payload);
  if (answer === null) return messageIds;
  if (typeof answer !== 'object' || Array.isArray(answer)) return [];
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return messageIds;
  if (!Array.isArray(failures)) return [];
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || !messageIds.includes(id)) return [];
    failed.add(id);
  }
  return messageIds.filter((id) => !failed.has(id));
}
