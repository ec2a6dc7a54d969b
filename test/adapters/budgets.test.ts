import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createBudgets } from '../../lambda/adapters/ledger/create-budgets.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import type { Budget } from '../../lambda/domain/budgets.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const budget: Budget = { name: 'person', of: 'user-sato', hour: '2026-11-24T13', limit: 2 };
const within = { isWithin: true, isFirstRefusal: false };

let table: LedgerTable;
beforeEach(async () => {
  const { name, client } = await ledgerOnSandbox();
  table = { name, client };
});

test('a budget gives what it has in each hour, then refuses, and says so once', async () => {
  const budgets = createBudgets(table);
  const spend = async (more: Partial<Budget> = {}) => await budgets.spend({ ...budget, ...more });
  expect([await spend(), await spend()]).toEqual([within, within]);
  expect(await spend()).toEqual({ isWithin: false, isFirstRefusal: true });
  expect(await spend()).toEqual({ isWithin: false, isFirstRefusal: false });
  expect(await spend({ of: 'user-suzuki' })).toEqual(within);
  expect(await spend({ name: 'policy' })).toEqual(within);
  expect(await spend({ hour: '2026-11-24T14' })).toEqual(within);
  // A limit that a deployment raises holds at once.
  expect(await spend({ limit: 3 })).toEqual(within);
});

test('functions that spend at the same time never spend more than there is', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await createBudgets(table).spend({ ...budget, limit: 5 })),
  );
  expect(answers.filter(({ isWithin }) => isWithin)).toHaveLength(5);
  expect(answers.filter(({ isFirstRefusal }) => isFirstRefusal)).toHaveLength(1);
});

test('the row of an hour may vanish two days after it began', async () => {
  await createBudgets(table).spend(budget);
  const key = toRow(rowKeys.budget('person', 'user-sato', '2026-11-24T13'));
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key: key }));
  expect(Number(Item?.['expiresAt']?.N)).toBe(Date.parse('2026-11-26T13:00:00.000Z') / 1000);
});
