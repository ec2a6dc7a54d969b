import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Budgets } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { writeIf, type LedgerTable } from './ledger-table.ts';

/** How long the row of an hour is kept after its beginning. */
const keptSeconds = 2 * 24 * 3600;

/** A row for each budget and hour, of which each spends one by one conditional write; a write that is refused spends nothing. */
export function createBudgets(table: LedgerTable): Budgets {
  return {
    spend: async ({ name, of, hour, limit }) => {
      const Key = toRow(rowKeys.budget(name, of, hour));
      const expiresAt = Math.floor(Date.parse(addSeconds(`${hour}:00:00.000Z`, keptSeconds)) / 1000);
      const spend = new UpdateItemCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET #expires = :expires ADD #spent :one',
        ConditionExpression: 'attribute_not_exists(#spent) OR #spent < :limit',
        ExpressionAttributeNames: { '#expires': ledgerTable.timeToLive, '#spent': 'spent' },
        ExpressionAttributeValues: {
          ':expires': toAttribute(expiresAt),
          ':one': toAttribute(1),
          ':limit': toAttribute(limit),
        },
      });
      if (await writeIf('UpdateItem', () => table.client.send(spend))) return { isWithin: true, isFirstRefusal: false };
      const tell = new UpdateItemCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET #told = :told',
        ConditionExpression: 'attribute_not_exists(#told)',
        ExpressionAttributeNames: { '#told': 'isTold' },
        ExpressionAttributeValues: { ':told': toAttribute(true) },
      });
      return { isWithin: false, isFirstRefusal: await writeIf('UpdateItem', () => table.client.send(tell)) };
    },
  };
}
