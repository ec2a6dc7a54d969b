import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { rowKeys } from '../../contract/ledger-rows.ts';
import { ConflictingSetupError } from '../../domain/deployment-errors.ts';
import type { PolicyRows } from '../../domain/deployment-ports.ts';
import { toRow } from './attribute-values.ts';
import { writeIf, type LedgerTable } from './ledger-table.ts';

/** Writes policy rows; `createPolicies` reads them. */
export function createPolicyRows(table: LedgerTable): PolicyRows {
  return {
    hash: (policy) => createHash('sha256').update(policy, 'utf8').digest('hex'),
    store: async (hash, policy) => {
      const stored = await writeIf('PutItem', () =>
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: toRow({ ...rowKeys.policy(hash), policy }),
            ConditionExpression: 'attribute_not_exists(pk) OR #policy = :policy',
            ExpressionAttributeNames: { '#policy': 'policy' },
            ExpressionAttributeValues: toRow({ ':policy': policy }),
          }),
        ),
      );
      if (stored) return;
      throw new ConflictingSetupError(
        `the ledger row ${rowKeys.policy(hash).pk} holds another policy than its hash says; somebody changed it`,
      );
    },
  };
}
