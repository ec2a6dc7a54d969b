import { beforeAll, describe, expect, test } from 'vitest';
import { readyDesk, refusal, type Answer, type OpenDesk } from './desk.ts';

let desk: OpenDesk;
let ids: Record<string, string>;

beforeAll(async () => {
  desk = await readyDesk();
  const { fields } = desk;
  ids = {};
  const make = async (name: string, given: [string, object][]) => {
    ids[name] = desk.newCase([['title', { stringValue: `Case ${name}` }], ...given]);
    await desk.pass(10);
  };
  await make('a', [
    [fields['Number']!, { doubleValue: 1 }],
    [fields['SingleSelect']!, { stringValue: 'loan' }],
  ]);
  await make('b', [
    [fields['Number']!, { doubleValue: 2 }],
    [fields['DateTime']!, { stringValue: '2026-01-01T00:00:00Z' }],
  ]);
  await make('c', [
    ['status', { stringValue: 'closed' }],
    ['summary', { stringValue: 'Loan of a House' }],
  ]);
});

const nameOf = (caseId: string): string => Object.entries(ids).find(([, id]) => id === caseId)![0];
const found = (input: object): string[] =>
  (desk.inDomain('SearchCases', input)['cases'] as Answer[]).map(({ caseId }) => nameOf(caseId)).sort();
const field = (type: string) => desk.fields[type]!;
const on = (operator: string, id: string, value: object) => ({ field: { [operator]: { id, value } } });

describe('the filter language', () => {
  test.each<[string, () => object, string[]]>([
    ['equalTo text', () => on('equalTo', 'title', { stringValue: 'Case a' }), ['a']],
    ['equalTo is exact', () => on('equalTo', 'title', { stringValue: 'case a' }), []],
    ['equalTo number', () => on('equalTo', field('Number'), { doubleValue: 2 }), ['b']],
    ['equalTo option', () => on('equalTo', field('SingleSelect'), { stringValue: 'loan' }), ['a']],
    [
      'equalTo instant in another spelling',
      () => on('equalTo', field('DateTime'), { stringValue: '2026-01-01T09:00:00+09:00' }),
      ['b'],
    ],
    ['equalTo nothing', () => on('equalTo', field('Number'), { emptyValue: {} }), ['c']],
    ['contains', () => on('contains', 'summary', { stringValue: 'house' }), ['c']],
    ['greaterThan', () => on('greaterThan', field('Number'), { doubleValue: 1 }), ['b']],
    ['greaterThanOrEqualTo', () => on('greaterThanOrEqualTo', field('Number'), { doubleValue: 1 }), ['a', 'b']],
    ['lessThan', () => on('lessThan', field('DateTime'), { stringValue: '2026-01-01T00:00:01Z' }), ['b']],
    ['lessThanOrEqualTo', () => on('lessThanOrEqualTo', field('Number'), { doubleValue: 1 }), ['a']],
    ['not', () => ({ not: on('equalTo', 'status', { stringValue: 'closed' }) }), ['a', 'b']],
    ['not of an absent value', () => ({ not: on('equalTo', field('Number'), { doubleValue: 1 }) }), ['b', 'c']],
    [
      'andAll',
      () => ({
        andAll: [on('contains', 'title', { stringValue: 'case' }), on('equalTo', 'status', { stringValue: 'closed' })],
      }),
      ['c'],
    ],
    [
      'orAll',
      () => ({
        orAll: [on('equalTo', 'status', { stringValue: 'closed' }), on('equalTo', field('Number'), { doubleValue: 1 })],
      }),
      ['a', 'c'],
    ],
    [
      'nested',
      () => ({ andAll: [{ not: { orAll: [on('equalTo', 'title', { stringValue: 'Case a' })] } }] }),
      ['b', 'c'],
    ],
  ])('%s', (_name, filter, expected) => {
    expect(found({ filter: filter() })).toEqual(expected);
  });

  test.each<[string, () => object, RegExp]>([
    [
      'two members',
      () => ({ ...on('equalTo', 'title', { stringValue: 'a' }), not: on('equalTo', 'title', { stringValue: 'a' }) }),
      /exactly one of/,
    ],
    ['no operator', () => ({ field: {} }), /exactly one of equalTo/],
    ['unknown field', () => on('equalTo', 'nowhere', { stringValue: 'a' }), /nowhere does not exist/],
    [
      'contains on a number',
      () => on('contains', field('Number'), { doubleValue: 1 }),
      /contains is for fields of type Text/,
    ],
    [
      'greaterThan on a text',
      () => on('greaterThan', 'title', { stringValue: 'a' }),
      /greaterThan is for fields of type Number/,
    ],
    [
      'eleven parts',
      () => ({ andAll: Array.from({ length: 11 }, () => on('equalTo', 'title', { stringValue: 'a' })) }),
      /0 to 10 members, got 11/,
    ],
  ])('refuses %s', (_name, filter, message) => {
    const error = refusal(() => desk.inDomain('SearchCases', { filter: filter() }));
    expect([error.code, error.message]).toEqual(['ValidationException', expect.stringMatching(message)]);
  });
});

