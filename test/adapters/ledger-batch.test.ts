import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createCaseLedger } from '../../lambda/adapters/ledger/create-case-ledger.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, running } from '../support/desk-policy.ts';
import { fakeClient } from '../support/fake-client.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const pinned = running(clockOnlyPolicy);
const itemOf = (caseId: string): CaseItem =>
  step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }, { caseId }), pinned, createdAt).item!;

async function withCases(count: number): Promise<{ table: LedgerTable; ids: string[] }> {
  const table = await ledgerOnSandbox();
  const ids = Array.from({ length: count }, (_unused, place) => `case-${place}`);
  for (const caseId of ids) {
    await createCaseLedger(table).save(itemOf(caseId), indexAttributes(itemOf(caseId), createdAt));
  }
  return { table, ids };
}

test('several cases come in one read, with those that are not there', async () => {
  const { table, ids } = await withCases(3);
  const items = await createCaseLedger(table).loadAll([...ids, 'case-9', 'case-0']);
  expect([...items]).toEqual([
    ...ids.map((caseId) => [caseId, { ...itemOf(caseId), version: 1 }]),
    ['case-9', undefined],
  ]);
});

test('more cases than a read takes come in several', async () => {
  const { table, ids } = await withCases(101);
  const items = await createCaseLedger(table).loadAll(ids);
  expect([...items.values()].filter((item) => item !== undefined)).toHaveLength(101);
});

test('a row that cannot be read keeps no other from it, and is left out', async () => {
  const { table } = await withCases(1);
  const strange = toRow({ ...rowKeys.case('case-7'), caseId: 'case-7', schemaVersion: 99 });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: strange }));
  const items = await createCaseLedger(table).loadAll(['case-7', 'case-0']);
  expect([...items.keys()]).toEqual(['case-0']);
});

test('keys that DynamoDB has not got round to are left out, and the read is consistent', async () => {
  const asked: unknown[] = [];
  const client = fakeClient<LedgerTable['client']>((_operation, input) => {
    asked.push(input);
    return {
      Responses: { ledger: [] },
      UnprocessedKeys: { ledger: { Keys: [toRow(rowKeys.case('case-2'))] } },
    };
  });
  const items = await createCaseLedger({ client, name: 'ledger' }).loadAll(['case-1', 'case-2']);
  expect([...items]).toEqual([['case-1', undefined]]);
  const keys = ['case-1', 'case-2'].map((caseId) => toRow(rowKeys.case(caseId)));
  expect(asked).toEqual([{ RequestItems: { ledger: { Keys: keys, ConsistentRead: true } } }]);
});
