import type { NormalizedSchema } from '@smithy/core/schema';

/*
 * What does not fit a schema: the SDK's codec checks neither types nor required members. Every call of every function passes
 * here twice, so what a schema says is read once and kept.
 */

/**
 * Which side of the codec a value stands on: `wire` is parsed JSON of a caller, where members nobody knows are ignored,
 * as AWS does; `value` is the answer of one of our services, where such a member is a mistake of ours.
 */
type Side = 'wire' | 'value';

export interface Reading {
  readonly side: Side;
  /** Whether members stand under their JSON names, which differ from their own in some REST services. */
  readonly jsonName: boolean;
}

interface Member {
  readonly name: string;
  readonly jsonName: string;
  readonly shape: NormalizedSchema;
}

type Shape =
  | { readonly kind: 'anything' | 'string' | 'boolean' | 'timestamp' | 'blob' | 'number' }
  | {
      readonly kind: 'struct';
      readonly title: string | undefined;
      readonly isUnion: boolean;
      readonly members: readonly Member[];
      readonly required: readonly string[];
      readonly names: ReadonlySet<string>;
    }
  | { readonly kind: 'list' | 'map'; readonly element: NormalizedSchema; readonly sparse: boolean };

const shapes = new WeakMap<NormalizedSchema, Shape>();

function shapeOf(schema: NormalizedSchema): Shape {
  let shape = shapes.get(schema);
  if (!shape) shapes.set(schema, (shape = readShape(schema)));
  return shape;
}

function readShape(schema: NormalizedSchema): Shape {
  if (schema.isDocumentSchema() || schema.isUnitSchema()) return { kind: 'anything' };
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(([name, member]) => ({
      name,
      jsonName: member.getMergedTraits().jsonName ?? name,
      shape: member,
    }));
    return {
      kind: 'struct',
      title: schema.getName(),
      isUnion: schema.isUnionSchema(),
      members,
      required: requiredMembers(schema),
      names: new Set(['__type', '$metadata', ...members.map(({ name }) => name)]),
    };
  }
  if (schema.isListSchema() || schema.isMapSchema()) {
    const kind = schema.isListSchema() ? 'list' : 'map';
    return { kind, element: schema.getValueSchema(), sparse: Boolean(schema.getMergedTraits().sparse) };
  }
  if (schema.isStringSchema()) return { kind: 'string' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isTimestampSchema()) return { kind: 'timestamp' };
  return { kind: schema.isBlobSchema() ? 'blob' : 'number' };
}

/** Names of the members that must be there: the first ones of a structure, as the SDK writes it down. */
export const requiredMembers = (schema: NormalizedSchema): readonly string[] => {
  const written = schema.getSchema() as readonly unknown[];
  return Array.isArray(written) ? (written[4] as string[]).slice(0, Number(written[6] ?? 0)) : [];
};

export const missing = (path: string) =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
export const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Says what does not fit, each with its path; empty when all does. */
export function problemsOf(schema: NormalizedSchema, value: unknown, reading: Reading, path: string): string[] {
  const problems: string[] = [];
  check(schema, value, reading, path, problems);
  return problems;
}

function check(schema: NormalizedSchema, value: unknown, reading: Reading, path: string, problems: string[]): void {
  const shape = shapeOf(schema);
  const expected = expectedInstead(shape, value, reading.side);
  if (expected !== undefined) problems.push(`Value at '${path}' must be ${expected}, got ${kindOf(value)}`);
  else if (shape.kind === 'struct') checkMembers(shape, value as Record<string, unknown>, reading, path, problems);
  else if (shape.kind === 'list') {
    for (const [index, item] of (value as readonly unknown[]).entries())
      checkElement(shape, item, reading, `${path}[${index}]`, problems);
  } else if (shape.kind === 'map') {
    for (const [key, item] of Object.entries(value as object))
      if (item !== undefined || reading.side !== 'value')
        checkElement(shape, item, reading, inside(path, key), problems);
  }
}

/** @returns undefined when the value itself is of the right type, whatever it holds */
function expectedInstead({ kind }: Shape, value: unknown, side: Side): string | undefined {
  switch (kind) {
    case 'anything':
      return undefined;
    case 'struct':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'an object';
    case 'list':
      return Array.isArray(value) ? undefined : 'an array';
    case 'string':
      return typeof value === 'string' ? undefined : 'a string';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'a boolean';
    case 'timestamp':
      if (side === 'value') return value instanceof Date ? undefined : 'a Date';
      return typeof value === 'number' || typeof value === 'string' ? undefined : 'a timestamp';
    case 'blob':
      if (side === 'value') return value instanceof Uint8Array ? undefined : 'a Uint8Array';
      return typeof value === 'string' ? undefined : 'a base64 string';
    case 'number': {
      const isNumber = typeof value === 'number' || typeof value === 'bigint';
      return isNumber || (typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value)) ? undefined : 'a number';
    }
    default:
      return kind satisfies never;
  }
}

const inside = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function checkMembers(
  shape: Shape & { kind: 'struct' },
  given: Readonly<Record<string, unknown>>,
  reading: Reading,
  path: string,
  problems: string[],
): void {
  const { side } = reading;
  const keyOf = (member: Member): string => (side === 'wire' && reading.jsonName ? member.jsonName : member.name);
  let present = 0;
  const absent = new Set(shape.required);
  for (const member of shape.members) {
    const key = keyOf(member);
    const value = given[key];
    if (value === undefined || value === null) continue;
    present += 1;
    absent.delete(member.name);
    check(member.shape, value, reading, inside(path, key), problems);
  }
  for (const name of absent) problems.push(missing(inside(path, name)));
  if (side === 'value') {
    for (const key of Object.keys(given))
      if (!shape.names.has(key) && given[key] !== undefined)
        problems.push(`'${inside(path, key)}' is not in ${shape.title}`);
  }
  if (shape.isUnion && present !== 1)
    problems.push(`Value at '${path}' must have exactly one member of ${shape.members.map(keyOf).join(', ')}`);
}

function checkElement(
  shape: Shape & { kind: 'list' | 'map' },
  item: unknown,
  reading: Reading,
  path: string,
  problems: string[],
): void {
  if (item !== null && item !== undefined) check(shape.element, item, reading, path, problems);
  else if (!shape.sparse) problems.push(missing(path));
}
