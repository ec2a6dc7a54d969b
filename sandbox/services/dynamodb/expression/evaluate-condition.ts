import { compareValues, equalValues, setMembers, type AttributeValue, type Item } from '../attribute-value.ts';
import { decimalOf } from '../decimal.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { valueAt } from './document-path.ts';
import { unreachable } from '../../shared/unreachable.ts';

/**
 * The `size` function: bytes of a binary, characters of a string, members of a set, list or map; nothing for others.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  switch (value?.type) {
    case undefined:
    case 'N':
    case 'BOOL':
    case 'NULL':
      return undefined;
    case 'M':
      return { type: 'N', value: decimalOf(value.value.size) };
    case 'S':
    case 'B':
    case 'L':
    case 'SS':
    case 'NS':
    case 'BS':
      return { type: 'N', value: decimalOf(value.value.length) };
    default:
      return unreachable(value);
  }
}

function resolve(operand: Operand, item: Item | undefined): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = valueAt(item, operand.path);
  return operand.kind === 'size' ? sizeOf(value) : value;
}

/** Values of different types are never ordered; `<>` also holds when an operand is absent. */
function compare(operator: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  const equal = left !== undefined && right !== undefined && equalValues(left, right);
  if (operator === '=') return equal;
  if (operator === '<>') return !equal;
  const order = left && right && compareValues(left, right);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return unreachable(operator);
  }
}

function beginsWith(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left?.type === 'S' && right?.type === 'S') return left.value.startsWith(right.value);
  if (left?.type === 'B' && right?.type === 'B')
    return Buffer.compare(left.value.subarray(0, right.value.length), right.value) === 0;
  return false;
}

function contains(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (!left || !right) return false;
  if (left.type === 'S' && right.type === 'S') return left.value.includes(right.value);
  if (left.type === 'B' && right.type === 'B') return Buffer.from(left.value).includes(Buffer.from(right.value));
  if (left.type === 'L') return left.value.some((element) => equalValues(element, right));
  const member = { S: 'SS', N: 'NS', B: 'BS' }[right.type as 'S' | 'N' | 'B'];
  if (member !== left.type) return false;
  const [wanted] = setMembers({ type: member, value: [right.value] } as AttributeValue)!;
  return setMembers(left)!.includes(wanted!);
}

/** Whether a condition holds for an item; undefined stands for an item that does not exist. */
export function evaluateCondition(condition: Condition, item: Item | undefined): boolean {
  const value = (operand: Operand) => resolve(operand, item);
  switch (condition.kind) {
    case 'and':
      return evaluateCondition(condition.left, item) && evaluateCondition(condition.right, item);
    case 'or':
      return evaluateCondition(condition.left, item) || evaluateCondition(condition.right, item);
    case 'not':
      return !evaluateCondition(condition.condition, item);
    case 'compare':
      return compare(condition.operator, value(condition.left), value(condition.right));
    case 'between': {
      const operand = value(condition.operand);
      return compare('>=', operand, value(condition.low)) && compare('<=', operand, value(condition.high));
    }
    case 'in': {
      const operand = value(condition.operand);
      return condition.candidates.some((candidate) => compare('=', operand, value(candidate)));
    }
    case 'attribute_exists':
      return valueAt(item, condition.path) !== undefined;
    case 'attribute_not_exists':
      return valueAt(item, condition.path) === undefined;
    case 'attribute_type': {
      const type = value(condition.right);
      return type?.type === 'S' && value(condition.left)?.type === type.value;
    }
    case 'begins_with':
      return beginsWith(value(condition.left), value(condition.right));
    case 'contains':
      return contains(value(condition.left), value(condition.right));
    default:
      return unreachable(condition);
  }
}
