import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoDbService } from '../../../sandbox/services/dynamodb/service.ts';
import { resourceRequest, testInstance } from '../../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../../support/served-world.ts';
import { tableProperties } from './ledger-table.ts';

let served: ServedWorld;
let client: DynamoDBDocumentClient;
const TableName = 'ledger';

beforeAll(async () => {
  served = await servedWorld((world) => {
    const service = createDynamoDbService(world, testInstance());
    void service.resources['AWS::DynamoDB::Table']!.create(resourceRequest('AWS::DynamoDB::Table', tableProperties));
    return [service.api!];
  });
  client = DynamoDBDocumentClient.from(new DynamoDBClient(served.client));
});

afterAll(async () => {
  client.destroy();
  await served.close();
});

test('an item comes back as it went, with nesting, numbers, sets and bytes', async () => {
  const item = {
    pk: 'a',
    sk: '1',
    n: 12.5,
    list: [1, 'x', null, { deep: true }],
    tags: new Set(['x', 'y']),
    bytes: Uint8Array.of(1, 2),
    empty: '',
  };
  await client.send(new PutCommand({ TableName, Item: item }));
  const { Item: found } = await client.send(
    new GetCommand({ TableName, Key: { pk: 'a', sk: '1' }, ConsistentRead: true }),
  );
  expect({ ...found, bytes: Uint8Array.from(found?.bytes as Uint8Array) }).toEqual(item);
});

test('a failed condition is the real exception and carries the item that stood in the way', async () => {
  await client.send(new PutCommand({ TableName, Item: { pk: 'b', sk: '1', version: 7 } }));
  const update = client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: 'b', sk: '1' },
      UpdateExpression: 'SET #v = :next',
      ConditionExpression: '#v = :read',
      ExpressionAttributeNames: { '#v': 'version' },
      ExpressionAttributeValues: { ':next': 4, ':read': 3 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  const error: unknown = await update.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect((error as ConditionalCheckFailedException).Item).toMatchObject({ version: { N: '7' } });
});

test('a cancelled transaction says why, action by action', async () => {
  const put = (sk: string) => ({
    Put: { TableName, Item: { pk: 'c', sk }, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  await client.send(new TransactWriteCommand({ TransactItems: [put('1')] }));
  const error: unknown = await client
    .send(new TransactWriteCommand({ TransactItems: [put('1'), put('2')] }))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect((error as TransactionCanceledException).CancellationReasons?.map(({ Code }) => Code)).toEqual([
    'ConditionalCheckFailed',
    'None',
  ]);
});

test('a query reads an index page by page', async () => {
  for (const place of [3, 1, 2])
    await client.send(new PutCommand({ TableName, Item: { pk: 'd', sk: String(place), shelf: 'wire', place } }));
  const input = {
    TableName,
    IndexName: 'byRank',
    KeyConditionExpression: 'shelf = :s',
    ExpressionAttributeValues: { ':s': 'wire' },
    Limit: 2,
  };
  const first = await client.send(new QueryCommand(input));
  const second = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: first.LastEvaluatedKey }));
  expect([...first.Items!, ...second.Items!].map(({ place }) => place as number)).toEqual([1, 2, 3]);
});
