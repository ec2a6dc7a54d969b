import type { GetItemCommandInput, QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { decodeItem, encodeItem, itemSizeBytes, type Item } from './attribute-value.ts';
import { consumed, readUnits } from './consumed-capacity.ts';
import { constraintError, validationError } from './errors.ts';
import { pathsOf, type Condition } from './expression/condition.ts';
import { project, type DocumentPath } from './expression/document-path.ts';
import { evaluateCondition } from './expression/evaluate-condition.ts';
import { parseKeyCondition } from './expression/key-condition.ts';
import { parseCondition } from './expression/parse-condition.ts';
import { parseProjection } from './expression/parse-projection.ts';
import { Placeholders } from './expression/placeholders.ts';
import { checkKey, keyAttributes, keyText } from './key-schema.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { readSource, type ReadSource } from './read-source.ts';
import { comparePositions, type Position, type Row } from './sorted-rows.ts';
import type { DynamoDbStore } from './store.ts';

/** One page of a Query or a Scan. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const pageBytes = 1024 * 1024;

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function getItem(store: DynamoDbStore, input: GetItemCommandInput) {
  refuseLegacyParameters(input);
  const table = store.table(input.TableName);
  const placeholders = new Placeholders(input.ExpressionAttributeNames, undefined);
  const paths =
    input.ProjectionExpression === undefined ? undefined : parseProjection(input.ProjectionExpression, placeholders);
  placeholders.refuseUnused([input.ProjectionExpression]);
  const key = decodeItem(input.Key);
  checkKey(table.definition.key, key);
  const item = table.get(key);
  const units = () => readUnits(item ? itemSizeBytes(item) : 0, input.ConsistentRead === true);
  return {
    ...(item ? { Item: encodeItem(paths ? project(item, paths) : item) } : {}),
    ...consumed(input.ReturnConsumedCapacity, table.definition.name, units),
  };
}

interface Reading {
  readonly source: ReadSource;
  readonly rows: readonly Row[];
  readonly filter: Condition | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
}

function readPage(reading: Reading, input: QueryCommandInput | ScanCommandInput) {
  if (input.Limit !== undefined && input.Limit < 1)
    throw constraintError('limit', input.Limit, 'Member must have value greater than or equal to 1');
  const { source, rows, filter, projection } = reading;
  const items: Item[] = [];
  let [scanned, sizeBytes] = [0, 0];
  let last: Row | undefined;
  let complete = true;
  for (const row of rows) {
    const visible = source.visible(row.item);
    const rowBytes = itemSizeBytes(visible);
    if (scanned === input.Limit || (scanned > 0 && sizeBytes + rowBytes > pageBytes)) {
      complete = false;
      break;
    }
    [scanned, sizeBytes, last] = [scanned + 1, sizeBytes + rowBytes, row];
    if (!filter || evaluateCondition(filter, visible)) items.push(projection ? project(visible, projection) : visible);
  }
  // A page that Limit cut off says so even when nothing follows: the service has not looked further.
  const stopped = !complete || scanned === input.Limit;
  return {
    ...(input.Select === 'COUNT' ? {} : { Items: items.map(encodeItem) }),
    Count: items.length,
    ScannedCount: scanned,
    ...(stopped && last ? { LastEvaluatedKey: encodeItem(source.cursor(last.item)) } : {}),
    ...consumed(input.ReturnConsumedCapacity, source.tableName, () =>
      readUnits(sizeBytes, input.ConsistentRead === true),
    ),
  };
}

/** The position after which a page starts. @throws AwsError ValidationException for a key that could not have been given out. */
function startPosition(source: ReadSource, raw: unknown): Position {
  const key = decodeItem(raw);
  const attributes = source.cursorAttributes;
  const fits = key.size === attributes.length && attributes.every(({ name, type }) => key.get(name)?.type === type);
  const position = fits ? source.rows.positionOf(key) : undefined;
  if (!position) throw validationError('The provided starting key is invalid');
  return position;
}

function refuseKeyFilter(filter: Condition | undefined, source: ReadSource): void {
  const roots = new Set((filter ? pathsOf(filter) : []).map(([root]) => root));
  for (const { name } of keyAttributes(source.rows.schema))
    if (roots.has(name))
      throw validationError(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function query(store: DynamoDbStore, input: QueryCommandInput) {
  refuseLegacyParameters(input);
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const source = readSource(store.table(input.TableName), input, placeholders);
  if (input.KeyConditionExpression === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const condition = parseKeyCondition(input.KeyConditionExpression, placeholders, source.rows.schema);
  const filter = parseFilter(input.FilterExpression, placeholders);
  refuseKeyFilter(filter, source);
  placeholders.refuseUnused([input.KeyConditionExpression, input.FilterExpression, input.ProjectionExpression]);
  const partition = source.rows
    .partition(condition.partitionValue)
    .filter(({ sortValue }) => condition.admits(sortValue));
  const rows = input.ScanIndexForward === false ? partition.toReversed() : partition;
  const start = input.ExclusiveStartKey && startPosition(source, input.ExclusiveStartKey);
  if (start && (!condition.admits(start.sortValue) || start.partition !== keyText(condition.partitionValue)))
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const after = start ? rows.filter((row) => comparePositions(row, start) * direction > 0) : rows;
  return readPage({ source, rows: after, filter, projection: source.projection }, input);
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export function scan(store: DynamoDbStore, input: ScanCommandInput) {
  refuseLegacyParameters(input);
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const source = readSource(store.table(input.TableName), input, placeholders);
  const filter = parseFilter(input.FilterExpression, placeholders);
  placeholders.refuseUnused([input.FilterExpression, input.ProjectionExpression]);
  const { Segment: segment, TotalSegments: segments } = input;
  if ((segment === undefined) !== (segments === undefined))
    throw validationError('Segment and TotalSegments must both be specified or both be left out');
  if (segment !== undefined && segments !== undefined && segment >= segments)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${segments}`,
    );
  const start = input.ExclusiveStartKey && startPosition(source, input.ExclusiveStartKey);
  const rows = source.rows
    .all()
    .filter((row) => segments === undefined || Number.parseInt(row.hash.slice(0, 8), 16) % segments === segment)
    .filter((row) => !start || comparePositions(row, start) > 0);
  return readPage({ source, rows, filter, projection: source.projection }, input);
}

const parseFilter = (text: string | undefined, placeholders: Placeholders): Condition | undefined =>
  text === undefined ? undefined : parseCondition('FilterExpression', text, placeholders);
