import { describe, expect, test } from 'vitest';
import { key, ledgerTable } from './ledger-table.ts';

const TableName = 'ledger';
const fresh = (sk: string) => ({
  Put: { TableName, Item: key('a', sk), ConditionExpression: 'attribute_not_exists(pk)' },
});

test('a transaction is all or nothing and says which action stood in its way', async () => {
  const { call, put, get } = await ledgerTable();
  put('a', '2', { title: { S: 'there' } });
  const second = fresh('2');
  const failing = {
    TransactItems: [
      fresh('1'),
      { Put: { ...second.Put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
      { Update: { TableName, Key: key('a', '3'), UpdateExpression: 'SET title = absent' } },
    ],
  };
  expect(() => call('TransactWriteItems', failing)).toThrow(
    expect.objectContaining({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
      fields: {
        CancellationReasons: [
          { Code: 'None' },
          {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            Item: { ...key('a', '2'), title: { S: 'there' } },
          },
          {
            Code: 'ValidationError',
            Message: 'The provided expression refers to an attribute that does not exist in the item',
          },
        ],
      },
    }),
  );
  expect(get('a', '1')).toBeUndefined();
});

test('checks, puts, updates and deletes go through together', async () => {
  const { call, put, get } = await ledgerTable();
  put('a', 'gate');
  put('a', 'old');
  call('TransactWriteItems', {
    TransactItems: [
      { ConditionCheck: { TableName, Key: key('a', 'gate'), ConditionExpression: 'attribute_exists(pk)' } },
      fresh('new'),
      { Delete: { TableName, Key: key('a', 'old') } },
      {
        Update: {
          TableName,
          Key: key('a', 'count'),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
  });
  expect([get('a', 'new'), get('a', 'old'), get('a', 'count').n]).toEqual([key('a', 'new'), undefined, { N: '1' }]);
});

describe('a token makes a transaction happen once within ten minutes', () => {
  const addOne = {
    TransactItems: [
      {
        Update: {
          TableName,
          Key: key('a', '1'),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ],
    ClientRequestToken: 'token',
  };
  test('the same again changes nothing, later it does', async () => {
    const { call, get, world } = await ledgerTable();
    call('TransactWriteItems', addOne);
    call('TransactWriteItems', addOne);
    expect(get('a', '1').n).toEqual({ N: '1' });
    await world.kernel.clock.runUntil(world.kernel.clock.now() + 10 * 60 * 1000);
    call('TransactWriteItems', addOne);
    expect(get('a', '1').n).toEqual({ N: '2' });
  });
  test('another request under the same token is refused', async () => {
    const { call } = await ledgerTable();
    call('TransactWriteItems', addOne);
    expect(() => call('TransactWriteItems', { TransactItems: [fresh('9')], ClientRequestToken: 'token' })).toThrow(
      expect.objectContaining({ code: 'IdempotentParameterMismatchException' }),
    );
  });
});

test('one item may not stand twice in a transaction or a batch', async () => {
  const { call } = await ledgerTable();
  expect(() => call('TransactWriteItems', { TransactItems: [fresh('1'), fresh('1')] })).toThrow(
    'Transaction request cannot include multiple operations on one item',
  );
  const twice = {
    RequestItems: { ledger: [{ PutRequest: { Item: key('a', '1') } }, { DeleteRequest: { Key: key('a', '1') } }] },
  };
  expect(() => call('BatchWriteItem', twice)).toThrow('Provided list of item keys contains duplicates');
});

test('a batch writes and reads many items; what is missing is left out', async () => {
  const { call } = await ledgerTable();
  call('BatchWriteItem', {
    RequestItems: { ledger: ['1', '2'].map((sk) => ({ PutRequest: { Item: key('a', sk) } })) },
  });
  const { Responses: responses, UnprocessedKeys: unprocessed } = call('BatchGetItem', {
    RequestItems: { ledger: { Keys: ['1', '2', '3'].map((sk) => key('a', sk)) } },
  });
  expect(responses).toEqual({ ledger: [key('a', '1'), key('a', '2')] });
  expect(unprocessed).toEqual({});
  const { Responses: together } = call('TransactGetItems', {
    TransactItems: ['2', '3'].map((sk) => ({ Get: { TableName, Key: key('a', sk) } })),
  });
  expect(together).toEqual([{ Item: key('a', '2') }, {}]);
});

test('a batch holds at most 25 writes', async () => {
  const { call } = await ledgerTable();
  const puts = Array.from({ length: 26 }, (_, index) => ({ PutRequest: { Item: key('a', String(index)) } }));
  expect(() => call('BatchWriteItem', { RequestItems: { ledger: puts } })).toThrow(
    'Too many items requested for the BatchWriteItem call',
  );
});
