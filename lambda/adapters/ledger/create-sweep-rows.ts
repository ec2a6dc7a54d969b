import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { seenCase, slaSweepProgress, sweepProgress, sweepRun, type SweepRun } from '../../contract/sweep-rows.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import type { SlaSweepRows, SweepRows, SweepRuns } from '../../domain/sweep/sweep-ports.ts';
import { fromRow, toAttribute, toRow, type Row } from './attribute-values.ts';
import { readLedger, writeIf, writeLedger, type LedgerTable } from './ledger-table.ts';

const { partitionKey, sortKey, timeToLive } = ledgerTable;
const keepPageSeconds = 3 * 86_400;
const keepRunSeconds = 35 * 86_400;

/** Rows of the sweep of cases: its progress, and what a full pass has seen. */
export function createSweepRows(table: LedgerTable): SweepRows {
  return {
    ...createProgress(table, 'cases', sweepProgress),

    addSeen: async (passBegunAt, page, cases) => {
      const row = {
        ...rowKeys.sweepPage(passBegunAt, page),
        cases: [...cases],
        [timeToLive]: expiry(passBegunAt, keepPageSeconds),
      };
      await writeLedger('PutItem', () =>
        table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow(row) })),
      );
    },

    seen: async (passBegunAt) => {
      const { pk } = rowKeys.sweepPage(passBegunAt, '');
      const rows = await allRows(table, { ':pk': pk, ':from': 'PAGE#', ':to': 'PAGE$' });
      return new Map(rows.flatMap((row) => contentOf(seenPage, row).cases.map((one) => [one.caseId, one] as const)));
    },
  };
}

/** The row of the sweep of SLAs. */
export function createSlaSweepRows(table: LedgerTable): SlaSweepRows {
  return createProgress(table, 'slas', slaSweepProgress);
}

/** How far a sweep has come: a row that is written by whoever has read the newest. */
function createProgress<Schema extends z.ZodMiniType<{ readonly version: number }>>(
  table: LedgerTable,
  sweep: SweepRun['sweep'],
  schema: Schema,
) {
  const key = rowKeys.sweep(sweep);
  return {
    progress: async (): Promise<z.output<Schema> | undefined> => {
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(new GetItemCommand({ TableName: table.name, Key: toRow(key), ConsistentRead: true })),
      );
      return Item === undefined ? undefined : contentOf(schema, Item);
    },

    save: async (progress: z.output<Schema>): Promise<boolean> => {
      const isFirst = progress.version === 0;
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...key, ...progress, version: progress.version + 1 }),
        ConditionExpression: isFirst ? 'attribute_not_exists(#version)' : '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ...(isFirst ? {} : { ExpressionAttributeValues: { ':version': toAttribute(progress.version) } }),
      });
      return await writeIf('PutItem', () => table.client.send(command));
    },
  };
}

/** Rows `SWEEP#runs`. */
export function createSweepRuns(table: LedgerTable): SweepRuns {
  return {
    note: async (run) => {
      const row = {
        ...rowKeys.sweepRun(run.startedAt, run.sweep),
        ...run,
        [timeToLive]: expiry(run.startedAt, keepRunSeconds),
      };
      await writeLedger('PutItem', () =>
        table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow(row) })),
      );
    },

    between: async (from, to) => {
      const { pk } = rowKeys.sweepRun('', '');
      const rows = await allRows(table, { ':pk': pk, ':from': `RUN#${from}`, ':to': `RUN#${to}` });
      return rows.map((row): SweepRun => contentOf(sweepRun, row)).filter(({ startedAt }) => startedAt < to);
    },
  };
}

const seenPage = z.strictObject({ cases: z.array(seenCase) });

async function allRows(table: LedgerTable, values: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let from: Row | undefined;
  do {
    const command = new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
      ExpressionAttributeValues: toRow(values),
      ConsistentRead: true,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    const { Items, LastEvaluatedKey } = await readLedger('Query', () => table.client.send(command));
    rows.push(...(Items ?? []));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

function contentOf<Schema extends z.ZodMiniType>(schema: Schema, row: Row): z.output<Schema> {
  const { pk: _pk, sk: _sk, [timeToLive]: _expiresAt, ...content } = fromRow(row);
  const parsed = z.safeParse(schema, content);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new LedgerRowInvalidError(
    `ledger row ${row['pk']?.S ?? '(no key)'} cannot be read by this version at: ${places}`,
  );
}

const expiry = (from: string, seconds: number): number => Math.floor(Date.parse(from) / 1000) + seconds;
