import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { itemSizeBytes, type Item } from './attribute-value.ts';
import type { IndexDefinition, Table } from './table.ts';

/*
 * Units as DynamoDB counts them: 4 KB a read unit (half for an eventually consistent read), 1 KB a write unit, and what a write
 * changes of a global secondary index once more.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html (provisioned throughput, write capacity units)
 */

export const readUnits = (sizeBytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(sizeBytes / 4096)) * (consistent ? 1 : 0.5);

const writeUnits = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / 1024));

/** Units of a write that made `after` of `before`; each is undefined where there is no item. */
export function unitsOfWrite(table: Table, before: Item | undefined, after: Item | undefined): number {
  const ofTable = writeUnits(Math.max(...[before, after].map((item) => (item ? itemSizeBytes(item) : 0))));
  return table.definition.indexes.reduce((sum, index) => sum + unitsOfIndex(table, index, before, after), ofTable);
}

function unitsOfIndex(table: Table, index: IndexDefinition, before: Item | undefined, after: Item | undefined): number {
  const [old, fresh] = [entryOf(table, index, before), entryOf(table, index, after)];
  if (old === undefined || fresh === undefined)
    return old === undefined && fresh === undefined ? 0 : writeUnits(itemSizeBytes((old ?? fresh)!));
  const { partition, sort } = index.key;
  const isMoved = [partition, ...(sort ? [sort] : [])].some(({ name }) => !isSame(old, fresh, name));
  // An entry that moves is deleted and put.
  if (isMoved) return writeUnits(itemSizeBytes(old)) + writeUnits(itemSizeBytes(fresh));
  const names = new Set([...old.keys(), ...fresh.keys()]);
  if ([...names].every((name) => isSame(old, fresh, name))) return 0;
  return writeUnits(Math.max(itemSizeBytes(old), itemSizeBytes(fresh)));
}

/** What of an item stands in the index; undefined when it lacks a part of the index's key. */
function entryOf(table: Table, { key, projected }: IndexDefinition, item: Item | undefined): Item | undefined {
  const indexKey = [key.partition, ...(key.sort ? [key.sort] : [])].map(({ name }) => name);
  if (item === undefined || indexKey.some((name) => !item.has(name))) return undefined;
  if (projected === 'ALL') return item;
  const { partition, sort } = table.definition.key;
  const kept = new Set([partition.name, ...(sort ? [sort.name] : []), ...indexKey, ...projected]);
  return new Map([...item].filter(([name]) => kept.has(name)));
}

const isSame = (one: Item, other: Item, name: string): boolean =>
  JSON.stringify(one.get(name)) === JSON.stringify(other.get(name));

/** Whether an answer says what it consumed. */
export const isAsked = (asked: string | undefined): boolean => asked === 'TOTAL' || asked === 'INDEXES';

/** The answer's ConsumedCapacity, only where it was asked for; table and indexes together. */
export function consumed(
  asked: string | undefined,
  tableName: string,
  units: () => number,
): { ConsumedCapacity?: ConsumedCapacity } {
  if (!isAsked(asked)) return {};
  return { ConsumedCapacity: { TableName: tableName, CapacityUnits: units() } };
}

/** That of a batch, a row for each table. */
export function consumedOfBatch(
  asked: string | undefined,
  parts: () => readonly { readonly tableName: string; readonly units: number }[],
): { ConsumedCapacity?: ConsumedCapacity[] } {
  if (!isAsked(asked)) return {};
  const sums = new Map<string, number>();
  for (const { tableName, units } of parts()) sums.set(tableName, (sums.get(tableName) ?? 0) + units);
  return {
    ConsumedCapacity: [...sums].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })),
  };
}