test('sorts put cases without a value last, and pages follow the order', () => {
  const order = (sorts: object[]): string[] =>
    (desk.inDomain('SearchCases', { sorts })['cases'] as Answer[]).map(({ caseId }) => nameOf(caseId));
  expect(order([{ fieldId: field('Number'), sortOrder: 'Asc' }])).toEqual(['a', 'b', 'c']);
  expect(order([{ fieldId: field('Number'), sortOrder: 'Desc' }])).toEqual(['b', 'a', 'c']);
  expect(
    order([
      { fieldId: 'status', sortOrder: 'Desc' },
      { fieldId: 'created_datetime', sortOrder: 'Asc' },
    ]),
  ).toEqual(['a', 'b', 'c']);
  const page = desk.inDomain('SearchCases', { maxResults: 2, fields: [{ id: 'title' }] });
  expect(page).toMatchObject({
    totalCount: 3,
    cases: [{ fields: [{ id: 'title', value: { stringValue: 'Case c' } }] }, {}],
  });
  expect(desk.inDomain('SearchCases', { maxResults: 2, nextToken: page['nextToken'] })['cases']).toHaveLength(1);
});

test('the search term looks into every value, word by word', () => {
  expect(found({ searchTerm: 'HOUSE loan' })).toEqual(['c']);
  expect(found({ searchTerm: 'loan' })).toEqual(['a', 'c']);
});

test('a write is visible to searches five seconds later, a read by id at once', async () => {
  const count = (input: object = {}): number => desk.inDomain('SearchCases', input)['totalCount'];
  const caseId = desk.newCase([['title', { stringValue: 'late' }]]);
  expect(count()).toBe(3);
  expect(desk.values(caseId, ['title'])).toEqual({ title: { stringValue: 'late' } });
  await desk.pass(4.999);
  expect(count()).toBe(3);
  desk.set(caseId, 'title', { stringValue: 'later' });
  await desk.pass(0.001);
  expect(count({ searchTerm: 'late' })).toBe(1);
  expect(count({ searchTerm: 'later' })).toBe(0);
  await desk.pass(5);
  expect(count({ searchTerm: 'later' })).toBe(1);
  desk.inDomain('DeleteCase', { caseId });
  expect(count()).toBe(4);
  await desk.pass(5);
  expect(count()).toBe(3);
});

test('related items are found by type and content, in one case and in all', async () => {
  const contactArn = `${desk.instanceArn}/contact/one`;
  const add = (name: string, type: string, content: object) =>
    desk.inDomain('CreateRelatedItem', {
      caseId: ids[name],
      type,
      content,
      performedBy: { customEntity: 'casewarden' },
    });
  add('a', 'Contact', { contact: { contactArn } });
  await desk.pass(1);
  add('b', 'Comment', { comment: { body: 'hello', contentType: 'Text/Plain' } });
  add('b', 'Custom', { custom: { fields: [{ id: field('Number'), value: { doubleValue: 7 } }] } });
  desk.attachSla(ids['b']!, 'Reply', 60);
  const all = (filter: object): string[] =>
    (desk.inDomain('SearchAllRelatedItems', { filters: [filter] })['relatedItems'] as Answer[]).map(
      ({ caseId, type }) => `${nameOf(caseId)} ${type}`,
    );
  expect(all({ comment: {} })).toEqual([]);
  await desk.pass(5);
  expect(all({ contact: { contactArn, channel: ['CHAT'] } })).toEqual(['a Contact']);
  expect(all({ contact: { channel: ['VOICE'] } })).toEqual([]);
  expect(all({ sla: { name: 'Reply', status: 'Active' } })).toEqual(['b Sla']);
  expect(all({ sla: { status: 'Overdue' } })).toEqual([]);
  expect(all({ custom: { fields: on('equalTo', field('Number'), { doubleValue: 7 }) } })).toEqual(['b Custom']);
  const inB = desk.inDomain('SearchRelatedItems', { caseId: ids['b'] })['relatedItems'] as Answer[];
  expect(inB.map(({ type }) => String(type)).sort()).toEqual(['Comment', 'Custom', 'Sla']);
  expect(inB.find(({ type }) => type === 'Comment')).toMatchObject({
    content: { comment: { body: 'hello', contentType: 'Text/Plain' } },
    performedBy: { customEntity: 'casewarden' },
    associationTime: expect.any(Date),
  });
  const sorted = desk.inDomain('SearchAllRelatedItems', {
    sorts: [{ sortProperty: 'AssociationTime', sortOrder: 'Asc' }],
  });
  expect(sorted['relatedItems'][0]).toMatchObject({ type: 'Contact', caseId: ids['a'] });
  expect(desk.inDomain('ListCasesForContact', { contactArn })['cases']).toEqual([
    { caseId: ids['a'], templateId: desk.templateId },
  ]);
});
