import type { FieldValue } from '@aws-sdk/client-connectcases';
import { check, invalid } from './errors.ts';
import type { CaseField, CasesDomain, CaseValue, FieldType } from './store.ts';

/** A write of one field: a value, or null to clear it. */
export type FieldWrites = ReadonlyMap<string, CaseValue | null>;

const unionMembers = ['stringValue', 'doubleValue', 'booleanValue', 'userArnValue', 'emptyValue'] as const;

const memberOfType: Readonly<Record<FieldType, 'stringValue' | 'doubleValue' | 'booleanValue' | 'userArnValue'>> = {
  Text: 'stringValue',
  Url: 'stringValue',
  DateTime: 'stringValue',
  SingleSelect: 'stringValue',
  Number: 'doubleValue',
  Boolean: 'booleanValue',
  User: 'userArnValue',
};

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_FieldValueUnion.html */
const longestText = 4_100;
const longestSummary = 3_000;
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Turns the union of the API into a value, or null for `emptyValue`. @throws AwsError ValidationException unless exactly one member is set */
export function readUnion(value: unknown, name: string): CaseValue | null {
  const [member, content] = check.member(value, name, unionMembers);
  switch (member) {
    case 'emptyValue':
      return null;
    case 'stringValue':
      if (typeof content === 'string') return { stringValue: content };
      break;
    case 'doubleValue':
      if (typeof content === 'number' && Number.isFinite(content)) return { doubleValue: content };
      break;
    case 'booleanValue':
      if (typeof content === 'boolean') return { booleanValue: content };
      break;
    case 'userArnValue':
      if (typeof content === 'string') return { userArnValue: content };
      break;
    default:
  }
  throw invalid(`${name}.${member} has a value of the wrong type: ${JSON.stringify(content)}.`);
}

/** Reads `fields` of a request: known ids, each once, each with a value that its field can hold. */
export function readWrites(
  domain: CasesDomain,
  fields: readonly FieldValue[] | undefined,
  limits: { min: number; max: number },
): FieldWrites {
  const writes = new Map<string, CaseValue | null>();
  for (const [index, entry] of check.list(fields, 'fields', limits).entries()) {
    const id = check.text(entry?.id, `fields[${index}].id`);
    const field = fieldOf(domain, id);
    if (writes.has(id)) throw invalid(`The field ${id} is given more than once.`);
    const value = readUnion(entry.value, `The value of field ${id}`);
    if (value !== null) checkValue(field, value);
    writes.set(id, value);
  }
  return writes;
}

/** @throws AwsError ValidationException when the id is unknown; a deleted field is returned. */
export function fieldOf(domain: CasesDomain, fieldId: string): CaseField {
  const field = domain.fields.get(fieldId);
  if (!field) throw invalid(`The field ${fieldId} does not exist in domain ${domain.domainId}.`);
  return field;
}

/** Checks a value against the type, length and options of its field. @throws AwsError ValidationException */
export function checkValue(field: CaseField, value: CaseValue): void {
  const expected = memberOfType[field.type];
  if (!(expected in value))
    throw invalid(
      `The field ${field.fieldId} of type ${field.type} takes ${expected}, got ${Object.keys(value).join()}.`,
    );
  if (!('stringValue' in value)) return;
  const text = value.stringValue;
  if (field.type === 'SingleSelect') {
    if (!field.options.get(text)?.active)
      throw invalid(
        `"${text}" is not an active option of field ${field.fieldId}; active are ${activeValues(field) || 'none'}.`,
      );
    return;
  }
  if (field.type === 'DateTime') {
    if (!isoInstant.test(text) || Number.isNaN(Date.parse(text)))
      throw invalid(
        `The field ${field.fieldId} takes an ISO-8601 instant such as 2026-01-31T09:00:00.000Z, got "${text}".`,
      );
    return;
  }
  if (field.type === 'Url' && !URL.canParse(text))
    throw invalid(`The field ${field.fieldId} takes a URL, got "${text.slice(0, 80)}".`);
  const most = field.fieldId === 'summary' ? longestSummary : longestText;
  if (text.length > most)
    throw invalid(`The field ${field.fieldId} takes at most ${most} characters, got ${text.length}.`);
}

const activeValues = (field: CaseField): string =>
  [...field.options.values()]
    .filter(({ active }) => active)
    .map(({ value }) => value)
    .join(', ');

/** The bare value, for the journal, for rules and for comparisons. */
export function plain(value: CaseValue): string | number | boolean {
  if ('stringValue' in value) return value.stringValue;
  if ('doubleValue' in value) return value.doubleValue;
  return 'booleanValue' in value ? value.booleanValue : value.userArnValue;
}

export const sameValue = (a: CaseValue | undefined, b: CaseValue | undefined): boolean =>
  a === undefined || b === undefined ? a === b : plain(a) === plain(b);

export const plainValues = (values: ReadonlyMap<string, CaseValue>): Record<string, string | number | boolean> =>
  Object.fromEntries([...values].map(([id, value]) => [id, plain(value)]));
