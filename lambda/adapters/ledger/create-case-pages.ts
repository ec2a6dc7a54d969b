import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { CaseItem } from '../../contract/case-item.ts';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import type { CasePages } from '../../domain/case-pages.ts';
import { LedgerRowInvalidError, MessageInvalidError } from '../../domain/errors.ts';
import { toAttribute, toRow, type Row } from './attribute-values.ts';
import { caseIdOfRow, fromCaseRow } from './case-rows.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';

/** Rows of any kind that one Scan reads; it ends earlier at 1 MB. */
const rowsPerScan = 500;
const { partitionKey, sortKey } = ledgerTable;

/**
 * All cases of the ledger, piece by piece. What is looked for like that is on no index, since a table has two for ever, and
 * nobody waits for it but a person: the whole table is read, each piece going on at the key where the last ended.
 */
export function createCasePages(table: LedgerTable): CasePages {
  return {
    page: async (from) => {
      const { Items, ScannedCount, LastEvaluatedKey } = await readLedger('Scan', () =>
        table.client.send(
          new ScanCommand({
            TableName: table.name,
            Limit: rowsPerScan,
            FilterExpression: '#kind = :case',
            ExpressionAttributeNames: { '#kind': sortKey },
            ExpressionAttributeValues: { ':case': toAttribute(rowKeys.case('').sk) },
            ...(from === undefined ? {} : { ExclusiveStartKey: keyOf(from) }),
          }),
        ),
      );
      const items: CaseItem[] = [];
      const unreadable: string[] = [];
      for (const row of Items ?? []) {
        try {
          items.push(fromCaseRow(row));
        } catch (error) {
          // One row of another version hides no other.
          if (!(error instanceof LedgerRowInvalidError)) throw error;
          unreadable.push(caseIdOfRow(row) ?? 'unknown');
        }
      }
      return { items, unreadable, looked: ScannedCount ?? 0, next: LastEvaluatedKey && placeOf(LastEvaluatedKey) };
    },
  };
}

/** A key of the table as one text, for whoever goes on from there. */
function placeOf(key: Row): string {
  return JSON.stringify([key[partitionKey]?.S, key[sortKey]?.S]);
}

/** @throws MessageInvalidError when it is none that `placeOf` has made */
function keyOf(place: string): Row {
  try {
    const [pk, sk] = JSON.parse(place) as unknown[];
    if (typeof pk === 'string' && typeof sk === 'string') return toRow({ [partitionKey]: pk, [sortKey]: sk });
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause;
  }
  throw new MessageInvalidError('from must be the `next` of an answer before, as it was');
}
