import type { AttributeValue } from '../attribute-value.ts';
import { validationError } from '../errors.ts';
import { refuseEmptyKeyValue } from '../key-schema.ts';
import type { KeySchema } from '../key-schema.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { parseCondition } from './parse-condition.ts';
import type { Placeholders } from './placeholders.ts';

/** Which rows of a table or an index a Query reads. */
export interface KeyCondition {
  readonly partitionValue: AttributeValue;
  /** Whether a sort key's value is asked for; all are when the expression names none. */
  readonly admits: (sortValue: AttributeValue | undefined) => boolean;
}

const kind = 'KeyConditionExpression';
const invalidOperator = (operator: string) => validationError(`Invalid operator used in ${kind}: ${operator}`);
const mirrored: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function conjuncts(condition: Condition): readonly Condition[] {
  if (condition.kind === 'and') return [...conjuncts(condition.left), ...conjuncts(condition.right)];
  return [condition];
}

/** Turns `:v = key` round, so that the key stands on the left. */
function keyFirst(condition: Condition): Condition {
  if (condition.kind !== 'compare' || condition.left.kind !== 'value') return condition;
  return { ...condition, operator: mirrored[condition.operator], left: condition.right, right: condition.left };
}

interface KeyTest {
  readonly attribute: string;
  readonly condition: Condition;
  readonly values: readonly AttributeValue[];
}

function operandsOf(condition: Condition): readonly Operand[] {
  if (condition.kind === 'between') return [condition.operand, condition.low, condition.high];
  if (condition.kind === 'begins_with') return [condition.left, condition.right];
  if (condition.kind === 'compare' && condition.operator !== '<>') return [condition.left, condition.right];
  const { kind: operator } = condition;
  if (condition.kind === 'compare') throw invalidOperator(condition.operator);
  throw invalidOperator(operator.startsWith('attribute') ? operator : operator.toUpperCase());
}

function readTest(condition: Condition): KeyTest {
  const operands = operandsOf(condition);
  const [key, ...others] = operands;
  if (key?.kind === 'size') throw invalidOperator('size');
  if (key?.kind !== 'path') throw validationError(`Invalid condition in ${kind}: No key attribute specified`);
  if (key.path.length > 1) throw validationError(`${kind}s cannot have conditions on nested attributes`);
  const values = others.map((operand) => {
    if (operand.kind === 'value') return operand.value;
    throw validationError(`Invalid condition in ${kind}: Multiple attribute names used in one condition`);
  });
  return { attribute: key.path[0], condition, values };
}

/** @throws AwsError ValidationException when the expression is not an equality on the partition key and at most one test of the sort key. */
export function parseKeyCondition(text: string, placeholders: Placeholders, schema: KeySchema): KeyCondition {
  const tests = conjuncts(parseCondition(kind, text, placeholders)).map((condition) => readTest(keyFirst(condition)));
  const { partition, sort } = schema;
  for (const { name } of sort ? [partition, sort] : [partition])
    if (tests.filter(({ attribute }) => attribute === name).length > 1)
      throw validationError(`${kind}s must only contain one condition per key`);
  const partitionTest = tests.find(({ attribute }) => attribute === partition.name);
  if (!partitionTest) throw validationError(`Query condition missed key schema element: ${partition.name}`);
  const sortTest = tests.find(({ attribute }) => attribute === sort?.name);
  if (tests.length > 1 && !sortTest)
    throw validationError(`Query condition missed key schema element: ${sort?.name ?? partition.name}`);
  if (tests.length > (sortTest ? 2 : 1)) throw validationError('Conditions can be of length 1 or 2 only');
  const { condition } = partitionTest;
  if (condition.kind !== 'compare' || condition.operator !== '=')
    throw validationError('Query key condition not supported');
  for (const [test, key] of [
    [partitionTest, partition],
    ...(sortTest && sort ? [[sortTest, sort] as const] : []),
  ] as const)
    for (const value of test.values) {
      if (value.type !== key.type)
        throw validationError(
          'One or more parameter values were invalid: Condition parameter type does not match schema type',
        );
      refuseEmptyKeyValue(key.name, value);
    }
  return {
    partitionValue: partitionTest.values[0]!,
    admits: (sortValue) =>
      !sortTest ||
      (sortValue !== undefined && evaluateCondition(sortTest.condition, new Map([[sortTest.attribute, sortValue]]))),
  };
}
