import { BatchGetItemCommand, type BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { CaseItem } from '../../contract/case-item.ts';
import { rowKeys } from '../../contract/ledger-rows.ts';
import { LedgerRowInvalidError, ServiceUnavailableError } from '../../domain/errors.ts';
import type { ManyCases } from '../../domain/sweep/sweep-ports.ts';
import { toRow, type Row } from './attribute-values.ts';
import { caseIdOfRow, fromCaseRow } from './case-rows.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';

/** The most keys of one call. Source: API_BatchGetItem. */
const keysPerCall = 100;
/** What does not fit into one answer comes back; each call brings at least one row. */
const mostCalls = 100;

/** Items of many cases by as few calls as may be; not read consistently, which costs half. */
export function createManyCases(table: LedgerTable): ManyCases {
  return {
    loadMany: async (caseIds) => {
      const items = new Map<string, CaseItem>();
      const unreadable = new Set<string>();
      const ids = [...new Set(caseIds)];
      for (let start = 0; start < ids.length; start += keysPerCall) {
        for (const row of await rowsOf(table, ids.slice(start, start + keysPerCall))) {
          try {
            const item = fromCaseRow(row);
            items.set(item.caseId, item);
          } catch (error) {
            // One row of another version hides no other.
            if (!(error instanceof LedgerRowInvalidError)) throw error;
            unreadable.add(caseIdOfRow(row) ?? 'unknown');
          }
        }
      }
      return { items, unreadable };
    },
  };
}

async function rowsOf(table: LedgerTable, caseIds: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let keys: Row[] | undefined = caseIds.map((caseId) => toRow(rowKeys.case(caseId)));
  for (let calls = 0; keys !== undefined && keys.length > 0; calls += 1) {
    if (calls === mostCalls)
      throw new ServiceUnavailableError('DynamoDB BatchGetItem: the table keeps giving keys back');
    const command = new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: keys } } });
    const answer: BatchGetItemCommandOutput = await readLedger('BatchGetItem', () => table.client.send(command));
    rows.push(...(answer.Responses?.[table.name] ?? []));
    keys = answer.UnprocessedKeys?.[table.name]?.Keys;
  }
  return rows;
}
