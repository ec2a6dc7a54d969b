import { describe, expect, test } from 'vitest';
import { resourceRequest } from '../../support/sandbox-kernel.ts';
import { ledgerTable, tableProperties } from './ledger-table.ts';

const type = 'AWS::DynamoDB::Table';
const { TableName: _name, ...unnamed } = tableProperties;

test('a table without a name gets one from its stack, and answers Ref and Arn', async () => {
  const { provider, call } = await ledgerTable();
  const made = await provider.create(resourceRequest(type, unnamed, { logicalId: 'Ledger' }));
  expect(made.physicalId).toMatch(/^Casewarden-dev-State-Ledger-[0-9A-F]{12}$/);
  expect(made.attributes).toEqual({ Arn: `arn:aws:dynamodb:ap-northeast-1:111122223333:table/${made.physicalId}` });
  expect(call('ListTables', {}).TableNames).toEqual([made.physicalId, 'ledger']);
  expect(call('DescribeTimeToLive', { TableName: made.physicalId }).TimeToLiveDescription).toEqual({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'expiresAt',
  });
});

test('a table describes its keys and indexes', async () => {
  const { call } = await ledgerTable();
  expect(call('DescribeTable', {}).Table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [{ IndexName: 'byRank', Projection: { ProjectionType: 'ALL' } }, { IndexName: 'slim' }],
  });
});

describe('a template is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'for a stream, which nothing here reads',
      { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
      'StreamSpecification',
    ],
    ['for a key without a type', { AttributeDefinitions: [] }, 'not defined in AttributeDefinitions'],
    [
      'for a type without a key',
      { AttributeDefinitions: [...tableProperties.AttributeDefinitions, { AttributeName: 'x', AttributeType: 'S' }] },
      'unused: x',
    ],
  ])('%s', async (_why, change, message) => {
    const { provider } = await ledgerTable();
    expect(() => provider.create(resourceRequest(type, { ...unnamed, ...change }))).toThrow(message);
  });
});

test('a new index is filled from what is there; two at once are refused', async () => {
  const { provider, put, call } = await ledgerTable();
  put('a', '1', { shelf: { S: 's' } });
  const before = { physicalId: 'ledger', properties: tableProperties };
  const [byRank, slim] = tableProperties.GlobalSecondaryIndexes;
  const extra = {
    IndexName: 'extra',
    KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  };
  expect(() =>
    provider.update(
      resourceRequest(type, {
        ...tableProperties,
        GlobalSecondaryIndexes: [byRank, extra, { ...extra, IndexName: 'more' }],
      }),
      before,
    ),
  ).toThrow('Cannot perform more than one GSI creation or deletion in a single update');
  await provider.update(
    resourceRequest(type, { ...tableProperties, GlobalSecondaryIndexes: [byRank, slim, extra] }),
    before,
  );
  expect(call('Scan', { IndexName: 'extra' }).Count).toBe(1);
});

test('another key makes another table, and a protected table stays', async () => {
  const { provider, call } = await ledgerTable();
  const protectedRequest = resourceRequest(type, { ...unnamed, DeletionProtectionEnabled: true });
  const made = await provider.create(protectedRequest);
  expect(() => provider.delete(protectedRequest, made.physicalId)).toThrow('protected against deletion');
  const changed = {
    ...unnamed,
    KeySchema: [
      { AttributeName: 'sk', KeyType: 'HASH' },
      { AttributeName: 'pk', KeyType: 'RANGE' },
    ],
  };
  const replaced = await provider.update(resourceRequest(type, changed), {
    physicalId: made.physicalId,
    properties: unnamed,
  });
  expect(replaced.physicalId).not.toBe(made.physicalId);
  expect(call('ListTables', {}).TableNames).toContain(replaced.physicalId);
});
