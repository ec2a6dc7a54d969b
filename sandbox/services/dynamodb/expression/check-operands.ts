import {
  attributeTypes,
  compareValues,
  encodeValue,
  type AttributeType,
  type AttributeValue,
} from '../attribute-value.ts';
import type { Operand } from './condition.ts';
import { formatPath, samePath } from './document-path.ts';
import { invalidExpression, type ExpressionKind } from './tokens.ts';

/* What the service checks of operands before it looks at any item. */

/** A literal must be of a type that the operator knows. `subject` is `operator: <` or `operator or function: size`. */
export function checkLiteral(
  kind: ExpressionKind,
  subject: string,
  operand: Operand,
  allowed: readonly AttributeType[],
): void {
  if (operand.kind !== 'value' || allowed.includes(operand.value.type)) return;
  throw invalidExpression(
    kind,
    `Incorrect operand type for operator or function; ${subject}, operand type: ${operand.value.type}`,
  );
}

/** `a = a` says nothing and is refused. */
export function checkDistinct(
  kind: ExpressionKind,
  operator: string,
  first: Operand,
  others: readonly Operand[],
): void {
  if (first.kind !== 'path') return;
  if (!others.some((other) => other.kind === 'path' && samePath(other.path, first.path))) return;
  throw invalidExpression(
    kind,
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${formatPath(first.path)}`,
  );
}

const shown = (value: AttributeValue): string => {
  const [[type, content]] = Object.entries(encodeValue(value)) as [[string, unknown]];
  return `AttributeValue: {${type}:${String(content)}}`;
};

export function checkBounds(kind: ExpressionKind, low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: ${shown(low.value)}, upper bound operand: ${shown(high.value)}`;
  const order = compareValues(low.value, high.value);
  if (order === undefined)
    throw invalidExpression(kind, `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  if (order > 0)
    throw invalidExpression(
      kind,
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
}

export function checkTypeName(kind: ExpressionKind, operand: Operand): void {
  checkLiteral(kind, 'operator or function: attribute_type', operand, ['S']);
  if (operand.kind !== 'value' || operand.value.type !== 'S') return;
  const name = operand.value.value;
  if (!(attributeTypes as readonly string[]).includes(name))
    throw invalidExpression(
      kind,
      `Invalid attribute type name found; type: ${name}, valid types: {${attributeTypes.join(',')}}`,
    );
}
