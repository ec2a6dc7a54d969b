import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { key, ledgerTable } from './ledger-table.ts';

const values = (given: Record<string, string>) =>
  Object.fromEntries(Object.entries(given).map(([name, text]) => [`:${name}`, { S: text }]));
const sortKeys = (answer: { Items: { sk: { S: string } }[] }) => answer.Items.map(({ sk }) => sk.S);

async function filled() {
  const table = await ledgerTable();
  for (const sk of ['b#2', 'a#1', 'c#1', 'b#1']) table.put('p', sk, { title: { S: sk } });
  table.put('q', 'a#1');
  return table;
}

describe('a query reads one partition in the order of the sort key', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['pk = :p', {}, ['a#1', 'b#1', 'b#2', 'c#1']],
    ['pk = :p AND begins_with(sk, :s)', { s: 'b#' }, ['b#1', 'b#2']],
    ['(pk = :p) AND (sk BETWEEN :s AND :t)', { s: 'a#1', t: 'b#1' }, ['a#1', 'b#1']],
    ['sk > :s AND pk = :p', { s: 'b#1' }, ['b#2', 'c#1']],
    ['pk = :p AND :s >= sk', { s: 'b#1' }, ['a#1', 'b#1']],
    ['pk = :p AND sk = :s', { s: 'nope' }, []],
  ])('%s', async (expression, more, expected) => {
    const { call } = await filled();
    const answer = call('Query', {
      KeyConditionExpression: expression,
      ExpressionAttributeValues: values({ p: 'p', ...more }),
    });
    expect(sortKeys(answer)).toEqual(expected);
    expect(answer).toMatchObject({ Count: expected.length, ScannedCount: expected.length });
    const backwards = call('Query', {
      KeyConditionExpression: expression,
      ExpressionAttributeValues: values({ p: 'p', ...more }),
      ScanIndexForward: false,
    });
    expect(sortKeys(backwards)).toEqual(expected.toReversed());
  });
});

describe('a query is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'without the partition key',
      { KeyConditionExpression: 'sk = :p' },
      'Query condition missed key schema element: pk',
    ],
    ['with a range of partitions', { KeyConditionExpression: 'pk > :p' }, 'Query key condition not supported'],
    [
      'with OR',
      { KeyConditionExpression: 'pk = :p OR sk = :p' },
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      'with two tests of one key',
      { KeyConditionExpression: 'pk = :p AND sk > :p AND sk < :p' },
      'KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'with a key of another type',
      { KeyConditionExpression: 'pk = :n', ExpressionAttributeValues: { ':n': { N: '1' } } },
      'Condition parameter type does not match schema type',
    ],
    [
      'with a filter on its keys',
      { KeyConditionExpression: 'pk = :p', FilterExpression: 'sk = :p' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'with an index that is not there',
      { KeyConditionExpression: 'pk = :p', IndexName: 'nope' },
      'The table does not have the specified index: nope',
    ],
    [
      'when it wants a consistent read of an index',
      { KeyConditionExpression: 'shelf = :p', IndexName: 'byRank', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'with a limit below one',
      { KeyConditionExpression: 'pk = :p', Limit: 0 },
      "Value '0' at 'limit' failed to satisfy constraint",
    ],
    [
      'when it wants what an index does not hold',
      { KeyConditionExpression: 'shelf = :p', IndexName: 'slim', Select: 'ALL_ATTRIBUTES' },
      'Select type ALL_ATTRIBUTES is not supported for global secondary index slim',
    ],
    [
      'with a starting key of another partition',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: key('q', 'a#1') },
      'The provided starting key is outside query boundaries',
    ],
    [
      'with a starting key that is none',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'p' } } },
      'The provided starting key is invalid',
    ],
  ])('%s', async (_why, input, message) => {
    const { call } = await filled();
    expect(() => call('Query', { ExpressionAttributeValues: values({ p: 'p' }), ...input })).toThrow(message);
  });
});

