import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isAwsError, translateAwsErrors } from '../translate-aws-error.ts';

/** The table that holds the ledger, and the client that reaches it. */
export interface LedgerTable {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export async function readLedger<Answer>(operation: string, action: () => Promise<Answer>): Promise<Answer> {
  return await translateAwsErrors({ operation: `DynamoDB ${operation}`, changes: false }, action);
}

/** Writes unconditionally, or lets a lost condition be an error. */
export async function writeLedger(operation: string, action: () => Promise<unknown>): Promise<void> {
  await translateAwsErrors({ operation: `DynamoDB ${operation}`, changes: true }, action);
}

/** Writes under a condition. @returns false when the condition did not hold and nothing was written */
export async function writeIf(operation: string, action: () => Promise<unknown>): Promise<boolean> {
  return await translateAwsErrors({ operation: `DynamoDB ${operation}`, changes: true }, async () => {
    try {
      await action();
      return true;
    } catch (error) {
      if (isAwsError(error, 'ConditionalCheckFailedException')) return false;
      throw error;
    }
  });
}
