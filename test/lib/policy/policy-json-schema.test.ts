import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyNotes } from '../../../lib/policy/key-notes.ts';
import {
  allowedKeys,
  policyJsonSchema,
  policySchemaText,
  type JsonSchema,
} from '../../../lib/policy/policy-json-schema.ts';

test('the committed schema is the generated one (npx casewarden schema)', () => {
  const committed = readFileSync(new URL('../../../schemas/policy-file.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(policySchemaText());
});

test('every note stands at a key that exists, and every top-level key has one', () => {
  const described = new Set<string>();
  const walk = (schema: JsonSchema): void => {
    if (schema.description !== undefined) described.add(schema.description);
    for (const child of [
      ...Object.values(schema.properties ?? {}),
      ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
      ...(schema.items === undefined ? [] : [schema.items]),
      ...(schema.anyOf ?? []),
      ...(schema.oneOf ?? []),
    ])
      walk(child);
  };
  walk(policyJsonSchema());
  expect(Object.values(keyNotes).filter((note) => !described.has(note))).toEqual([]);
  expect(
    Object.entries(policyJsonSchema().properties ?? {}).filter(([, { description }]) => description === undefined),
  ).toEqual([]);
});

test('keys that are allowed somewhere are those of the schema there', () => {
  const data = {
    fields: { a: { type: 'text' }, b: { type: 'single-select' } },
    policies: { p: { breach: [{ email: {} }] } },
  };
  expect(allowedKeys(['fields', 'a'], data)).toEqual(['type', 'label']);
  expect(allowedKeys(['fields', 'b'], data)).toEqual(['type', 'label', 'options']);
  expect(allowedKeys(['policies', 'p', 'breach', 0, 'email'], data)).toEqual(['to', 'subject', 'body', 'by']);
});
