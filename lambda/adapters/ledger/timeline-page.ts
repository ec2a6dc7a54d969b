import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { timelineEntry, type TimelineEntry } from '../../contract/case-item.ts';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import { fromRow, toAttribute, toRow } from './attribute-values.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';

const rowsPerPage = 100;
const { partitionKey, sortKey } = ledgerTable;
const timelinePrefix = 'TIMELINE#';

/** Rows of the timeline of a case in order of time. @param from sort key of the last row of the page before */
export async function timelinePage(
  table: LedgerTable,
  caseId: string,
  from: string | undefined,
): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next: string | undefined }> {
  const { pk } = rowKeys.case(caseId);
  const { Items, LastEvaluatedKey } = await readLedger('Query', () =>
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :timeline)',
        ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
        ExpressionAttributeValues: { ':pk': toAttribute(pk), ':timeline': toAttribute(timelinePrefix) },
        ConsistentRead: true,
        Limit: rowsPerPage,
        ...(from === undefined ? {} : { ExclusiveStartKey: toRow({ [partitionKey]: pk, [sortKey]: from }) }),
      }),
    ),
  );
  const entries = (Items ?? []).map((row) => {
    const { id, at, kind, detail } = fromRow(row);
    const parsed = z.safeParse(timelineEntry, { id, at, kind, detail });
    if (parsed.success) return parsed.data;
    throw new LedgerRowInvalidError(`row ${String(row[sortKey]?.S)} of ${pk} is not a line of a timeline`);
  });
  return { entries, next: LastEvaluatedKey?.[sortKey]?.S };
}
