import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createHours } from '../../lambda/adapters/ledger/create-hours.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

async function put(table: LedgerTable, id: string, definition: string): Promise<void> {
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: toRow({ ...rowKeys.calendar(id), definition }) }),
  );
}

test('hours are read at most once a minute', async () => {
  const table = await ledgerOnSandbox();
  let now = 0;
  const hours = createHours(table, () => now);
  await put(table, 'a', '{"zone":"UTC","always":true}');
  const first = await hours.read(['a', 'unknown']);
  expect([...first]).toEqual([['a', { zone: 'UTC', always: true }]]);

  await put(table, 'a', '{"zone":"Asia/Tokyo","always":true}');
  now = 59_999;
  expect(await hours.read(['a', 'unknown'])).toBe(first);
  now = 60_000;
  expect((await hours.read(['a', 'unknown'])).get('a')).toEqual({ zone: 'Asia/Tokyo', always: true });
});

test('other ids are read at once', async () => {
  const table = await ledgerOnSandbox();
  const hours = createHours(table, () => 0);
  await put(table, 'b', '{"zone":"UTC","always":true}');
  expect((await hours.read(['a'])).size).toBe(0);
  expect((await hours.read(['b'])).size).toBe(1);
});

test('a row that cannot be read is an error that names it', async () => {
  const table = await ledgerOnSandbox();
  await put(table, 'a', '{"zone":7}');
  await expect(createHours(table).read(['a'])).rejects.toMatchObject({
    code: 'LEDGER_ROW_INVALID',
    message: expect.stringContaining('CALENDAR#a'),
  });
});
