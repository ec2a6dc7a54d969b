import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { LedgerRowInvalidError } from '../../domain/errors.ts';

/*
 * JSON <-> DynamoDB's typed values, for exactly what a ledger row may hold. Written here because the document client would
 * be loaded by every function for the sake of these lines.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };
export type Row = Record<string, AttributeValue>;

/** Members that are undefined are left out. */
export function toAttribute(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return isList(value) ? { L: value.map(toAttribute) } : { M: toRow(value) };
}

export function toRow(members: { readonly [name: string]: Json | undefined }): Row {
  const row: Row = {};
  for (const [name, member] of Object.entries(members)) if (member !== undefined) row[name] = toAttribute(member);
  return row;
}

/** @throws LedgerRowInvalidError for binary values and sets, which we never write */
function fromAttribute(attribute: AttributeValue): Json {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.NULL !== undefined) return null;
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromRow(attribute.M);
  throw new LedgerRowInvalidError(`ledger rows hold JSON only, got an attribute of type ${Object.keys(attribute)[0]}`);
}

export function fromRow(row: Row): Record<string, Json> {
  return Object.fromEntries(Object.entries(row).map(([name, attribute]) => [name, fromAttribute(attribute)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
