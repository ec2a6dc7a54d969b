import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';
import type { DynamoDbStore } from './store.ts';
import type { IndexDefinition, Table, TableDefinition } from './table.ts';

const keySchema = z
  .array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);
const throughput = z.strictObject({ ReadCapacityUnits: z.number(), WriteCapacityUnits: z.number() });

const properties = z.strictObject({
  TableName: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/)
    .optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).min(1).optional(),
        }),
        ProvisionedThroughput: throughput.optional(),
      }),
    )
    .max(20)
    .default([]),
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).default('PROVISIONED'),
  /** Kept to the letter of the template; the sandbox throttles nothing. */
  ProvisionedThroughput: throughput.optional(),
  SSESpecification: z
    .strictObject({ SSEEnabled: z.boolean(), SSEType: z.string().optional(), KMSMasterKeyId: z.string().optional() })
    .optional(),
  PointInTimeRecoverySpecification: z
    .strictObject({
      PointInTimeRecoveryEnabled: z.boolean().default(false),
      RecoveryPeriodInDays: z.number().optional(),
    })
    .optional(),
  DeletionProtectionEnabled: z.boolean().default(false),
  TimeToLiveSpecification: z.strictObject({ Enabled: z.boolean(), AttributeName: z.string().optional() }).optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  Tags: tags.optional(),
});

type TableProperties = z.infer<typeof properties>;

/** @throws Error when key and attribute definitions do not fit together, as the service would refuse them. */
function keyOf(schema: TableProperties['KeySchema'], declared: ReadonlyMap<string, KeyAttribute['type']>): KeySchema {
  const attribute = (type: 'HASH' | 'RANGE'): KeyAttribute | undefined => {
    const name = schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
    if (name === undefined) return undefined;
    const attributeType = declared.get(name);
    if (!attributeType)
      throw new Error(
        `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${[...declared.keys()].join(', ')}]`,
      );
    return { name, type: attributeType };
  };
  const partition = attribute('HASH');
  if (!partition || (schema.length === 2 && !attribute('RANGE')))
    throw new Error('Invalid KeySchema: it needs one HASH key, and may have one RANGE key');
  return { partition, sort: attribute('RANGE') };
}

function definitionOf(read: TableProperties, name: string): TableDefinition {
  const declared = new Map(read.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]));
  const key = keyOf(read.KeySchema, declared);
  const indexes = read.GlobalSecondaryIndexes.map((index): IndexDefinition => {
    const { ProjectionType: type, NonKeyAttributes: others } = index.Projection;
    if ((type === 'INCLUDE') !== (others !== undefined))
      throw new Error(`Index ${index.IndexName}: NonKeyAttributes belong to the projection INCLUDE, and only to it`);
    return {
      name: index.IndexName,
      key: keyOf(index.KeySchema, declared),
      projected: type === 'ALL' ? 'ALL' : (others ?? []),
    };
  });
  const used = [read.KeySchema, ...read.GlobalSecondaryIndexes.map((index) => index.KeySchema)]
    .flat()
    .map(({ AttributeName }) => AttributeName);
  const unused = [...declared.keys()].filter((attribute) => !used.includes(attribute));
  if (unused.length > 0)
    throw new Error(
      `One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions; unused: ${unused.join(', ')}`,
    );
  return {
    name,
    key,
    indexes,
    timeToLiveAttribute: read.TimeToLiveSpecification?.Enabled ? read.TimeToLiveSpecification.AttributeName : undefined,
    deletionProtected: read.DeletionProtectionEnabled,
    pointInTimeRecovery: read.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
    billingMode: read.BillingMode,
  };
}

const provided = (table: Table): ProvidedResource => ({
  physicalId: table.definition.name,
  attributes: { Arn: table.arn },
});

/** One table update may make or drop one index. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
function refuseSeveralIndexChanges(before: TableDefinition, after: TableDefinition): void {
  const described = (definition: TableDefinition) =>
    new Map(definition.indexes.map((index) => [index.name, JSON.stringify(index)]));
  const [old, young] = [described(before), described(after)];
  const dropped = [...old].filter(([name, text]) => young.get(name) !== text);
  const made = [...young].filter(([name, text]) => old.get(name) !== text);
  if (dropped.length + made.length > 1)
    throw new Error('Cannot perform more than one GSI creation or deletion in a single update');
}

/** Stand-in for CloudFormation's `AWS::DynamoDB::Table`. */
export function dynamoDbResources(kernel: Kernel, store: DynamoDbStore): Readonly<Record<string, ResourceProvider>> {
  const create = (request: ResourceRequest): ProvidedResource => {
    const read = readProperties(properties, request);
    const name = read.TableName ?? physicalName(request, kernel.identifiers, 255);
    return provided(store.create(definitionOf(read, name)));
  };
  return {
    'AWS::DynamoDB::Table': {
      create,
      update(request, before) {
        const read = readProperties(properties, request);
        const table = store.table(before.physicalId);
        const renamed = read.TableName !== undefined && read.TableName !== before.physicalId;
        const definition = definitionOf(read, before.physicalId);
        if (renamed || JSON.stringify(definition.key) !== JSON.stringify(table.definition.key)) return create(request);
        refuseSeveralIndexChanges(table.definition, definition);
        table.redefine(definition);
        return provided(table);
      },
      delete(_request, physicalId) {
        if (store.find(physicalId)) store.drop(physicalId);
      },
    },
  };
}
