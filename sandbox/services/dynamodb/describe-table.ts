import type { ListTablesCommandInput, TableDescription } from '@aws-sdk/client-dynamodb';
import { itemSizeBytes } from './attribute-value.ts';
import { keyAttributes, type KeySchema } from './key-schema.ts';
import type { SortedRows } from './sorted-rows.ts';
import type { DynamoDbStore } from './store.ts';
import type { Table } from './table.ts';

const mostNames = 100;

const describeKey = ({ partition, sort }: KeySchema) => [
  { AttributeName: partition.name, KeyType: 'HASH' as const },
  ...(sort ? [{ AttributeName: sort.name, KeyType: 'RANGE' as const }] : []),
];

const sizeOf = (rows: SortedRows): number => rows.all().reduce((sum, { item }) => sum + itemSizeBytes(item), 0);

/** Counts are exact here; the service renews its own about every six hours. */
export function describeTable(table: Table): TableDescription {
  const { name, key, indexes, billingMode, deletionProtected } = table.definition;
  const attributes = [key, ...indexes.map((index) => index.key)].flatMap(keyAttributes);
  return {
    TableName: name,
    TableArn: table.arn,
    TableId: table.id,
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(table.createdAt),
    KeySchema: describeKey(key),
    AttributeDefinitions: [...new Map(attributes.map((attribute) => [attribute.name, attribute.type]))].map(
      ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }),
    ),
    ItemCount: table.rows.size,
    TableSizeBytes: sizeOf(table.rows),
    BillingModeSummary: { BillingMode: billingMode },
    DeletionProtectionEnabled: deletionProtected,
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map((index) => {
            const { rows } = table.index(index.name);
            return {
              IndexName: index.name,
              IndexArn: `${table.arn}/index/${index.name}`,
              IndexStatus: 'ACTIVE' as const,
              KeySchema: describeKey(index.key),
              Projection:
                index.projected === 'ALL'
                  ? { ProjectionType: 'ALL' as const }
                  : index.projected.length === 0
                    ? { ProjectionType: 'KEYS_ONLY' as const }
                    : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.projected] },
              ItemCount: rows.size,
              IndexSizeBytes: sizeOf(rows),
            };
          }),
        }),
  };
}

export function listTables(store: DynamoDbStore, input: ListTablesCommandInput) {
  const names = store.names().filter((name) => name > (input.ExclusiveStartTableName ?? ''));
  const page = names.slice(0, input.Limit ?? mostNames);
  return {
    TableNames: page,
    ...(page.length < names.length ? { LastEvaluatedTableName: page.at(-1) } : {}),
  };
}
