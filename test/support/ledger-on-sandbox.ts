import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { ledgerTable } from '../../lambda/contract/ledger-rows.ts';
import { AwsError } from '../../sandbox/kernel/service.ts';
import { createDynamoDbService } from '../../sandbox/services/dynamodb/service.ts';
import { fakeClient } from './fake-client.ts';
import { callContext, resourceRequest, testInstance, testWorld } from './sandbox-kernel.ts';

type Key = { readonly partitionKey: string; readonly sortKey: string };

const keySchema = ({ partitionKey, sortKey }: Key) => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
];

/** A ledger table in the sandbox's DynamoDB, reached without a socket: the client hands its input to the service. */
export async function ledgerOnSandbox(): Promise<LedgerTable> {
  const service = createDynamoDbService(testWorld(), testInstance());
  const indexes = Object.values(ledgerTable.indexes);
  const attributes = [ledgerTable, ...indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  await service.resources['AWS::DynamoDB::Table']!.create(
    resourceRequest('AWS::DynamoDB::Table', {
      TableName: 'ledger',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(ledgerTable),
      AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    }),
  );
  const client = fakeClient<DynamoDBClient>(async (operation, input) => {
    try {
      return await service.api!.operations[operation]!(input, callContext('dynamodb', operation));
    } catch (error) {
      throw error instanceof AwsError ? asClientError(error) : error;
    }
  });
  return { client, name: 'ledger' };
}

/** The client throws errors named by their code, with the HTTP status beside them. */
function asClientError(error: AwsError): Error {
  return Object.assign(new Error(error.message, { cause: error }), {
    name: error.code,
    $metadata: { httpStatusCode: error.statusCode },
  });
}
