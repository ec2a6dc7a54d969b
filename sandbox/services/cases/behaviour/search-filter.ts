import type { CaseFilter, CustomFieldsFilter, FieldFilter } from '@aws-sdk/client-connectcases';
import { check, invalid } from '../errors.ts';
import { fieldOf, plain, readUnion } from '../field-values.ts';
import type { CaseField, CasesDomain, CaseValue } from '../store.ts';

/** What a filter looks at: a case, or a related item of type Custom. */
interface Filtered {
  readonly values: ReadonlyMap<string, CaseValue>;
  readonly tags: Readonly<Record<string, string>>;
}

type Test = (subject: Filtered) => boolean;

const comparisons = ['greaterThan', 'greaterThanOrEqualTo', 'lessThan', 'lessThanOrEqualTo'] as const;

/**
 * Reads the filter language of SearchCases and of custom related items.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CaseFilter.html
 * @throws AwsError ValidationException
 */
export function readFilter(domain: CasesDomain, filter: CaseFilter | CustomFieldsFilter, withTags: boolean): Test {
  const allowed = ['field', 'not', 'andAll', 'orAll', ...(withTags ? ['tag'] : [])];
  const [member, content] = check.member(filter, 'filter', allowed);
  const list = (): Test[] =>
    check
      .list(content as CaseFilter[], `filter.${member}`, { min: 0, max: 10 })
      .map((each) => readFilter(domain, each, withTags));
  switch (member) {
    case 'field':
      return readFieldFilter(domain, content as FieldFilter);
    case 'not': {
      const inner = readFilter(domain, content as CaseFilter, withTags);
      return (subject) => !inner(subject);
    }
    case 'andAll': {
      const tests = list();
      return (subject) => tests.every((test) => test(subject));
    }
    case 'orAll': {
      const tests = list();
      return (subject) => tests.some((test) => test(subject));
    }
    default: {
      const [, tag] = check.member(content, 'filter.tag', ['equalTo']);
      const { key, value } = tag as { key?: string; value?: string };
      return ({ tags }) => key !== undefined && key in tags && (value === undefined || tags[key] === value);
    }
  }
}

function readFieldFilter(domain: CasesDomain, filter: FieldFilter): Test {
  const [operator, content] = check.member(filter, 'filter.field', ['equalTo', 'contains', ...comparisons]);
  const { id, value } = content as { id?: unknown; value?: unknown };
  const field = fieldOf(domain, check.text(id, `filter.field.${operator}.id`));
  const union = readUnion(value, `The value of filter.field.${operator}`);
  if (union === null) {
    if (operator !== 'equalTo') throw invalid(`${operator} cannot be used with emptyValue.`);
    return ({ values }) => !values.has(field.fieldId);
  }
  const wanted = plain(union);
  const compare = comparer(field, operator, wanted);
  return ({ values }) => {
    const found = values.get(field.fieldId);
    return found !== undefined && compare(plain(found));
  };
}

type Compare = (found: string | number | boolean) => boolean;

function comparer(field: CaseField, operator: string, wanted: string | number | boolean): Compare {
  if (operator === 'equalTo')
    return field.type === 'DateTime' ? (found) => rank(found) === rank(wanted) : (found) => found === wanted;
  if (operator === 'contains') {
    if (field.type !== 'Text' && field.type !== 'Url')
      throw invalid(`contains is for fields of type Text and Url; ${field.fieldId} is ${field.type}.`);
    return (found) => String(found).toLowerCase().includes(String(wanted).toLowerCase());
  }
  if (field.type !== 'Number' && field.type !== 'DateTime')
    throw invalid(`${operator} is for fields of type Number and DateTime; ${field.fieldId} is ${field.type}.`);
  const bound = rank(wanted);
  if (Number.isNaN(bound)) throw invalid(`${operator} on ${field.fieldId} cannot be compared with ${String(wanted)}.`);
  switch (operator) {
    case 'greaterThan':
      return (found) => rank(found) > bound;
    case 'greaterThanOrEqualTo':
      return (found) => rank(found) >= bound;
    case 'lessThan':
      return (found) => rank(found) < bound;
    default:
      return (found) => rank(found) <= bound;
  }
}

/** Numbers as they are, instants as milliseconds. */
const rank = (value: string | number | boolean): number =>
  typeof value === 'number' ? value : Date.parse(String(value));
