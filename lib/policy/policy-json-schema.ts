import * as z from 'zod';
import { policyFile } from '../../lambda/contract/policy-file.ts';
import { isMapping, type ValuePath } from './finding.ts';
import { keyNotes } from './key-notes.ts';

/** The part of JSON Schema (draft 7) that the policy file's schema uses. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Adds the one-line explanations that editors show beside a key. */
function withNotes(schema: JsonSchema, path: string): JsonSchema {
  const note = keyNotes[path];
  const child = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const alternatives = (list: readonly JsonSchema[]): JsonSchema[] => list.map((one) => withNotes(one, path));
  return {
    ...schema,
    ...(note === undefined ? {} : { description: note }),
    ...(schema.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([key, value]) => [key, withNotes(value, child(key))]),
          ),
        }),
    ...(typeof schema.additionalProperties === 'object'
      ? { additionalProperties: withNotes(schema.additionalProperties, child('*')) }
      : {}),
    ...(schema.items === undefined ? {} : { items: withNotes(schema.items, child('*')) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: alternatives(schema.anyOf) }),
    ...(schema.oneOf === undefined ? {} : { oneOf: alternatives(schema.oneOf) }),
  };
}

let generated: JsonSchema | undefined;

/** The JSON Schema of the policy file, for editors; from the same source that `validate` uses. */
export function policyJsonSchema(): JsonSchema {
  generated ??= {
    title: 'Casewarden policy file',
    ...withNotes(z.toJSONSchema(policyFile, { target: 'draft-7', io: 'input' }) as JsonSchema, ''),
  };
  return generated;
}

/** The schema as it stands in `schemas/policy-file.schema.json`. */
export function policySchemaText(): string {
  return `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`;
}

/** Of the alternatives of a union, those that the value could be meant as; all when it fits none. */
function fitting(alternatives: readonly JsonSchema[], value: unknown): readonly JsonSchema[] {
  if (!isMapping(value)) return alternatives;
  const objects = alternatives.filter((one) => one.properties !== undefined);
  const byConstant = objects.filter((one) =>
    Object.entries(one.properties ?? {}).some(
      ([key, property]) => property.const !== undefined && property.const === value[key],
    ),
  );
  if (byConstant.length > 0) return byConstant;
  const byKey = objects.filter((one) => Object.keys(one.properties ?? {}).some((key) => Object.hasOwn(value, key)));
  return byKey.length > 0 ? byKey : objects;
}

/** Keys that a mapping at this path may have, in the order of the schema. */
export function allowedKeys(path: ValuePath, data: unknown): readonly string[] {
  let schemas: readonly JsonSchema[] = [policyJsonSchema()];
  let value = data;
  const expand = (): void => {
    schemas = schemas.flatMap((schema) => {
      const alternatives = schema.anyOf ?? schema.oneOf;
      return alternatives === undefined ? [schema] : fitting(alternatives, value);
    });
  };
  expand();
  for (const part of path) {
    schemas = schemas.flatMap((schema) => {
      const next =
        typeof part === 'number'
          ? schema.items
          : (schema.properties?.[part] ??
            (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined));
      return next === undefined ? [] : [next];
    });
    value = isMapping(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[part] : undefined;
    expand();
  }
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
}
