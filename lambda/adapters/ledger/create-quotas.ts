import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { rowKeys } from '../../contract/ledger-rows.ts';
import type { ApiName, ApiRate, FunctionQuotas } from '../../contract/quota-profile.ts';
import { draw, fullBucket, slowDown, type Bucket } from '../../domain/bucket.ts';
import { LedgerContentionError, LedgerRowInvalidError, SettingInvalidError } from '../../domain/errors.ts';
import type { Quotas } from '../../domain/ports.ts';
import { fromRow, toAttribute, toRow } from './attribute-values.ts';
import { readLedger, writeIf, type LedgerTable } from './ledger-table.ts';

/** Far more than functions that share one bucket. */
const maximumTries = 10;

const bucketRow = z.object({
  version: z.number(),
  level: z.number(),
  at: z.number(),
  slowed: z.optional(z.object({ since: z.number(), part: z.number() })),
});
type BucketRow = z.infer<typeof bucketRow>;

/**
 * A row for each API, written under the condition that nobody else has written it since it was read. What a function wrote last
 * it remembers, so that a draw is one write as long as nobody else draws.
 * @param quotas the rates of the APIs that the function calls
 */
export function createQuotas(table: LedgerTable, quotas: FunctionQuotas): Quotas {
  const remembered = new Map<ApiName, BucketRow>();

  const replace = async <Answer>(
    api: ApiName,
    now: number,
    change: (rate: ApiRate, bucket: Bucket) => { readonly bucket: Bucket; readonly answer: Answer },
  ): Promise<Answer> => {
    const rate = quotas[api];
    if (rate === undefined) throw new SettingInvalidError(`this function has no quota for ${api}; deploy its stack`);
    for (let tries = 0; tries < maximumTries; tries += 1) {
      const known = remembered.get(api) ?? (await readBucket(table, api));
      const before = known === undefined ? fullBucket(rate, now) : known;
      const { bucket, answer } = change(rate, before);
      if (bucket === before) return answer;
      const row = { ...bucket, version: (known?.version ?? 0) + 1 };
      if (await writeBucket(table, api, row, known?.version)) {
        remembered.set(api, row);
        return answer;
      }
      remembered.delete(api);
    }
    throw new LedgerContentionError(`the bucket of ${api} could not be written, others kept writing`);
  };

  return {
    draw: async (api, wanted, now, until) => {
      const at = Date.parse(now);
      return await replace(api, at, (rate, before) => {
        const { turns, bucket } = draw(rate, before, { wanted, now: at, until: Date.parse(until) });
        return { bucket, answer: turns };
      });
    },

    slowDown: async (api, now) => {
      const at = Date.parse(now);
      await replace(api, at, (_rate, bucket) => ({ bucket: slowDown(bucket, at), answer: undefined }));
    },
  };
}

async function readBucket(table: LedgerTable, api: ApiName): Promise<BucketRow | undefined> {
  const { Item } = await readLedger('GetItem', () =>
    table.client.send(
      new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.bucket(api)), ConsistentRead: true }),
    ),
  );
  if (Item === undefined) return undefined;
  const parsed = z.safeParse(bucketRow, fromRow(Item));
  if (parsed.success) return parsed.data;
  throw new LedgerRowInvalidError(`the row ${rowKeys.bucket(api).pk} is not a bucket; delete it, and it begins anew`);
}

async function writeBucket(
  table: LedgerTable,
  api: ApiName,
  row: BucketRow,
  version: number | undefined,
): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: table.name,
    Item: toRow({ ...rowKeys.bucket(api), ...row }),
    ...(version === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': toAttribute(version) },
        }),
  });
  return await writeIf('PutItem', () => table.client.send(command));
}
