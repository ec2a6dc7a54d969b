import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { ledgerTable, readyPartition, rowKeys } from '../../contract/ledger-rows.ts';
import type { LaneName } from '../../contract/primitives.ts';
import { readyRanks } from '../../domain/index-attributes.ts';
import type { EffectLedger } from '../../domain/ports.ts';
import { toAttribute, toRow, type Row } from './attribute-values.ts';
import { caseIdOfRow, loadCase } from './case-rows.ts';
import { updateCase } from './case-update.ts';
import { readLedger, writeLedger, type LedgerTable } from './ledger-table.ts';

const ready = ledgerTable.indexes.ready;

/** The ledger as `dispatch` uses it. Markers are hints: the index is eventually consistent, the item decides. */
export function createEffectLedger(table: LedgerTable): EffectLedger {
  const replacePending: EffectLedger['claim'] = async (caseId, version, effect, index, read) =>
    await updateCase(table, {
      caseId,
      version,
      set: { '#effects.#key': effect },
      where: { '#effects.#key.#status': 'pending' },
      names: { '#effects': 'effects', '#key': effect.key, '#status': 'status' },
      index,
      optional: { name: 'read', value: read },
    });
  return {
    load: async (caseId) => await loadCase(table, caseId),

    readyCases: async (lane, limit) => await pageWithOldest(table, lane, limit),

    claim: replacePending,
    settle: replacePending,

    record: async (caseId, version, claimId, effect, index, read) =>
      await updateCase(table, {
        caseId,
        version,
        set: { '#effects.#key': effect },
        where: { '#effects.#key.#claim.#id': claimId },
        names: { '#effects': 'effects', '#key': effect.key, '#claim': 'claim', '#id': 'id' },
        index,
        optional: { name: 'read', value: read },
      }),

    unmark: async (lane, caseId) => {
      const command = new DeleteItemCommand({ TableName: table.name, Key: toRow(rowKeys.ready(caseId, lane)) });
      await writeLedger('DeleteItem', () => table.client.send(command));
    },
  };
}

/** Case ids with a marker for the lane, the most severe and latest first. */
export async function readyCases(table: LedgerTable, lane: LaneName, limit: number): Promise<readonly string[]> {
  return (await readyRows(table, lane, limit)).flatMap((row) => caseIdOfRow(row) ?? []);
}

/**
 * The most severe cases, the last place of a full page kept for the one of all whose deadline is the oldest: else what is
 * mild would wait for ever while more severe cases keep coming. Within a severity the index is in order of the deadline, so
 * the oldest of all is among the first of each.
 */
async function pageWithOldest(table: LedgerTable, lane: LaneName, limit: number): Promise<readonly string[]> {
  const page = await readyRows(table, lane, limit);
  const last = page.at(-1);
  if (page.length < limit || limit < 2 || last === undefined) return page.flatMap((row) => caseIdOfRow(row) ?? []);
  const behind = readyRanks().filter((rank) => rank > orderOf(last).slice(0, rank.length));
  const firsts = [...page];
  for (const rank of behind) firsts.push(...(await readyRows(table, lane, 1, rank)));
  const [oldest = last] = firsts.toSorted((one, other) => (deadlineOf(one) < deadlineOf(other) ? -1 : 1));
  const caseIds = [...page.slice(0, -1), oldest, last].flatMap((row) => caseIdOfRow(row) ?? []);
  return [...new Set(caseIds)].slice(0, limit);
}

async function readyRows(table: LedgerTable, lane: LaneName, limit: number, rank?: string): Promise<readonly Row[]> {
  const ofRank = rank === undefined ? '' : ' AND begins_with(#order, :rank)';
  const command = new QueryCommand({
    TableName: table.name,
    IndexName: ready.name,
    KeyConditionExpression: `#partition = :partition${ofRank}`,
    ExpressionAttributeNames: {
      '#partition': ready.partitionKey,
      ...(rank === undefined ? {} : { '#order': ready.sortKey }),
    },
    ExpressionAttributeValues: {
      ':partition': toAttribute(readyPartition(lane)),
      ...(rank === undefined ? {} : { ':rank': toAttribute(rank) }),
    },
    Limit: limit,
  });
  return (await readLedger('Query', () => table.client.send(command))).Items ?? [];
}

function orderOf(row: Row): string {
  return row[ready.sortKey]?.S ?? '';
}

function deadlineOf(row: Row): string {
  return orderOf(row).slice(orderOf(row).indexOf('#') + 1);
}
