import { encodeValue, type AttributeValue, type Item } from './attribute-value.ts';
import { validationError } from './errors.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** Primary key of a table, or key of an index. */
export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
}

export const keyAttributes = ({ partition, sort }: KeySchema): readonly KeyAttribute[] =>
  sort ? [partition, sort] : [partition];

const longestPartitionKeyBytes = 2048;
const longestSortKeyBytes = 1024;

const isEmpty = (value: AttributeValue): boolean =>
  (value.type === 'S' || value.type === 'B') && value.value.length === 0;
const kindOf = (value: AttributeValue): string => (value.type === 'B' ? 'binary' : 'string');

export function refuseEmptyKeyValue(name: string, value: AttributeValue): void {
  if (isEmpty(value))
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kindOf(value)} value. Key: ${name}`,
    );
}

function refuseLongKeyValue(schema: KeySchema, key: KeyAttribute, value: AttributeValue): void {
  if (value.type !== 'S' && value.type !== 'B') return;
  const [limit, place] =
    key === schema.partition ? [longestPartitionKeyBytes, 'hashkey'] : [longestSortKeyBytes, 'rangekey'];
  if (Buffer.byteLength(value.value) > limit)
    throw validationError(
      `One or more parameter values were invalid: Size of ${place} has exceeded the maximum size limit of${limit} bytes`,
    );
}

/** Checks the key of a whole item. @throws AwsError ValidationException */
export function checkItemKey(schema: KeySchema, item: Item): void {
  for (const key of keyAttributes(schema)) {
    const value = item.get(key.name);
    if (!value)
      throw validationError(`One or more parameter values were invalid: Missing the key ${key.name} in the item`);
    if (value.type !== key.type)
      throw validationError(
        `One or more parameter values were invalid: Type mismatch for key ${key.name} expected: ${key.type} actual: ${value.type}`,
      );
    refuseEmptyKeyValue(key.name, value);
    refuseLongKeyValue(schema, key, value);
  }
}

/** Checks a `Key` parameter, which holds the key's attributes and nothing else. @throws AwsError ValidationException */
export function checkKey(schema: KeySchema, key: Item): void {
  const attributes = keyAttributes(schema);
  if (key.size !== attributes.length || attributes.some(({ name, type }) => key.get(name)?.type !== type))
    throw validationError('The provided key element does not match the schema');
  checkItemKey(schema, key);
}

/** An item may lack an index's key and stays out of it then; a value of another type is refused. @throws AwsError ValidationException */
export function checkIndexKey(indexName: string, schema: KeySchema, item: Item): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = item.get(name);
    if (value && value.type !== type)
      throw validationError(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${value.type} IndexName: ${indexName}`,
      );
    if (value && isEmpty(value))
      throw validationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kindOf(value)} value. IndexName: ${indexName}, IndexKey: ${name}`,
      );
  }
}

export const pickKey = (schema: KeySchema, item: Item): Item =>
  new Map(keyAttributes(schema).flatMap(({ name }) => (item.has(name) ? [[name, item.get(name)!] as const] : [])));

/** A key's value as a text that is equal exactly when the values are. */
export const keyText = (value: AttributeValue | undefined): string =>
  value === undefined
    ? ''
    : value.type === 'B'
      ? Buffer.from(value.value).toString('base64')
      : String(Object.values(encodeValue(value))[0]);
