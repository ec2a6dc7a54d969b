import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ledgerTable, readyPartition, rowKeys } from '../../contract/ledger-rows.ts';
import { laneNames, type LaneName } from '../../contract/primitives.ts';
import type { LaneLease, LaneStates } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { readyCases } from './create-effect-ledger.ts';
import { readLedger, writeIf, type LedgerTable } from './ledger-table.ts';

const ready = ledgerTable.indexes.ready;

/** Markers that one look reads: more than wait on a quiet day, few enough to cost one or two read units. */
const markersRead = 50;

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

export function createLaneStates(table: LedgerTable): LaneStates {
  return {
    withReadyWork: async () => {
      const { Items = [], LastEvaluatedKey } = await readLedger('Scan', () => table.client.send(firstMarkers(table)));
      const seen = new Set(Items.map((row) => row[ready.partitionKey]?.S));
      const isReady = async (lane: LaneName): Promise<boolean> => {
        if (seen.has(readyPartition(lane))) return true;
        return LastEvaluatedKey !== undefined && (await readyCases(table, lane, 1)).length > 0;
      };
      const answers = await Promise.all(laneNames.map(isReady));
      return laneNames.filter((_lane, index) => answers[index]);
    },

    leaseOf: async (lane) => {
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(
          new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.lease(lane)), ConsistentRead: true }),
        ),
      );
      const leaseUntil = Item?.['leaseUntil']?.S;
      // A row of before there were ends says nothing of when its run ends; its lease is as long as the run.
      return leaseUntil === undefined ? undefined : { leaseUntil, endsAt: Item?.['endsAt']?.S ?? leaseUntil };
    },
  };
}

/**
 * The first markers of all lanes. The index is sparse and holds waiting work only, so mostly this is all of it, in one call
 * instead of one per lane; a longer one is looked at lane by lane.
 */
const firstMarkers = (table: LedgerTable): ScanCommand =>
  new ScanCommand({ TableName: table.name, IndexName: ready.name, Limit: markersRead });
