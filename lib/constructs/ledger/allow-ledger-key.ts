import { Stack } from 'aws-cdk-lib';
import type * as z from 'zod/mini';
import type { LedgerReference } from '../references.ts';
import type { SpecFunction } from '../spec-function/spec-function.ts';

const readActions = ['kms:Decrypt', 'kms:DescribeKey'] as const;

/** What the CDK grants those who write to a table with such a key, with its wildcards spelled out. */
const writeActions = [
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/**
 * Lets a function use the key of the ledger, through DynamoDB alone: DynamoDB unlocks the table in the name of whoever
 * calls it, and no function decrypts anything itself.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export function allowLedgerKey<Env extends z.ZodMiniObject>(
  handler: SpecFunction<Env>,
  ledger: LedgerReference,
  use: 'read' | 'write',
): void {
  const { encryptionKey } = ledger;
  if (encryptionKey === undefined) return;
  handler.allow(use === 'read' ? readActions : [...readActions, ...writeActions], [encryptionKey.keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(handler).region}.amazonaws.com` },
  });
}
