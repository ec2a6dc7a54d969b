import type { BatchGetItemCommandInput, BatchWriteItemCommandInput } from '@aws-sdk/client-dynamodb';
import { decodeItem, itemSizeBytes, type encodeItem } from './attribute-value.ts';
import { consumedOfBatch, isAsked, readUnits, unitsOfWrite } from './consumed-capacity.ts';
import { constraintError, validationError } from './errors.ts';
import { Placeholders } from './expression/placeholders.ts';
import { parseProjection } from './expression/parse-projection.ts';
import { pickKey, keyAttributes, keyText } from './key-schema.ts';
import { getItem } from './read-behaviour.ts';
import type { DynamoDbStore } from './store.ts';
import type { Table } from './table.ts';
import { commit, prepareDelete, preparePut, writeTarget } from './write-behaviour.ts';

const mostWrites = 25;
const mostReads = 100;
const largestAnswerBytes = 16 * 1024 * 1024;

type EncodedItem = ReturnType<typeof encodeItem>;

function checkTables(requests: Readonly<Record<string, unknown>> | undefined): void {
  if (!requests || Object.keys(requests).length === 0)
    throw constraintError('requestItems', '{}', 'Member must have length greater than or equal to 1');
}

/** Every write of a batch stands alone, without condition; the sandbox leaves none unprocessed. @throws AwsError ValidationException */
export function batchWrite(store: DynamoDbStore, input: BatchWriteItemCommandInput) {
  checkTables(input.RequestItems);
  const writes = Object.entries(input.RequestItems ?? {}).flatMap(([tableName, requests]) => {
    const table = store.table(tableName);
    return requests.map(({ PutRequest: put, DeleteRequest: remove }) => {
      if (put && !remove) return preparePut(table, { TableName: tableName, Item: put.Item });
      if (remove && !put) return prepareDelete(table, { TableName: tableName, Key: remove.Key });
      throw validationError(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of PutRequest and DeleteRequest',
      );
    });
  });
  if (writes.length > mostWrites) throw validationError('Too many items requested for the BatchWriteItem call');
  if (new Set(writes.map(writeTarget)).size < writes.length)
    throw validationError('Provided list of item keys contains duplicates');
  const parts: { tableName: string; units: number }[] = [];
  for (const write of writes) {
    const { table, key, change } = write;
    const before = isAsked(input.ReturnConsumedCapacity) ? table.get(key) : undefined;
    const after = change(undefined);
    commit(write, after);
    if (isAsked(input.ReturnConsumedCapacity))
      parts.push({ tableName: table.definition.name, units: unitsOfWrite(table, before, after) });
  }
  return { UnprocessedItems: {}, ...consumedOfBatch(input.ReturnConsumedCapacity, () => parts) };
}

const targetOf = (table: Table, raw: unknown): string => {
  const key = pickKey(table.definition.key, decodeItem(raw));
  return JSON.stringify(keyAttributes(table.definition.key).map(({ name }) => keyText(key.get(name))));
};

/** Keys whose items no longer fit into 16 MB come back as UnprocessedKeys. @throws AwsError ValidationException */
export function batchGet(store: DynamoDbStore, input: BatchGetItemCommandInput) {
  checkTables(input.RequestItems);
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.reduce((sum, [, { Keys: keys = [] }]) => sum + keys.length, 0) > mostReads)
    throw validationError('Too many items requested for the BatchGetItem call');
  const responses: Record<string, EncodedItem[]> = {};
  const unprocessed: NonNullable<BatchGetItemCommandInput['RequestItems']> = {};
  const parts: { tableName: string; units: number }[] = [];
  let sizeBytes = 0;
  for (const [tableName, { Keys: keys = [], ...shared }] of requests) {
    const table = store.table(tableName);
    const targets = keys.map((key) => targetOf(table, key));
    if (new Set(targets).size < targets.length) throw validationError('Provided list of item keys contains duplicates');
    // Parsed once here so that a faulty projection is refused even for a batch that finds nothing.
    if (shared.ProjectionExpression !== undefined)
      parseProjection(shared.ProjectionExpression, new Placeholders(shared.ExpressionAttributeNames, undefined));
    responses[table.definition.name] = [];
    for (const key of keys) {
      const { Item: item } = getItem(store, { ...shared, TableName: tableName, Key: key });
      const itemBytes = item ? itemSizeBytes(decodeItem(item)) : 0;
      sizeBytes += itemBytes;
      parts.push({ tableName: table.definition.name, units: readUnits(itemBytes, shared.ConsistentRead === true) });
      if (sizeBytes > largestAnswerBytes) {
        unprocessed[tableName] ??= { ...shared, Keys: [] };
        unprocessed[tableName].Keys!.push(key);
      } else if (item) {
        responses[table.definition.name]!.push(item);
      }
    }
  }
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ...consumedOfBatch(input.ReturnConsumedCapacity, () => parts),
  };
}
