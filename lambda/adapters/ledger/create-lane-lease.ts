import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { rowKeys } from '../../contract/ledger-rows.ts';
import type { LaneLease } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { writeIf, type LedgerTable } from './ledger-table.ts';

/** A row per lane that names who drains it and until when nobody else may. */
export function createLaneLease(table: LedgerTable): LaneLease {
  return {
    acquire: async (lane, lease, now) => {
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...rowKeys.lease(lane), ...lease }),
        ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now',
        ExpressionAttributeNames: { '#until': 'leaseUntil' },
        ExpressionAttributeValues: { ':now': toAttribute(now) },
      });
      return await writeIf('PutItem', () => table.client.send(command));
    },

    renew: async (lane, holder, leaseUntil) => {
      const command = new UpdateItemCommand({
        TableName: table.name,
        Key: toRow(rowKeys.lease(lane)),
        UpdateExpression: 'SET #until = :until',
        ConditionExpression: '#holder = :holder',
        ExpressionAttributeNames: { '#holder': 'holder', '#until': 'leaseUntil' },
        ExpressionAttributeValues: { ':holder': toAttribute(holder), ':until': toAttribute(leaseUntil) },
      });
      return await writeIf('UpdateItem', () => table.client.send(command));
    },

    release: async (lane, holder) => {
      const command = new DeleteItemCommand({
        TableName: table.name,
        Key: toRow(rowKeys.lease(lane)),
        ConditionExpression: '#holder = :holder',
        ExpressionAttributeNames: { '#holder': 'holder' },
        ExpressionAttributeValues: { ':holder': toAttribute(holder) },
      });
      // A lease that has passed to somebody else is theirs to release.
      await writeIf('DeleteItem', () => table.client.send(command));
    },
  };
}
