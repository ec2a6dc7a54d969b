import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { rowKeys } from '../../contract/ledger-rows.ts';
import type { SweepMarks } from '../../domain/ports.ts';
import { toRow } from './attribute-values.ts';
import { readLedger, writeLedger, type LedgerTable } from './ledger-table.ts';

/** A row for each sweep that says how far it has come. */
export function createSweepMarks(table: LedgerTable): SweepMarks {
  return {
    read: async (sweep) => {
      const key = toRow(rowKeys.sweep(sweep));
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(new GetItemCommand({ TableName: table.name, Key: key, ConsistentRead: true })),
      );
      return Item?.['watermark']?.S;
    },

    move: async (sweep, to) => {
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...rowKeys.sweep(sweep), watermark: to }),
      });
      await writeLedger('PutItem', () => table.client.send(command));
    },
  };
}
