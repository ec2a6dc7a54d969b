import { describe, expect, test } from 'vitest';
import { decodeItem, encodeItem } from '../../../sandbox/services/dynamodb/attribute-value.ts';
import { applyUpdate } from '../../../sandbox/services/dynamodb/expression/apply-update.ts';
import { parseUpdate } from '../../../sandbox/services/dynamodb/expression/parse-update.ts';
import { Placeholders } from '../../../sandbox/services/dynamodb/expression/placeholders.ts';

const values = {
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':text': { S: 'text' },
  ':more': { L: [{ S: 'c' }] },
  ':ab': { SS: ['a', 'b'] },
  ':numbers': { NS: ['1'] },
  ':map': { M: { k: { S: 'v' } } },
};
const before = {
  n: { N: '1.5' },
  letters: { L: [{ S: 'a' }, { S: 'b' }] },
  tags: { SS: ['a', 'x'] },
  m: { M: { deep: { N: '1' } } },
  text: { S: 't' },
};
const names = { '#text': 'text' };
const update = (expression: string, item: Record<string, unknown> = before) =>
  encodeItem(applyUpdate(decodeItem(item), parseUpdate(expression, new Placeholders(names, values))));

describe('an update changes', () => {
  test.each<[string, Record<string, unknown>]>([
    ['SET n = n + :one', { n: { N: '2.5' } }],
    ['SET n = :one - n', { n: { N: '-0.5' } }],
    ['SET fresh = :text', { fresh: { S: 'text' } }],
    ['SET n = :two, another = n', { n: { N: '2' }, another: { N: '1.5' } }],
    ['SET n = if_not_exists(n, :two), another = if_not_exists(another, :two)', { another: { N: '2' } }],
    ['SET another = if_not_exists(another, :one) + :two', { another: { N: '3' } }],
    ['SET letters = list_append(letters, :more)', { letters: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] } }],
    ['SET letters = list_append(:more, letters)', { letters: { L: [{ S: 'c' }, { S: 'a' }, { S: 'b' }] } }],
    ['SET letters[0] = :text', { letters: { L: [{ S: 'text' }, { S: 'b' }] } }],
    ['SET letters[9] = :two, letters[7] = :one', { letters: { L: [{ S: 'a' }, { S: 'b' }, { N: '1' }, { N: '2' }] } }],
    ['SET m.deep = :two, m.another = :map', { m: { M: { deep: { N: '2' }, another: { M: { k: { S: 'v' } } } } } }],
    ['REMOVE letters[0] SET letters[1] = :text', { letters: { L: [{ S: 'text' }] } }],
    ['REMOVE letters[0], letters[1]', { letters: { L: [] } }],
    ['REMOVE m.deep, absent', { m: { M: {} } }],
    ['ADD n :two', { n: { N: '3.5' } }],
    ['ADD fresh :two, tags :ab', { fresh: { N: '2' }, tags: { SS: ['a', 'x', 'b'] } }],
    ['ADD m.deep :two', { m: { M: { deep: { N: '3' } } } }],
    ['DELETE tags :ab', { tags: { SS: ['x'] } }],
    ['DELETE absent :ab', {}],
    ['add n :one set fresh = :text', { n: { N: '2.5' }, fresh: { S: 'text' } }],
  ])('%s', (expression, changed) => {
    expect(update(expression)).toEqual({ ...before, ...changed });
  });
});

test('a set from which the last member goes is gone, since DynamoDB keeps no empty sets', () => {
  expect(update('DELETE tags :ab', { tags: { SS: ['a', 'b'] } })).toEqual({});
});

test('removing takes an attribute away', () => {
  expect(update('REMOVE n, tags, m, letters, #text')).toEqual({});
});

describe('what does not fit the item is refused', () => {
  test.each([
    ['SET another = absent', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET absent.deep = :one', 'The document path provided in the update expression is invalid for update'],
    ['SET m[0] = :one', 'The document path provided in the update expression is invalid for update'],
    ['REMOVE absent.deep', 'The document path provided in the update expression is invalid for update'],
    ['SET n = #text + :one', 'An operand in the update expression has an incorrect data type'],
    ['ADD #text :one', 'An operand in the update expression has an incorrect data type'],
    ['DELETE tags :numbers', 'An operand in the update expression has an incorrect data type'],
  ])('%s', (expression, message) => {
    expect(() => update(expression)).toThrow(message);
  });
});

describe('what no item could fit is refused', () => {
  test.each([
    ['SET n = :one SET m = :two', 'The "SET" section can only be used once in an update expression;'],
    [
      'SET m = :one, m.deep = :two',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, deep]',
    ],
    [
      'SET m.deep = :one REMOVE m[0]',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, deep], path two: [m, [0]]',
    ],
    ['ADD n :text', 'Incorrect operand type for operator or function; operator: ADD, operand type: STRING'],
    ['DELETE tags :one', 'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER'],
    ['SET n = n + :text', 'Incorrect operand type for operator or function; operator or function: +, operand type: S'],
    [
      'SET letters = list_append(letters, :text)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
    ],
    ['SET n = size(m)', 'The function is not allowed in an update expression; function: size'],
    [
      'SET n = if_not_exists(:one, :two)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    ['SET n = nope(m)', 'Invalid function name; function: nope'],
    ['CHANGE n = :one', 'Syntax error; token: "CHANGE", near: "CHANGE n"'],
    ['SET n', 'Syntax error; token: "<EOF>", near: "n"'],
    ['SET name = :one', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ])('%s', (expression, message) => {
    expect(() => update(expression)).toThrow(`Invalid UpdateExpression: ${message}`);
  });
});
