import { copyItem, setMembers, type AttributeValue, type Item } from '../attribute-value.ts';
import { addDecimals, subtractDecimals } from '../decimal.ts';
import { validationError } from '../errors.ts';
import { valueAt, type DocumentPath } from './document-path.ts';
import type { SetValue, Update } from './update.ts';
import { unreachable } from '../../shared/unreachable.ts';

const wrongType = () => validationError('An operand in the update expression has an incorrect data type');
const wrongPath = () => validationError('The document path provided in the update expression is invalid for update');

function evaluate(value: SetValue, before: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(before, value.path);
      if (found) return found;
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'if_not_exists':
      return valueAt(before, value.path) ?? evaluate(value.otherwise, before);
    case 'list_append': {
      const [left, right] = [evaluate(value.left, before), evaluate(value.right, before)];
      if (left.type !== 'L' || right.type !== 'L') throw wrongType();
      return { type: 'L', value: [...left.value, ...right.value] };
    }
    case 'plus':
    case 'minus': {
      const [left, right] = [evaluate(value.left, before), evaluate(value.right, before)];
      if (left.type !== 'N' || right.type !== 'N') throw wrongType();
      const combine = value.kind === 'plus' ? addDecimals : subtractDecimals;
      return { type: 'N', value: combine(left.value, right.value) };
    }
    default:
      return unreachable(value);
  }
}

function union(existing: AttributeValue, added: AttributeValue): AttributeValue {
  const known = new Set(setMembers(existing));
  const fresh = setMembers(added)!.flatMap((member, index) => (known.has(member) ? [] : [index]));
  const members = added.value as readonly unknown[];
  return {
    type: existing.type,
    value: [...(existing.value as readonly unknown[]), ...fresh.map((index) => members[index])],
  } as AttributeValue;
}

/** ADD makes what is missing: a number starts from zero, a set from empty. */
function add(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!existing) return value;
  if (existing.type !== value.type) throw wrongType();
  if (existing.type === 'N' && value.type === 'N')
    return { type: 'N', value: addDecimals(existing.value, value.value) };
  return union(existing, value);
}

/** @returns undefined when nothing is left: DynamoDB keeps no empty sets. */
function without(existing: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  if (existing.type !== value.type) throw wrongType();
  const unwanted = new Set(setMembers(value));
  const members = existing.value as readonly unknown[];
  const kept = setMembers(existing)!.flatMap((member, index) => (unwanted.has(member) ? [] : [members[index]]));
  return kept.length === 0 ? undefined : ({ type: existing.type, value: kept } as AttributeValue);
}

/** Puts a value at a path whose surroundings exist; an index past a list's end appends. */
function put(item: Item, path: DocumentPath, value: AttributeValue): void {
  const [last, container] = surroundings(item, path);
  if (typeof last === 'string') {
    if (!(container instanceof Map)) throw wrongPath();
    container.set(last, value);
    return;
  }
  if (!Array.isArray(container)) throw wrongPath();
  container[Math.min(last, container.length)] = value;
}

function surroundings(item: Item, path: DocumentPath): readonly [string | number, Item | AttributeValue[]] {
  const [root, ...rest] = path;
  const last = rest.pop();
  if (last === undefined) return [root, item];
  const container = valueAt(item, [root, ...rest]);
  if (container?.type !== 'M' && container?.type !== 'L') throw wrongPath();
  return [last, container.value];
}

function remove(item: Item, path: DocumentPath): void {
  const [last, container] = surroundings(item, path);
  if (container instanceof Map !== (typeof last === 'string')) throw wrongPath();
  if (container instanceof Map) container.delete(last as string);
  else container.splice(last as number, 1);
}

const lastIndex = (path: DocumentPath): number => {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
};

/**
 * The item after an update. All values are computed from the item as it was; elements that were set past the end of a
 * list are appended in the order of their indexes, and elements are removed by the indexes they had before.
 * @throws AwsError ValidationException when the item does not fit the expression.
 */
export function applyUpdate(before: Item, update: Update): Item {
  const after = copyItem(before);
  const changes = [
    ...update.set.map(({ path, value }) => ({ path, value: evaluate(value, before) })),
    ...update.add.map(({ path, value }) => ({ path, value: add(valueAt(before, path), value) })),
  ];
  for (const { path, value } of changes.sort((one, two) => lastIndex(one.path) - lastIndex(two.path)))
    put(after, path, value);
  const removed = [...update.remove];
  for (const { path, value } of update.delete) {
    const existing = valueAt(before, path);
    if (!existing) continue;
    const rest = without(existing, value);
    if (rest) put(after, path, rest);
    else removed.push(path);
  }
  for (const path of removed.sort((one, two) => lastIndex(two) - lastIndex(one))) remove(after, path);
  return after;
}
