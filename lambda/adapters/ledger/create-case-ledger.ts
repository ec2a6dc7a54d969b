import { BatchWriteItemCommand, PutItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { TimelineEntry } from '../../contract/case-item.ts';
import { ledgerTable, readyPartition, rowKeys } from '../../contract/ledger-rows.ts';
import { laneNames } from '../../contract/primitives.ts';
import { ThrottledError } from '../../domain/errors.ts';
import type { CaseLedger } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { loadCase, loadCases, toCaseRow } from './case-rows.ts';
import { updateCase } from './case-update.ts';
import { writeIf, writeLedger, type LedgerTable } from './ledger-table.ts';
import { timelinePage } from './timeline-page.ts';

const ready = ledgerTable.indexes.ready;
/** BatchWriteItem takes at most 25 requests. */
const batchSize = 25;

/** The ledger as `advance` uses it. */
export function createCaseLedger(table: LedgerTable): CaseLedger {
  return {
    load: async (caseId) => await loadCase(table, caseId),

    loadAll: async (caseIds) => await loadCases(table, caseIds),

    save: async (item, index) => {
      const isNew = item.version === 0;
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toCaseRow({ ...item, version: item.version + 1 }, index),
        ConditionExpression: isNew ? 'attribute_not_exists(#pk)' : '#version = :version',
        ExpressionAttributeNames: isNew ? { '#pk': ledgerTable.partitionKey } : { '#version': 'version' },
        ...(isNew ? {} : { ExpressionAttributeValues: { ':version': toAttribute(item.version) } }),
      });
      return await writeIf('PutItem', () => table.client.send(command));
    },

    appendTimeline: async (caseId, entries, expiresAt) => {
      await writeBatch(
        table,
        entries.map((entry) => ({ PutRequest: { Item: toTimelineRow(caseId, entry, expiresAt) } })),
      );
    },

    timelinePage: async (caseId, from) => await timelinePage(table, caseId, from),

    markReady: async (caseId, index) => {
      const requests = laneNames.map((lane): WriteRequest => {
        const key = rowKeys.ready(caseId, lane);
        const order = index.ready.get(lane);
        if (order === undefined) return { DeleteRequest: { Key: toRow(key) } };
        const marker = {
          ...key,
          caseId,
          [ready.partitionKey]: readyPartition(lane),
          [ready.sortKey]: `${order}#${caseId}`,
        };
        return { PutRequest: { Item: toRow(marker) } };
      });
      await writeBatch(table, requests);
    },

    clearOutbox: async (item, index) =>
      await updateCase(table, {
        caseId: item.caseId,
        version: item.version,
        set: { '#outbox': [] },
        names: { '#outbox': 'outbox' },
        index,
      }),
  };
}

function toTimelineRow(caseId: string, entry: TimelineEntry, expiresAt: number | undefined): ReturnType<typeof toRow> {
  const keys = rowKeys.timeline(caseId, entry.id, entry.at);
  return toRow({ ...keys, caseId, ...entry, [ledgerTable.timeToLive]: expiresAt });
}

/** @throws ThrottledError when DynamoDB leaves some rows unwritten; writing all of them again is safe */
async function writeBatch(table: LedgerTable, requests: readonly WriteRequest[]): Promise<void> {
  for (let start = 0; start < requests.length; start += batchSize) {
    const command = new BatchWriteItemCommand({
      RequestItems: { [table.name]: requests.slice(start, start + batchSize) },
    });
    await writeLedger('BatchWriteItem', async () => {
      const { UnprocessedItems } = await table.client.send(command);
      const left = UnprocessedItems?.[table.name]?.length ?? 0;
      if (left > 0) throw new ThrottledError(`DynamoDB BatchWriteItem: ${left} rows were left unwritten`);
    });
  }
}
