import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../../../sandbox/kernel/service.ts';
import { key, ledgerTable } from './ledger-table.ts';

const errorOf = (action: () => unknown): AwsError => {
  try {
    action();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

test('a conditional put is refused when the item exists, and gives it back on wish', async () => {
  const { call, put } = await ledgerTable();
  put('a', '1', { title: { S: 'first' } });
  const input = { Item: key('a', '1'), ConditionExpression: 'attribute_not_exists(pk)' };
  const bare = errorOf(() => call('PutItem', input));
  expect(bare).toMatchObject({
    code: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    fields: {},
  });
  const full = errorOf(() => call('PutItem', { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
  expect(full.fields).toEqual({ Item: { ...key('a', '1'), title: { S: 'first' } } });
});

test('an update of nothing starts from the key; one that only removes makes no item', async () => {
  const { call, get } = await ledgerTable();
  call('UpdateItem', { Key: key('a', '1'), UpdateExpression: 'REMOVE title' });
  expect(get('a', '1')).toBeUndefined();
  call('UpdateItem', {
    Key: key('a', '1'),
    UpdateExpression: 'ADD hits :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });
  expect(get('a', '1')).toEqual({ ...key('a', '1'), hits: { N: '1' } });
  call('UpdateItem', { Key: key('a', '2') });
  expect(get('a', '2')).toEqual(key('a', '2'));
});

describe('ReturnValues of an update', () => {
  test.each([
    ['NONE', undefined],
    ['ALL_OLD', { ...key('a', '1'), m: { M: { x: { N: '1' }, y: { N: '2' } } } }],
    ['UPDATED_OLD', { m: { M: { x: { N: '1' } } } }],
    ['ALL_NEW', { ...key('a', '1'), m: { M: { x: { N: '9' }, y: { N: '2' } } }, extra: { S: 'e' } }],
    ['UPDATED_NEW', { m: { M: { x: { N: '9' } } }, extra: { S: 'e' } }],
  ])('%s', async (returnValues, expected) => {
    const { call, put } = await ledgerTable();
    put('a', '1', { m: { M: { x: { N: '1' }, y: { N: '2' } } } });
    const answer = call('UpdateItem', {
      Key: key('a', '1'),
      UpdateExpression: 'SET m.x = :nine, extra = :e',
      ExpressionAttributeValues: { ':nine': { N: '9' }, ':e': { S: 'e' } },
      ReturnValues: returnValues,
    });
    expect(answer.Attributes).toEqual(expected);
  });
});

describe('a request that can never succeed is refused in the words of the service', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    [
      'an unused name',
      'PutItem',
      { Item: key('a', '1'), ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeNames: { '#x': 'x' } },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}',
    ],
    [
      'an unused value',
      'PutItem',
      {
        Item: key('a', '1'),
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}',
    ],
    [
      'names without an expression',
      'PutItem',
      { Item: key('a', '1'), ExpressionAttributeNames: { '#x': 'x' } },
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      'a key update',
      'UpdateItem',
      { Key: key('a', '1'), UpdateExpression: 'SET pk = :x', ExpressionAttributeValues: { ':x': { S: 'x' } } },
      'Cannot update attribute pk. This attribute is part of the key',
    ],
    [
      'a missing key',
      'PutItem',
      { Item: { pk: { S: 'a' } } },
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'a key of another type',
      'PutItem',
      { Item: { pk: { S: 'a' }, sk: { N: '1' } } },
      'Type mismatch for key sk expected: S actual: N',
    ],
    [
      'an empty key',
      'PutItem',
      { Item: key('a', '') },
      'The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
    ],
    ['a partial key', 'GetItem', { Key: { pk: { S: 'a' } } }, 'The provided key element does not match the schema'],
    [
      'an index key of another type',
      'PutItem',
      { Item: { ...key('a', '1'), place: { S: 'x' } } },
      'Type mismatch for Index Key place Expected: N Actual: S IndexName: byRank',
    ],
    [
      'an empty index key',
      'PutItem',
      { Item: { ...key('a', '1'), shelf: { S: '' } } },
      'cannot contain an empty string value. IndexName: byRank, IndexKey: shelf',
    ],
    ['an empty set', 'PutItem', { Item: { ...key('a', '1'), tags: { SS: [] } } }, 'An string set  may not be empty'],
    [
      'a set with a value twice',
      'PutItem',
      { Item: { ...key('a', '1'), n: { NS: ['1', '1.0'] } } },
      'Input collection [1, 1] contains duplicates.',
    ],
    ['a value of no type', 'PutItem', { Item: { ...key('a', '1'), n: {} } }, 'Supplied AttributeValue is empty'],
    [
      'a value of two types',
      'PutItem',
      { Item: { ...key('a', '1'), n: { S: 'x', N: '1' } } },
      'more than one datatypes set',
    ],
    [
      'an item over 400 KB',
      'PutItem',
      { Item: { ...key('a', '1'), blob: { S: 'x'.repeat(400 * 1024) } } },
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'an update over 400 KB',
      'UpdateItem',
      {
        Key: key('a', '1'),
        UpdateExpression: 'SET big = :b',
        ExpressionAttributeValues: { ':b': { S: '面'.repeat(140_000) } },
      },
      'Item size to update has exceeded the maximum allowed size',
    ],
    [
      'ALL_NEW of a put',
      'PutItem',
      { Item: key('a', '1'), ReturnValues: 'ALL_NEW' },
      'ReturnValues can only be ALL_OLD or NONE',
    ],
    [
      'a legacy parameter',
      'UpdateItem',
      { Key: key('a', '1'), AttributeUpdates: {} },
      'The legacy parameter AttributeUpdates is not supported by the sandbox; use UpdateExpression',
    ],
    [
      'a legacy condition',
      'PutItem',
      { Item: key('a', '1'), Expected: {} },
      'The legacy parameter Expected is not supported',
    ],
    [
      'overlapping projections',
      'GetItem',
      { Key: key('a', '1'), ProjectionExpression: 'm, m.x' },
      'Invalid ProjectionExpression: Two document paths overlap',
    ],
  ])('%s', async (_why, operation, input, message) => {
    const { call } = await ledgerTable();
    const error = errorOf(() => call(operation, input));
    expect(error.code).toBe('ValidationException');
    expect(error.message).toContain(message);
  });
});

test('a table that is not there is not found', async () => {
  const { call } = await ledgerTable();
  expect(errorOf(() => call('GetItem', { TableName: 'other', Key: key('a', '1') }))).toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('a projection keeps the surroundings of what it names', async () => {
  const { call, put } = await ledgerTable();
  put('a', '1', { m: { M: { x: { L: [{ N: '0' }, { N: '1' }, { N: '2' }] }, y: { S: 'y' } } }, title: { S: 't' } });
  const { Item: item } = call('GetItem', {
    Key: key('a', '1'),
    ProjectionExpression: 'm.x[2], m.x[0], #t, absent',
    ExpressionAttributeNames: { '#t': 'title' },
  });
  expect(item).toEqual({ m: { M: { x: { L: [{ N: '0' }, { N: '2' }] } } }, title: { S: 't' } });
});

const scalar = fc.oneof(
  fc.string().map((text) => ({ S: text })),
  fc.integer().map((number) => ({ N: String(number) })),
  fc.boolean().map((flag) => ({ BOOL: flag })),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => ({ B: bytes })),
  fc.constant({ NULL: true }),
  fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((members) => ({ SS: members })),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((elements) => ({ L: elements })),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }).map((members) => ({ M: members })),
  ),
}));

test('what is put is what is got, whatever its attributes are called', async () => {
  const { put, get } = await ledgerTable();
  const names = fc
    .oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', 'constructor'))
    .filter((name) => !['pk', 'sk', 'shelf', 'place'].includes(name));
  fc.assert(
    fc.property(fc.array(fc.tuple(names, value), { maxLength: 5 }), (entries) => {
      const rest = Object.fromEntries(entries) as Record<string, unknown>;
      put('a', '1', rest);
      expect(get('a', '1')).toEqual({ ...rest, ...key('a', '1') });
    }),
  );
});

test('adding numbers one after another reads as their sum', async () => {
  const { call, get, put } = await ledgerTable();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 }), (numbers) => {
      put('a', '1');
      for (const number of numbers)
        call('UpdateItem', {
          Key: key('a', '1'),
          UpdateExpression: 'ADD hits :n',
          ExpressionAttributeValues: { ':n': { N: String(number) } },
        });
      expect(get('a', '1').hits).toEqual({ N: String(numbers.reduce((sum, number) => sum + number, 0)) });
    }),
  );
});
