import type {
  ConditionCheck,
  Delete,
  DeleteItemCommandInput,
  Put,
  PutItemCommandInput,
  Update as UpdateRequest,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/service.ts';
import { decodeItem, encodeItem, type Item } from './attribute-value.ts';
import { unitsOfWrite } from './consumed-capacity.ts';
import { constraintError, validationError } from './errors.ts';
import { applyUpdate } from './expression/apply-update.ts';
import type { Condition } from './expression/condition.ts';
import { project, type DocumentPath } from './expression/document-path.ts';
import { evaluateCondition } from './expression/evaluate-condition.ts';
import { parseCondition } from './expression/parse-condition.ts';
import { parseUpdate } from './expression/parse-update.ts';
import { Placeholders } from './expression/placeholders.ts';
import { changedPaths } from './expression/update.ts';
import { checkKey, keyAttributes, keyText, pickKey } from './key-schema.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import type { Table } from './table.ts';

/** A write that has passed every check that needs no look at the stored item. */
export interface PreparedWrite {
  readonly table: Table;
  readonly key: Item;
  readonly condition: Condition | undefined;
  /** The item after the write, undefined when it is deleted. @throws AwsError ValidationException */
  readonly change: (before: Item | undefined) => Item | undefined;
  /** Paths that UPDATED_OLD and UPDATED_NEW give back. */
  readonly changedPaths: readonly DocumentPath[];
  readonly returnOldOnFailure: boolean;
}

/** Tells the items of a transaction or a batch apart. */
export const writeTarget = ({ table, key }: PreparedWrite): string =>
  JSON.stringify([table.arn, ...keyAttributes(table.definition.key).map(({ name }) => keyText(key.get(name)))]);

interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

const returnsOldOnFailure = (input: Conditional): boolean => {
  const asked = input.ReturnValuesOnConditionCheckFailure ?? 'NONE';
  if (asked !== 'NONE' && asked !== 'ALL_OLD')
    throw constraintError(
      'returnValuesOnConditionCheckFailure',
      asked,
      'Member must satisfy enum value set: [ALL_OLD, NONE]',
    );
  return asked === 'ALL_OLD';
};

function prepare(
  input: Conditional,
  table: Table,
  key: Item,
  change: PreparedWrite['change'],
  rest: {
    placeholders?: Placeholders;
    updateExpression?: string | undefined;
    changedPaths?: readonly DocumentPath[];
  } = {},
): PreparedWrite {
  refuseLegacyParameters(input);
  const placeholders =
    rest.placeholders ?? new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const condition =
    input.ConditionExpression === undefined
      ? undefined
      : parseCondition('ConditionExpression', input.ConditionExpression, placeholders);
  placeholders.refuseUnused([rest.updateExpression, input.ConditionExpression]);
  return {
    table,
    key,
    condition,
    change,
    changedPaths: rest.changedPaths ?? [],
    returnOldOnFailure: returnsOldOnFailure(input),
  };
}

function decodeKey(table: Table, raw: unknown): Item {
  const key = decodeItem(raw);
  checkKey(table.definition.key, key);
  return key;
}

/** @throws AwsError ValidationException */
export function preparePut(table: Table, input: PutItemCommandInput | Put): PreparedWrite {
  const item = decodeItem(input.Item);
  table.check(item);
  return prepare(input, table, pickKey(table.definition.key, item), () => item);
}

/** @throws AwsError ValidationException */
export function prepareDelete(table: Table, input: DeleteItemCommandInput | Delete): PreparedWrite {
  return prepare(input, table, decodeKey(table, input.Key), () => undefined);
}

/** @throws AwsError ValidationException */
export function prepareCheck(table: Table, input: ConditionCheck): PreparedWrite {
  if (input.ConditionExpression === undefined)
    throw validationError('The expression can not be empty; ConditionCheck needs a ConditionExpression');
  return prepare(input, table, decodeKey(table, input.Key), (before) => before);
}

/**
 * An update of an item that does not exist starts from its key; when it only removes, no item is made.
 * @throws AwsError ValidationException
 */
export function prepareUpdate(table: Table, input: UpdateItemCommandInput | UpdateRequest): PreparedWrite {
  const key = decodeKey(table, input.Key);
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const expression = input.UpdateExpression;
  const update = expression === undefined ? undefined : parseUpdate(expression, placeholders);
  const paths = update ? changedPaths(update) : [];
  for (const { name } of keyAttributes(table.definition.key))
    if (paths.some(([root]) => root === name))
      throw validationError(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  const makesItems = !update || update.set.length > 0 || update.add.length > 0;
  const change = (before: Item | undefined): Item | undefined => {
    if (!before && !makesItems) return undefined;
    const start = before ?? key;
    const after = update ? applyUpdate(start, update) : start;
    table.check(after, 'Item size to update has exceeded the maximum allowed size');
    return after;
  };
  return prepare(input, table, key, change, { placeholders, updateExpression: expression, changedPaths: paths });
}

/** `existing` is given back when the caller asked for it. */
const conditionalCheckFailed = (existing: Item | undefined): AwsError =>
  new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
    fields: existing === undefined ? {} : { Item: encodeItem(existing) },
  });

export const conditionHolds = (write: PreparedWrite, before: Item | undefined): boolean =>
  write.condition === undefined || evaluateCondition(write.condition, before);

export function commit(write: PreparedWrite, after: Item | undefined): void {
  if (after) write.table.put(after);
  else write.table.delete(write.key);
}

const returnable = {
  update: ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'],
  other: ['NONE', 'ALL_OLD'],
} as const;

/**
 * Carries out one write.
 * @throws AwsError ConditionalCheckFailedException, ValidationException
 */
export function write(
  prepared: PreparedWrite,
  operation: 'update' | 'other',
  returnValues: string = 'NONE',
): { readonly answer: { Attributes?: ReturnType<typeof encodeItem> }; readonly units: () => number } {
  if (!(returnable[operation] as readonly string[]).includes(returnValues))
    throw validationError(
      operation === 'other' ? 'ReturnValues can only be ALL_OLD or NONE' : `ReturnValues cannot be ${returnValues}`,
    );
  const before = prepared.table.get(prepared.key);
  if (!conditionHolds(prepared, before)) throw conditionalCheckFailed(prepared.returnOldOnFailure ? before : undefined);
  const after = prepared.change(before);
  commit(prepared, after);
  const shown = { NONE: undefined, ALL_OLD: before, UPDATED_OLD: before, ALL_NEW: after, UPDATED_NEW: after }[
    returnValues as (typeof returnable.update)[number]
  ];
  const attributes = shown && returnValues.startsWith('UPDATED_') ? project(shown, prepared.changedPaths) : shown;
  return {
    answer: attributes && attributes.size > 0 ? { Attributes: encodeItem(attributes) } : {},
    units: () => unitsOfWrite(prepared.table, before, after),
  };
}
