import type { JsonObject } from '../kernel/json-object.ts';
import { factsOf, textGiven, textOf } from './facts.ts';
import { plainValue, type PlainValue } from './field-value.ts';

/** A native SLA of Cases, as its related item holds it when it is attached. */
export interface NativeSla {
  readonly relatedItemId: string | null;
  readonly name: string;
  readonly status: string;
  readonly targetTime: string | null;
  /** The SLA is met when this field gets one of these values; null when it is of another type. */
  readonly condition: { readonly field: string; readonly values: readonly PlainValue[] } | null;
}

/** Reads the entry of a related item; undefined when that is no SLA. */
export function nativeSlaOf(detail: JsonObject): NativeSla | undefined {
  if (String(plainValue(detail['type'])).toLowerCase() !== 'sla') return undefined;
  const content = factsOf(factsOf(detail['content'])['sla']);
  const sla = factsOf(content['slaConfiguration'] ?? content['slaInputConfiguration']);
  const field = textGiven(sla['fieldId']);
  const values = sla['targetFieldValues'];
  return {
    relatedItemId: textGiven(detail['relatedItemId']) ?? null,
    name: textOf(sla['name']),
    status: textOf(sla['status']),
    targetTime: instantOf(sla['targetTime']),
    condition: field === undefined ? null : { field, values: Array.isArray(values) ? values.map(plainValue) : [] },
  };
}

/** Instants in the journal are texts; one that slipped in as another form is read as a date. */
export function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
