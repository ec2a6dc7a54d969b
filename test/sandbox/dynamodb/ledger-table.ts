import { createDynamoDbService } from '../../../sandbox/services/dynamodb/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

/** A table with two keys, a sparse index on a string and one on a number that holds only some attributes. */
export const tableProperties = {
  TableName: 'ledger',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'shelf', AttributeType: 'S' },
    { AttributeName: 'place', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byRank',
      KeySchema: [
        { AttributeName: 'shelf', KeyType: 'HASH' },
        { AttributeName: 'place', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'slim',
      KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
    },
  ],
  TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
};

/** The service with one table, called as the gateway calls it. */
export async function ledgerTable() {
  const world = testWorld();
  const service = createDynamoDbService(world, testInstance());
  const provider = service.resources['AWS::DynamoDB::Table']!;
  await provider.create(resourceRequest('AWS::DynamoDB::Table', tableProperties));
  // oxlint-disable-next-line typescript/no-explicit-any -- inputs and answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>): any =>
    service.api!.operations[operation]!({ TableName: 'ledger', ...input }, callContext('dynamodb', operation));
  const put = (pk: string, sk: string, rest: Record<string, unknown> = {}) =>
    call('PutItem', { Item: { pk: { S: pk }, sk: { S: sk }, ...rest } });
  const get = (pk: string, sk: string) => call('GetItem', { Key: { pk: { S: pk }, sk: { S: sk } } }).Item;
  return { world, service, provider, call, put, get };
}

export const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
