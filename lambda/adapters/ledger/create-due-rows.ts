import { GetItemCommand, PutItemCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { duePartition, dueShardCount, ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import type { DueRows } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { caseIdOfRow } from './case-rows.ts';
import { readLedger, writeLedger, type LedgerTable } from './ledger-table.ts';

const due = ledgerTable.indexes.due;

export function createDueRows(table: LedgerTable): DueRows {
  return {
    shards: Array.from({ length: dueShardCount }, (_unused, shard) => duePartition(shard)),

    between: async (shard, after, until, limit) => {
      // DynamoDB refuses a range whose ends are the wrong way round.
      if (after >= until) return [];
      const rows: { caseId: string; dueAt: string }[] = [];
      let from: QueryCommandOutput['LastEvaluatedKey'];
      do {
        const page = await readLedger('Query', () =>
          table.client.send(dueQuery(table, { shard, after, until, limit }, from)),
        );
        for (const row of page.Items ?? []) {
          const caseId = caseIdOfRow(row);
          const dueAt = row[due.sortKey]?.S;
          // BETWEEN takes both ends; ours leaves out the first.
          if (caseId !== undefined && dueAt !== undefined && dueAt > after) rows.push({ caseId, dueAt });
        }
        from = page.LastEvaluatedKey;
      } while (from !== undefined && rows.length < limit);
      return rows.slice(0, limit);
    },

    watermark: async (shard) => {
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(
          new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.watermark(shard)), ConsistentRead: true }),
        ),
      );
      return Item?.['watermark']?.S;
    },

    moveWatermark: async (shard, to) => {
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...rowKeys.watermark(shard), watermark: to }),
      });
      await writeLedger('PutItem', () => table.client.send(command));
    },
  };
}

function dueQuery(
  table: LedgerTable,
  { shard, after, until, limit }: { shard: string; after: string; until: string; limit: number },
  from: QueryCommandOutput['LastEvaluatedKey'],
): QueryCommand {
  return new QueryCommand({
    TableName: table.name,
    IndexName: due.name,
    KeyConditionExpression: '#partition = :partition AND #at BETWEEN :after AND :until',
    ExpressionAttributeNames: { '#partition': due.partitionKey, '#at': due.sortKey },
    ExpressionAttributeValues: {
      ':partition': toAttribute(shard),
      ':after': toAttribute(after),
      ':until': toAttribute(until),
    },
    Limit: limit,
    ...(from === undefined ? {} : { ExclusiveStartKey: from }),
  });
}
