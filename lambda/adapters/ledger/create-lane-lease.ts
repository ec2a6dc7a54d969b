import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { rowKeys } from '../../contract/ledger-rows.ts';
import type { LaneLease, LaneStates } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { readyCases } from './create-effect-ledger.ts';
import { readLedger, writeIf, type LedgerTable } from './ledger-table.ts';

/** A row per lane that names who drains it and until when nobody else may. */
export function createLaneLease(table: LedgerTable): LaneLease {
  return {
    acquire: async (lane, holder, now, leaseUntil) => {
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...rowKeys.lease(lane), holder, leaseUntil }),
        ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now',
        ExpressionAttributeNames: { '#until': 'leaseUntil' },
        ExpressionAttributeValues: { ':now': toAttribute(now) },
      });
      return await writeIf('PutItem', () => table.client.send(command));
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

export function createLaneStates(table: LedgerTable): LaneStates {
  return {
    hasReadyWork: async (lane) => (await readyCases(table, lane, 1)).length > 0,

    isLeased: async (lane, now) => {
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(
          new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.lease(lane)), ConsistentRead: true }),
        ),
      );
      const leaseUntil = Item?.['leaseUntil']?.S;
      return leaseUntil !== undefined && leaseUntil > now;
    },
  };
}
