import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';

/* Units as DynamoDB counts them: 4 KB a read unit (half for an eventually consistent read), 1 KB a write unit. */

export const readUnits = (sizeBytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(sizeBytes / 4096)) * (consistent ? 1 : 0.5);

export const writeUnits = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / 1024));

/** The answer's ConsumedCapacity, only where it was asked for; indexes are not told apart. */
export function consumed(
  asked: string | undefined,
  tableName: string,
  units: number,
): { ConsumedCapacity?: ConsumedCapacity } {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return {};
  return { ConsumedCapacity: { TableName: tableName, CapacityUnits: units } };
}
