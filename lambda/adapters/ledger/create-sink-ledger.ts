import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { rowKeys } from '../../contract/ledger-rows.ts';
import type { SinkLedger } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { loadCase } from './case-rows.ts';
import { writeIf, type LedgerTable } from './ledger-table.ts';

/** The ledger as a sink uses it: it touches only what the sink has confirmed. */
export function createSinkLedger(table: LedgerTable): SinkLedger {
  return {
    load: async (caseId) => await loadCase(table, caseId),

    delivered: async (caseId, sink, version) => {
      const command = new UpdateItemCommand({
        TableName: table.name,
        Key: toRow(rowKeys.case(caseId)),
        // The version moves too, so that a concurrent `advance` cannot write the old number back.
        UpdateExpression: 'SET #sinks.#sink.#delivered = :delivered, #version = #version + :one',
        ConditionExpression: '#sinks.#sink.#delivered < :delivered',
        ExpressionAttributeNames: {
          '#sinks': 'sinks',
          '#sink': sink,
          '#delivered': 'delivered',
          '#version': 'version',
        },
        ExpressionAttributeValues: { ':delivered': toAttribute(version), ':one': toAttribute(1) },
      });
      // A condition that does not hold says that a newer snapshot, or the same, has been confirmed already.
      await writeIf('UpdateItem', () => table.client.send(command));
    },
  };
}