test('an index holds only items that have its key, and only what is projected', async () => {
  const { call, put } = await ledgerTable();
  put('a', '1', { shelf: { S: 's' }, place: { N: '10' }, title: { S: 't' }, secret: { S: 'x' } });
  put('a', '2', { shelf: { S: 's' }, place: { N: '9' } });
  put('a', '3', { shelf: { S: 's' } });
  put('a', '4', { title: { S: 'unshelved' } });
  const byRank = call('Query', {
    IndexName: 'byRank',
    KeyConditionExpression: 'shelf = :s',
    ExpressionAttributeValues: values({ s: 's' }),
  });
  expect(sortKeys(byRank)).toEqual(['2', '1']);
  const slim = call('Query', {
    IndexName: 'slim',
    KeyConditionExpression: 'shelf = :s',
    ExpressionAttributeValues: values({ s: 's' }),
  });
  expect(slim.Items[0]).toEqual({ ...key('a', '1'), shelf: { S: 's' }, title: { S: 't' } });
  call('UpdateItem', { Key: key('a', '1'), UpdateExpression: 'REMOVE place' });
  const later = call('Query', {
    IndexName: 'byRank',
    Select: 'COUNT',
    KeyConditionExpression: 'shelf = :s',
    ExpressionAttributeValues: values({ s: 's' }),
  });
  expect(later).toEqual({ Count: 1, ScannedCount: 1 });
});

test('Limit counts what was read, not what the filter let through, and a full page always has a key to go on', async () => {
  const { call } = await filled();
  const page = call('Query', {
    KeyConditionExpression: 'pk = :p',
    FilterExpression: 'title = :t',
    ExpressionAttributeValues: values({ p: 'p', t: 'b#2' }),
    Limit: 2,
  });
  expect(page).toEqual({ Items: [], Count: 0, ScannedCount: 2, LastEvaluatedKey: key('p', 'b#1') });
  const whole = call('Query', {
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: values({ p: 'p' }),
    Limit: 4,
  });
  expect(whole.LastEvaluatedKey).toEqual(key('p', 'c#1'));
});

test('a page ends at 1 MB', async () => {
  const { call, put } = await ledgerTable();
  for (let index = 0; index < 12; index += 1)
    put('p', `s${String(index).padStart(2, '0')}`, { blob: { S: 'x'.repeat(200_000) } });
  const first = call('Query', { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: values({ p: 'p' }) });
  expect(first.Count).toBe(5);
  expect(first.LastEvaluatedKey).toEqual(key('p', 's04'));
});

/** Reads page by page until the service says that there is no more. */
function readAll(
  call: (operation: string, input: Record<string, unknown>) => { Items: unknown[]; LastEvaluatedKey?: unknown },
  operation: string,
  input: Record<string, unknown>,
) {
  const items: unknown[] = [];
  let start: unknown;
  do {
    const page = call(operation, { ...input, ...(start ? { ExclusiveStartKey: start } : {}) });
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

const rows = fc.uniqueArray(
  fc.record({
    pk: fc.constantFrom('p', 'q', 'r'),
    sk: fc.string({ minLength: 1, maxLength: 3 }),
    place: fc.option(fc.integer({ min: -3, max: 3 })),
  }),
  { maxLength: 30, selector: ({ pk, sk }) => `${pk}|${sk}` },
);

test('pages put together are what one page would hold, forwards, backwards, on the table and on its indexes', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (given, limit, forward) => {
      const { call, put } = await ledgerTable();
      for (const { pk, sk, place } of given)
        put(pk, sk, place === null ? {} : { shelf: { S: 's' }, place: { N: String(place) } });
      const reads: [string, Record<string, unknown>][] = [
        ['Scan', {}],
        ['Scan', { IndexName: 'byRank' }],
        [
          'Query',
          {
            KeyConditionExpression: 'pk = :v',
            ExpressionAttributeValues: values({ v: 'p' }),
            ScanIndexForward: forward,
          },
        ],
        [
          'Query',
          {
            IndexName: 'byRank',
            KeyConditionExpression: 'shelf = :v',
            ExpressionAttributeValues: values({ v: 's' }),
            ScanIndexForward: forward,
          },
        ],
      ];
      for (const [operation, input] of reads)
        expect(readAll(call, operation, { ...input, Limit: limit })).toEqual(call(operation, input).Items);
      expect(call('Scan', {}).Count).toBe(given.length);
    }),
    { numRuns: 40 },
  );
});

test('the segments of a parallel scan hold every item once', async () => {
  const { call, put } = await ledgerTable();
  for (let index = 0; index < 40; index += 1) put(`p${index}`, '1');
  const found = [0, 1, 2].flatMap((Segment) =>
    call('Scan', { Segment, TotalSegments: 3 }).Items.map((item: { pk: { S: string } }) => item.pk.S),
  );
  expect(found).toHaveLength(40);
  expect(new Set(found).size).toBe(40);
});
