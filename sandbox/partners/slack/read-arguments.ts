import { isObject, parseJson } from '../../kernel/json-object.ts';
import type { PartnerRequest } from '../partner.ts';

/** Arguments whose value is JSON text when they come in a form or a query. */
const jsonArguments = ['blocks', 'attachments', 'metadata'];

/** A method's arguments from query, form or JSON body; undefined when the JSON cannot be read. */
export function readArguments(request: PartnerRequest): Readonly<Record<string, unknown>> | undefined {
  const type = request.headers['content-type'] ?? '';
  const fromQuery = Object.fromEntries(request.query);
  if (type.startsWith('application/json')) {
    const body = parseJson(request.body === '' ? '{}' : request.body);
    return isObject(body) ? { ...fromQuery, ...body } : undefined;
  }
  const given: Record<string, unknown> = { ...fromQuery, ...Object.fromEntries(new URLSearchParams(request.body)) };
  for (const name of jsonArguments) {
    const text = given[name];
    if (typeof text !== 'string') continue;
    const value = parseJson(text);
    if (value === undefined) return undefined;
    given[name] = value;
  }
  return given;
}
