import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { caseItem, type CaseItem, type IndexAttributes } from '../../contract/case-item.ts';
import { duePartition, dueShardCount, ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import { fromRow, toRow, type Row } from './attribute-values.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';
import { fromRuns, toRuns } from './observation-runs.ts';
import { upgradeCaseItem } from './upgrade-case-item.ts';

const due = ledgerTable.indexes.due;
const casePrefix = rowKeys.case('').pk;

/** The row of a case: the item's content beside the keys and the sparse index attributes. */
export function toCaseRow(item: CaseItem, index: IndexAttributes): Row {
  return toRow({
    ...item,
    observations: toRuns(item.observations, item.createdAt),
    ...rowKeys.case(item.caseId),
    ...dueAttributes(item.caseId, index),
    [ledgerTable.timeToLive]: index.expiresAt,
  });
}

/** @throws LedgerRowInvalidError when another version of Casewarden wrote it in a form that we do not know */
export function fromCaseRow(row: Row): CaseItem {
  const {
    pk,
    sk: _sk,
    [due.partitionKey]: _partition,
    [due.sortKey]: _dueAt,
    [ledgerTable.timeToLive]: _expiresAt,
    ...content
  } = fromRow(row);
  const observations = fromRuns(content['observations'], content['createdAt']);
  const parsed = z.safeParse(caseItem, upgradeCaseItem({ ...content, observations }));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new LedgerRowInvalidError(
    `ledger row ${JSON.stringify(pk)} of schema version ${JSON.stringify(content['schemaVersion'])} cannot be read (version 1, 2 or 3 expected) at: ${places}`,
  );
}

/** Reads consistently: a decision on an old item would only lose its write. */
export async function loadCase(table: LedgerTable, caseId: string): Promise<CaseItem | undefined> {
  const { Item } = await readLedger('GetItem', () =>
    table.client.send(
      new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.case(caseId)), ConsistentRead: true }),
    ),
  );
  return Item === undefined ? undefined : fromCaseRow(Item);
}

/** BatchGetItem takes at most 100 keys. */
const keysPerRead = 100;

/**
 * Reads consistently. Left out are rows that DynamoDB has not got round to, and rows that this version cannot read: read on
 * their own they come, or say why not.
 */
export async function loadCases(
  table: LedgerTable,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseItem | undefined>> {
  const items = new Map<string, CaseItem | undefined>();
  const distinct = [...new Set(caseIds)];
  for (let start = 0; start < distinct.length; start += keysPerRead) {
    const asked = distinct.slice(start, start + keysPerRead);
    const { Responses, UnprocessedKeys } = await readLedger('BatchGetItem', () =>
      table.client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [table.name]: { Keys: asked.map((caseId) => toRow(rowKeys.case(caseId))), ConsistentRead: true },
          },
        }),
      ),
    );
    for (const caseId of asked) items.set(caseId, undefined);
    for (const key of UnprocessedKeys?.[table.name]?.Keys ?? []) items.delete(caseIdOfRow(key) ?? '');
    for (const row of Responses?.[table.name] ?? []) keepReadable(items, row);
  }
  return items;
}

function keepReadable(items: Map<string, CaseItem | undefined>, row: Row): void {
  try {
    const item = fromCaseRow(row);
    items.set(item.caseId, item);
  } catch (error) {
    // One row of another version keeps no other case from being read.
    if (!(error instanceof LedgerRowInvalidError)) throw error;
    items.delete(caseIdOfRow(row) ?? '');
  }
}

/** The case of a row that an index returned: an index is only sure to hold the keys of the table. */
export function caseIdOfRow(row: Row): string | undefined {
  const key = row[ledgerTable.partitionKey]?.S;
  return key?.startsWith(casePrefix) === true ? key.slice(casePrefix.length) : undefined;
}

/** The index attributes `due` of a case; empty when nothing is due. */
export function dueAttributes(caseId: string, index: IndexAttributes): Record<string, string> {
  if (index.nextDueAt === undefined) return {};
  return { [due.partitionKey]: duePartition(dueShard(caseId)), [due.sortKey]: index.nextDueAt };
}

/** FNV-1a over the id: stable for ever, since rows stay in the shard in which they were written. */
function dueShard(caseId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < caseId.length; index += 1) {
    hash = Math.imul(hash ^ caseId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % dueShardCount;
}
