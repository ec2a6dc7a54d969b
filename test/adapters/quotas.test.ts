import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createQuotas } from '../../lambda/adapters/ledger/create-quotas.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import type { FunctionQuotas } from '../../lambda/contract/quota-profile.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import type { Quotas } from '../../lambda/domain/ports.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const now = '2026-11-24T13:30:00.000Z';
const until = addSeconds(now, 30);
const profile: FunctionQuotas = {
  'cases:GetCase': { perSecond: 2, burst: 1 },
  'cases:UpdateCase': { perSecond: 1, burst: 1 },
};

let table: LedgerTable;
let calls: string[];
beforeEach(async () => {
  const { name, client } = await ledgerOnSandbox();
  calls = [];
  const send = (command: { constructor: { name: string } }): Promise<unknown> => {
    calls.push(command.constructor.name.replace('Command', ''));
    return client.send(command as never) as Promise<unknown>;
  };
  table = { name, client: { send } as unknown as LedgerTable['client'] };
});

/** Seconds from now at which the turns begin. */
async function drawn(quotas: Quotas, wanted: number, at = now): Promise<readonly number[] | undefined> {
  const turns = await quotas.draw('cases:GetCase', wanted, at, until);
  return turns?.from.map((turn) => millisecondsBetween(now, new Date(turn).toISOString()) / 1000);
}

describe('the buckets of the quotas', () => {
  test('give turns by the rate of the API, and of each API by itself', async () => {
    const quotas = createQuotas(table, profile);
    expect(await drawn(quotas, 3)).toEqual([0, 0.5, 1]);
    expect(await drawn(quotas, 2)).toEqual([1.5, 2]);
    expect((await quotas.draw('cases:UpdateCase', 1, now, until))?.from).toEqual([Date.parse(now)]);
  });

  test('are one for all functions', async () => {
    expect(await drawn(createQuotas(table, profile), 3)).toEqual([0, 0.5, 1]);
    expect(await drawn(createQuotas(table, profile), 1)).toEqual([1.5]);
  });

  test('cost one write a draw as long as nobody else draws, and a write that is lost spends nothing', async () => {
    const one = createQuotas(table, profile);
    const other = createQuotas(table, profile);
    await drawn(one, 2);
    await drawn(one, 2);
    expect(calls).toEqual(['GetItem', 'PutItem', 'PutItem']);

    expect(await drawn(other, 1)).toEqual([2]);
    calls.length = 0;
    expect(await drawn(one, 1)).toEqual([2.5]);
    expect(calls).toEqual(['PutItem', 'GetItem', 'PutItem']);
  });

  test('are drawn on by many at once, and no turn is given twice', async () => {
    const lanes = Array.from({ length: 5 }, () => createQuotas(table, profile));
    const turns = await Promise.all([...lanes, ...lanes].map(async (quotas) => await drawn(quotas, 2)));
    const all = turns.flatMap((some) => some ?? []).sort((one, another) => one - another);
    expect(all).toEqual(Array.from({ length: 20 }, (_unused, place) => place / 2));
  });

  test('write nothing when no turn begins in time', async () => {
    const quotas = createQuotas(table, profile);
    await drawn(quotas, 4);
    calls.length = 0;
    expect(await quotas.draw('cases:GetCase', 1, now, addSeconds(now, 2))).toBeUndefined();
    expect(calls).toEqual([]);
  });

  test('slow down for everybody when one was refused', async () => {
    const one = createQuotas(table, profile);
    const other = createQuotas(table, profile);
    await drawn(other, 1);
    await one.slowDown('cases:GetCase', addSeconds(now, 10));
    expect(await drawn(other, 4, addSeconds(now, 10))).toEqual([11]);
    expect(await drawn(one, 4, addSeconds(now, 10))).toEqual([12]);
  });

  test('begin anew when somebody has deleted the row', async () => {
    const quotas = createQuotas(table, profile);
    await drawn(quotas, 4);
    const Key = toRow(rowKeys.bucket('cases:GetCase'));
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    expect(await drawn(quotas, 1)).toEqual([0]);
  });

  test('name the row that is none, and the API that a function has no quota for', async () => {
    const quotas = createQuotas(table, profile);
    const row = { ...rowKeys.bucket('cases:GetCase'), version: 1, level: 'full' };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow(row) }));
    await expect(drawn(quotas, 1)).rejects.toThrow('BUCKET#cases:GetCase is not a bucket');
    await expect(quotas.draw('ses:SendEmail', 1, now, until)).rejects.toThrow('no quota for ses:SendEmail');
  });
});
