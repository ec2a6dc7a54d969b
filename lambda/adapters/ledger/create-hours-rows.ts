import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { calendarDefinition } from '../../contract/calendar.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { rowKeys } from '../../contract/ledger-rows.ts';
import { instant, text } from '../../contract/primitives.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import type { HoursRows, LookCursor } from '../../domain/hours-ports.ts';
import { toAttribute, toRow } from './attribute-values.ts';
import { readLedger, writeLedger, type LedgerTable } from './ledger-table.ts';

const storedHours = z.object({
  definition: z.pipe(z.string(), z.pipe(z.transform(readJson), calendarDefinition)),
  readAt: instant,
  lookShard: z.optional(text),
  lookAfter: z.optional(text),
});

/** Rows `CALENDAR#<id>`: `definition` as canonical JSON with its `digest`, `readAt`, and the cursor of the look at open cases. */
export function createHoursRows(table: LedgerTable): HoursRows {
  const update = async (
    hoursOfOperationId: string,
    UpdateExpression: string,
    values: Readonly<Record<string, string>>,
  ): Promise<void> => {
    const command = new UpdateItemCommand({
      TableName: table.name,
      Key: toRow(rowKeys.calendar(hoursOfOperationId)),
      UpdateExpression,
      ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: toRow(values) }),
    });
    await writeLedger('UpdateItem', () => table.client.send(command));
  };
  return {
    load: async (hoursOfOperationId) => {
      const key = rowKeys.calendar(hoursOfOperationId);
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(new GetItemCommand({ TableName: table.name, Key: toRow(key), ConsistentRead: true })),
      );
      if (Item === undefined) return undefined;
      const parsed = z.safeParse(
        storedHours,
        Object.fromEntries(Object.entries(Item).map(([name, { S }]) => [name, S])),
      );
      if (!parsed.success) {
        const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
        throw new LedgerRowInvalidError(`ledger row ${key.pk} cannot be read by this version at: ${places}`);
      }
      const { definition, readAt, lookShard, lookAfter } = parsed.data;
      const cursor =
        lookShard === undefined || lookAfter === undefined ? undefined : { shard: lookShard, after: lookAfter };
      return { definition, readAt, ...(cursor === undefined ? {} : { lookAgainFrom: cursor }) };
    },

    replace: async (hoursOfOperationId, { definition, readAt, lookAgainFrom }) => {
      const json = canonicalJson(definition);
      const command = new PutItemCommand({
        TableName: table.name,
        Item: {
          ...toRow({
            ...rowKeys.calendar(hoursOfOperationId),
            definition: json,
            digest: createHash('sha256').update(json, 'utf8').digest('hex'),
            readAt,
          }),
          ...lookAttributes(lookAgainFrom),
        },
      });
      await writeLedger('PutItem', () => table.client.send(command));
    },

    confirm: async (hoursOfOperationId, readAt) => {
      await update(hoursOfOperationId, 'SET readAt = :readAt', { ':readAt': readAt });
    },

    moveLook: async (hoursOfOperationId, cursor) => {
      if (cursor === undefined) return await update(hoursOfOperationId, 'REMOVE lookShard, lookAfter', {});
      const values = { ':shard': cursor.shard, ':after': cursor.after };
      return await update(hoursOfOperationId, 'SET lookShard = :shard, lookAfter = :after', values);
    },
  };
}

const lookAttributes = ({ shard, after }: LookCursor) => ({
  lookShard: toAttribute(shard),
  lookAfter: toAttribute(after),
});

/** Undefined for what is no JSON: the schema then names the place. */
function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
