import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ledgerTable, readyPartition, rowKeys } from '../../contract/ledger-rows.ts';
import type { LaneName } from '../../contract/primitives.ts';
import type { EffectLedger } from '../../domain/ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { caseIdOfRow, loadCase } from './case-rows.ts';
import { updateCase } from './case-update.ts';
import { readLedger, writeLedger, type LedgerTable } from './ledger-table.ts';

const ready = ledgerTable.indexes.ready;

/** The ledger as `dispatch` uses it. Markers are hints: the index is eventually consistent, the item decides. */
export function createEffectLedger(table: LedgerTable): EffectLedger {
  const replacePending: EffectLedger['claim'] = async (caseId, version, effect, index) =>
    await updateCase(table, {
      caseId,
      version,
      set: { '#effects.#key': effect },
      where: { '#effects.#key.#status': 'pending' },
      names: { '#effects': 'effects', '#key': effect.key, '#status': 'status' },
      index,
    });
  return {
    load: async (caseId) => await loadCase(table, caseId),

    readyCases: async (lane, limit) => await readyCases(table, lane, limit),

    claim: replacePending,
    settle: replacePending,

    record: async (caseId, version, claimId, effect, index) =>
      await updateCase(table, {
        caseId,
        version,
        set: { '#effects.#key': effect },
        where: { '#effects.#key.#claim.#id': claimId },
        names: { '#effects': 'effects', '#key': effect.key, '#claim': 'claim', '#id': 'id' },
        index,
      }),

    unmark: async (lane, caseId) => {
      const command = new DeleteItemCommand({ TableName: table.name, Key: toRow(rowKeys.ready(caseId, lane)) });
      await writeLedger('DeleteItem', () => table.client.send(command));
    },
  };
}

/** Case ids with a marker for the lane, the most severe and latest first. */
export async function readyCases(table: LedgerTable, lane: LaneName, limit: number): Promise<readonly string[]> {
  const { Items } = await readLedger('Query', () =>
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: ready.name,
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': ready.partitionKey },
        ExpressionAttributeValues: { ':partition': toAttribute(readyPartition(lane)) },
        Limit: limit,
      }),
    ),
  );
  return (Items ?? []).flatMap((row) => caseIdOfRow(row) ?? []);
}
