import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value.ts';
import { validationError } from './errors.ts';
import type { DocumentPath } from './expression/document-path.ts';
import { parseProjection } from './expression/parse-projection.ts';
import type { Placeholders } from './expression/placeholders.ts';
import { keyAttributes, type KeyAttribute } from './key-schema.ts';
import type { SortedRows } from './sorted-rows.ts';
import type { IndexDefinition, Table } from './table.ts';

/** What a Query or a Scan reads: a table, or an index with what is projected into it. */
export interface ReadSource {
  readonly tableName: string;
  readonly rows: SortedRows;
  /** Attributes of LastEvaluatedKey and ExclusiveStartKey: the table's key, and the index's. */
  readonly cursorAttributes: readonly KeyAttribute[];
  readonly projection: readonly DocumentPath[] | undefined;
  visible(item: Item): Item;
  cursor(item: Item): Item;
}

const keep = (item: Item, names: ReadonlySet<string>): Item => new Map([...item].filter(([name]) => names.has(name)));

function checkSelect(input: QueryCommandInput | ScanCommandInput, index: IndexDefinition | undefined): void {
  const { Select: select, ProjectionExpression: projection } = input;
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined)
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (projection !== undefined && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES')
    throw validationError(
      `Cannot specify the ProjectionExpression when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`,
    );
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !index)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (select === 'ALL_ATTRIBUTES' && index && index.projected !== 'ALL')
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
}

/** @throws AwsError ValidationException for an index that is missing, a consistent read of one, or attributes that it does not hold. */
export function readSource(
  table: Table,
  input: QueryCommandInput | ScanCommandInput,
  placeholders: Placeholders,
): ReadSource {
  const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
  if (index && input.ConsistentRead)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  checkSelect(input, index?.definition);
  const projection =
    input.ProjectionExpression === undefined ? undefined : parseProjection(input.ProjectionExpression, placeholders);
  const { key: primary, name: tableName } = table.definition;
  const keys = [...keyAttributes(primary), ...(index ? keyAttributes(index.definition.key) : [])];
  const cursorNames = new Set(keys.map(({ name }) => name));
  const cursorAttributes = keys.filter(({ name }, position) => keys.findIndex((key) => key.name === name) === position);
  const projected = index?.definition.projected ?? 'ALL';
  const visibleNames = projected === 'ALL' ? undefined : new Set([...cursorNames, ...projected]);
  const hidden = projection?.filter(([root]) => visibleNames && !visibleNames.has(root)).map(([root]) => root) ?? [];
  if (hidden.length > 0)
    throw validationError(
      `One or more parameter values were invalid: Global secondary index ${index?.definition.name} does not project [${hidden.join(', ')}]`,
    );
  return {
    tableName,
    rows: index?.rows ?? table.rows,
    cursorAttributes,
    projection,
    visible: (item) => (visibleNames ? keep(item, visibleNames) : item),
    cursor: (item) => keep(item, cursorNames),
  };
}
