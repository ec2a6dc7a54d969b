import { isObject } from '../../../kernel/json-object.ts';
import type { FlowPort } from './flow-port.ts';

/*
 * Values of case fields between a flow, where everything is text, and the Cases API, where values are typed.
 * How the service itself converts is not documented; a value that does not fit its field's type takes the error branch.
 */

/** Types of fields, by id. A field that does not exist is left out: the call that names it is refused then. */
export function fieldTypes(port: FlowPort, domainId: string, fieldIds: readonly string[]): ReadonlyMap<string, string> {
  if (fieldIds.length === 0) return new Map();
  const answer = port.callCases('BatchGetField', { domainId, fields: fieldIds.map((id) => ({ id })) });
  const fields = isObject(answer) && Array.isArray(answer['fields']) ? answer['fields'].filter(isObject) : [];
  return new Map(fields.map((field) => [String(field['fieldId']), String(field['type'])]));
}

/** Request fields in the API's shape. @throws Error when a value does not fit its field. */
export function toCaseFields(
  fields: Readonly<Record<string, string>>,
  types: ReadonlyMap<string, string>,
): readonly { id: string; value: Record<string, unknown> }[] {
  return Object.entries(fields).map(([id, text]) => ({ id, value: toValue(id, text, types.get(id)) }));
}

/** All criteria must hold: text contains, dates are on or after, everything else is equal. */
export function searchFilter(
  fields: Readonly<Record<string, string>>,
  types: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const criteria = Object.entries(fields).map(([id, text]) => {
    const type = types.get(id);
    const isText = (type === 'Text' || type === 'Url') && id !== 'customer_id';
    const operator = isText ? 'contains' : type === 'DateTime' ? 'greaterThanOrEqualTo' : 'equalTo';
    return { field: { [operator]: { id, value: toValue(id, text, type) } } };
  });
  return criteria.length === 1 ? criteria[0]! : { andAll: criteria };
}

/** A typed value as `$.Case.…` shows it. */
export function valueText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [content] = Object.values(value);
  if (typeof content === 'string') return content;
  return typeof content === 'number' || typeof content === 'boolean' ? String(content) : undefined;
}

function toValue(id: string, text: string, type: string | undefined): Record<string, unknown> {
  if (type === 'Number') {
    if (text.trim() === '' || Number.isNaN(Number(text))) throw new Error(`field ${id} takes a number, got "${text}"`);
    return { doubleValue: Number(text) };
  }
  if (type === 'Boolean') {
    if (!/^(true|false)$/i.test(text)) throw new Error(`field ${id} takes true or false, got "${text}"`);
    return { booleanValue: text.toLowerCase() === 'true' };
  }
  return { stringValue: text };
}
