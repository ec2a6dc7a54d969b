import * as schemas from '@aws-sdk/client-dynamodb';
import type * as dynamodb from '@aws-sdk/client-dynamodb';
import type { AwsService } from '../../kernel/service.ts';
import { batchGet, batchWrite } from './batch-behaviour.ts';
import { consumed } from './consumed-capacity.ts';
import { describeTable, listTables } from './describe-table.ts';
import { getItem, query, scan } from './read-behaviour.ts';
import type { DynamoDbStore } from './store.ts';
import { transactGet, transactWrite } from './transaction-behaviour.ts';
import { prepareDelete, preparePut, prepareUpdate, write } from './write-behaviour.ts';

/** DynamoDB's API over a store. */
export function createDynamoDbApi(store: DynamoDbStore): AwsService {
  return {
    signingName: 'dynamodb',
    title: 'Amazon DynamoDB',
    protocol: 'awsJson1_0',
    schemas,
    operations: {
      GetItem: (input: dynamodb.GetItemCommandInput) => getItem(store, input),
      PutItem(input: dynamodb.PutItemCommandInput) {
        const table = store.table(input.TableName);
        const { answer, units } = write(preparePut(table, input), 'other', input.ReturnValues);
        return { ...answer, ...consumed(input.ReturnConsumedCapacity, table.definition.name, units) };
      },
      UpdateItem(input: dynamodb.UpdateItemCommandInput) {
        const table = store.table(input.TableName);
        const { answer, units } = write(prepareUpdate(table, input), 'update', input.ReturnValues);
        return { ...answer, ...consumed(input.ReturnConsumedCapacity, table.definition.name, units) };
      },
      DeleteItem(input: dynamodb.DeleteItemCommandInput) {
        const table = store.table(input.TableName);
        const { answer, units } = write(prepareDelete(table, input), 'other', input.ReturnValues);
        return { ...answer, ...consumed(input.ReturnConsumedCapacity, table.definition.name, units) };
      },
      Query: (input: dynamodb.QueryCommandInput) => query(store, input),
      Scan: (input: dynamodb.ScanCommandInput) => scan(store, input),
      BatchGetItem: (input: dynamodb.BatchGetItemCommandInput) => batchGet(store, input),
      BatchWriteItem: (input: dynamodb.BatchWriteItemCommandInput) => batchWrite(store, input),
      TransactWriteItems: (input: dynamodb.TransactWriteItemsCommandInput) => transactWrite(store, input),
      TransactGetItems: (input: dynamodb.TransactGetItemsCommandInput) => transactGet(store, input),
      DescribeTable: (input: dynamodb.DescribeTableCommandInput) => ({
        Table: describeTable(store.table(input.TableName)),
      }),
      ListTables: (input: dynamodb.ListTablesCommandInput) => listTables(store, input),
      DescribeTimeToLive(input: dynamodb.DescribeTimeToLiveCommandInput) {
        const attribute = store.table(input.TableName).definition.timeToLiveAttribute;
        return {
          TimeToLiveDescription:
            attribute === undefined
              ? { TimeToLiveStatus: 'DISABLED' }
              : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
        };
      },
    },
  };
}
