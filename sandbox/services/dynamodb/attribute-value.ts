import { compareDecimals, decimalSizeBytes, formatDecimal, parseDecimal, type Decimal } from './decimal.ts';
import { validationError } from './errors.ts';
import { unreachable } from '../shared/unreachable.ts';

/** An attribute's value. Values that are stored are never changed in place; an update works on a copy. */
export type AttributeValue =
  | { readonly type: 'S'; readonly value: string }
  | { readonly type: 'N'; readonly value: Decimal }
  | { readonly type: 'B'; readonly value: Uint8Array }
  | { readonly type: 'BOOL'; readonly value: boolean }
  | { readonly type: 'NULL'; readonly value: true }
  | { readonly type: 'L'; readonly value: AttributeValue[] }
  | { readonly type: 'M'; readonly value: Item }
  | { readonly type: 'SS'; readonly value: readonly string[] }
  | { readonly type: 'NS'; readonly value: readonly Decimal[] }
  | { readonly type: 'BS'; readonly value: readonly Uint8Array[] };

export type AttributeType = AttributeValue['type'];
/** Attributes by name. A map, so that no attribute name can mean anything to JavaScript. */
export type Item = Map<string, AttributeValue>;

export const attributeTypes: readonly AttributeType[] = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];

const deepestNesting = 32;
const invalid = (reason: string) => validationError(`One or more parameter values were invalid: ${reason}`);

function decodeSet<T>(members: unknown, kind: string, decode: (member: never) => T, key: (member: T) => string): T[] {
  const decoded = (members as never[]).map(decode);
  if (decoded.length === 0) throw invalid(`An ${kind} set  may not be empty`);
  const keys = decoded.map(key);
  if (new Set(keys).size < keys.length) throw invalid(`Input collection [${keys.join(', ')}] contains duplicates.`);
  return decoded;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Reads a value in the SDK's shape (`{ S: 'x' }`). @throws AwsError ValidationException with the service's words. */
export function decodeValue(raw: unknown, depth = 0): AttributeValue {
  if (depth > deepestNesting)
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  const members = Object.entries((raw ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const [member, ...more] = members;
  if (!member || !attributeTypes.includes(member[0] as AttributeType))
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (more.length > 0)
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  const value = member[1];
  const type = member[0] as AttributeType;
  switch (type) {
    case 'S':
      return { type, value: String(value) };
    case 'N':
      return { type, value: parseDecimal(String(value)) };
    case 'B':
      return { type, value: Uint8Array.from(value as Uint8Array) };
    case 'BOOL':
      return { type, value: value === true };
    case 'NULL':
      if (value !== true) throw invalid('Null attribute value types must have the value of true');
      return { type, value };
    case 'L':
      return { type, value: (value as unknown[]).map((element) => decodeValue(element, depth + 1)) };
    case 'M':
      return { type, value: decodeItem(value, depth + 1) };
    case 'SS':
      return {
        type,
        value: decodeSet(
          value,
          'string',
          (text: string) => text,
          (text) => text,
        ),
      };
    case 'NS':
      return { type, value: decodeSet(value, 'number', (text: string) => parseDecimal(text), formatDecimal) };
    case 'BS':
      return { type, value: decodeSet(value, 'binary', (bytes: Uint8Array) => Uint8Array.from(bytes), base64) };
    default:
      return unreachable(type);
  }
}

export function decodeItem(raw: unknown, depth = 0): Item {
  return new Map(
    Object.entries((raw ?? {}) as Record<string, unknown>).map(([name, value]) => [name, decodeValue(value, depth)]),
  );
}

export function encodeValue(value: AttributeValue): Record<string, unknown> {
  switch (value.type) {
    case 'N':
      return { N: formatDecimal(value.value) };
    case 'NS':
      return { NS: value.value.map(formatDecimal) };
    case 'L':
      return { L: value.value.map(encodeValue) };
    case 'M':
      return { M: encodeItem(value.value) };
    case 'S':
    case 'B':
    case 'BOOL':
    case 'NULL':
    case 'SS':
    case 'BS':
      return { [value.type]: value.value };
    default:
      return unreachable(value);
  }
}

export const encodeItem = (item: Item): Record<string, Record<string, unknown>> =>
  Object.fromEntries([...item].map(([name, value]) => [name, encodeValue(value)]));

/** Members of a set as texts that are equal exactly when the members are; undefined for what is not a set. */
export function setMembers(value: AttributeValue): readonly string[] | undefined {
  if (value.type === 'SS') return value.value;
  if (value.type === 'NS') return value.value.map(formatDecimal);
  if (value.type === 'BS') return value.value.map(base64);
  return undefined;
}

/** Sets are equal whatever their order, numbers by value, lists and maps member by member. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  if (left.type !== right.type) return false;
  const members = setMembers(left);
  if (members) {
    const others = new Set(setMembers(right));
    return members.length === others.size && members.every((member) => others.has(member));
  }
  if (left.type === 'L' && right.type === 'L')
    return (
      left.value.length === right.value.length &&
      left.value.every((element, index) => equalValues(element, right.value[index]!))
    );
  if (left.type === 'M' && right.type === 'M')
    return (
      left.value.size === right.value.size &&
      [...left.value].every(([name, value]) => {
        const other = right.value.get(name);
        return other !== undefined && equalValues(value, other);
      })
    );
  if (left.type === 'BOOL' || left.type === 'NULL') return left.value === right.value;
  return compareValues(left, right) === 0;
}

/** Order of two strings (by UTF-8 bytes), numbers or binaries of one type; undefined for all else. */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.type === 'S' && right.type === 'S') return Buffer.compare(Buffer.from(left.value), Buffer.from(right.value));
  if (left.type === 'N' && right.type === 'N') return compareDecimals(left.value, right.value);
  if (left.type === 'B' && right.type === 'B') return Buffer.compare(left.value, right.value);
  return undefined;
}

const textSizeBytes = (text: string): number => Buffer.byteLength(text);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function valueSizeBytes(value: AttributeValue): number {
  switch (value.type) {
    case 'S':
      return textSizeBytes(value.value);
    case 'N':
      return decimalSizeBytes(value.value);
    case 'B':
      return value.value.length;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'L':
      return value.value.reduce((sum, element) => sum + 1 + valueSizeBytes(element), 3);
    case 'M':
      return 3 + value.value.size + itemSizeBytes(value.value);
    case 'SS':
      return value.value.reduce((sum, member) => sum + textSizeBytes(member), 0);
    case 'NS':
      return value.value.reduce((sum, member) => sum + decimalSizeBytes(member), 0);
    case 'BS':
      return value.value.reduce((sum, member) => sum + member.length, 0);
    default:
      return unreachable(value);
  }
}

/** Size by which DynamoDB limits items and pages: names and values in bytes. */
export function itemSizeBytes(item: Item): number {
  let sum = 0;
  for (const [name, value] of item) sum += textSizeBytes(name) + valueSizeBytes(value);
  return sum;
}

/** A copy whose maps and lists may be changed. */
function copyValue(value: AttributeValue): AttributeValue {
  if (value.type === 'L') return { type: 'L', value: value.value.map(copyValue) };
  if (value.type === 'M') return { type: 'M', value: copyItem(value.value) };
  return value;
}

export const copyItem = (item: Item): Item => new Map([...item].map(([name, value]) => [name, copyValue(value)]));
