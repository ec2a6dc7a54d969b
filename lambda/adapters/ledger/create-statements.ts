import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { statement, type Statement } from '../../contract/statement.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import type { StatementFate, Statements } from '../../domain/statement/statement-ports.ts';
import { toAttribute, toRow, type Row } from './attribute-values.ts';
import { readLedger, writeIf, writeLedger, type LedgerTable } from './ledger-table.ts';

const { partitionKey, sortKey, timeToLive } = ledgerTable;
const keepSeconds = 400 * 86_400;

/** Rows `STATEMENTS`: the statement of each day as JSON, and what became of it. */
export function createStatements(table: LedgerTable): Statements {
  const load = async (date: string): Promise<Row | undefined> => {
    const { Item } = await readLedger('GetItem', () =>
      table.client.send(
        new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.statement(date)), ConsistentRead: true }),
      ),
    );
    return Item;
  };
  return {
    keep: async (made) => {
      const command = new PutItemCommand({
        TableName: table.name,
        Item: toRow({
          ...rowKeys.statement(made.date),
          statement: JSON.stringify(made),
          [timeToLive]: Math.floor(Date.parse(made.at) / 1000) + keepSeconds,
        }),
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': partitionKey },
      });
      if (await writeIf('PutItem', () => table.client.send(command))) return made;
      const row = await load(made.date);
      return row === undefined ? made : contentOf(row);
    },

    find: async (date) => {
      const row = date === undefined ? await newest(table) : await load(date);
      return row === undefined ? undefined : contentOf(row);
    },

    fate: async (date) => {
      const row = await load(date);
      const at = (name: keyof StatementFate): string | undefined => row?.[name]?.S;
      return {
        publishedAt: at('publishedAt'),
        storedAt: at('storedAt'),
        postClaimedAt: at('postClaimedAt'),
        postedAt: at('postedAt'),
      };
    },

    mark: async (date, what, at) => {
      await writeLedger('UpdateItem', () => table.client.send(setTo(table, date, what, at)));
    },

    claimPost: async (date, at) => {
      const command = setTo(table, date, 'postClaimedAt', at, 'attribute_not_exists(#name)');
      return await writeIf('UpdateItem', () => table.client.send(command));
    },

    releasePost: async (date) => {
      const command = new UpdateItemCommand({
        TableName: table.name,
        Key: toRow(rowKeys.statement(date)),
        UpdateExpression: 'REMOVE postClaimedAt',
      });
      await writeLedger('UpdateItem', () => table.client.send(command));
    },
  };
}

function setTo(table: LedgerTable, date: string, name: keyof StatementFate, at: string, condition?: string) {
  return new UpdateItemCommand({
    TableName: table.name,
    Key: toRow(rowKeys.statement(date)),
    UpdateExpression: 'SET #name = :at',
    ExpressionAttributeNames: { '#name': name },
    ExpressionAttributeValues: { ':at': toAttribute(at) },
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
  });
}

async function newest(table: LedgerTable): Promise<Row | undefined> {
  const { pk } = rowKeys.statement('');
  const command = new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :day)',
    ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
    ExpressionAttributeValues: toRow({ ':pk': pk, ':day': 'DAY#' }),
    ScanIndexForward: false,
    Limit: 1,
    ConsistentRead: true,
  });
  const { Items } = await readLedger('Query', () => table.client.send(command));
  return Items?.[0];
}

function contentOf(row: Row): Statement {
  const parsed = z.safeParse(statement, JSON.parse(row['statement']?.S ?? 'null'));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new LedgerRowInvalidError(
    `the statement ${row[sortKey]?.S ?? ''} cannot be read by this version at: ${places}`,
  );
}
