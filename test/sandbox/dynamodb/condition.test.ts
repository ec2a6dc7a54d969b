import { describe, expect, test } from 'vitest';
import { decodeItem } from '../../../sandbox/services/dynamodb/attribute-value.ts';
import { evaluateCondition } from '../../../sandbox/services/dynamodb/expression/evaluate-condition.ts';
import { parseCondition } from '../../../sandbox/services/dynamodb/expression/parse-condition.ts';
import { Placeholders } from '../../../sandbox/services/dynamodb/expression/placeholders.ts';

const item = decodeItem({
  text: { S: '面談 booking' },
  n: { N: '5.0' },
  flag: { BOOL: true },
  nothing: { NULL: true },
  tags: { SS: ['a', 'b'] },
  entries: { L: [{ S: 'x' }, { M: { deep: { N: '1' } } }] },
  map: { M: { nested: { S: 'yes' } } },
  bytes: { B: Uint8Array.of(1, 2, 3) },
});
const names = { '#t': 'text', '#absent': 'absent', '#m': 'map' };
const values = {
  ':booking': { S: 'booking' },
  ':five': { N: '5' },
  ':six': { N: '6' },
  ':four': { N: '4.00' },
  ':fiveText': { S: '5' },
  ':a': { S: 'a' },
  ':x': { S: 'x' },
  ':yes': { S: 'yes' },
  ':true': { BOOL: true },
  ':prefix': { S: '面' },
  ':setBA': { SS: ['b', 'a'] },
  ':S': { S: 'S' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':list': { L: [{ S: 'x' }, { M: { deep: { N: '1.0' } } }] },
  ':oneTwo': { B: Uint8Array.of(1, 2) },
  ':odd': { S: 'FOO' },
  ':map': { M: {} },
};
const holds = (text: string, subject: typeof item | undefined = item): boolean =>
  evaluateCondition(parseCondition('ConditionExpression', text, new Placeholders(names, values)), subject);

describe('a condition holds for what the item is', () => {
  test.each([
    ['n = :five', true],
    ['n = :fiveText', false],
    ['n <> :fiveText', true],
    ['absent <> :five', true],
    ['absent = :five', false],
    ['NOT absent = :five', true],
    ['n < :six AND n > :four', true],
    ['n < :fiveText', false],
    ['n BETWEEN :four AND :six', true],
    ['n BETWEEN :four AND :six AND flag = :true', true],
    ['absent BETWEEN :four AND :six', false],
    ['n IN (:four, :five)', true],
    ['n IN (:four)', false],
    ['attribute_exists(nothing)', true],
    ['attribute_exists(#m.nested)', true],
    ['attribute_exists(#m.another)', false],
    ['attribute_not_exists(#absent)', true],
    ['attribute_type(n, :S)', false],
    ['attribute_type(#t, :S)', true],
    ['begins_with(#t, :prefix)', true],
    ['begins_with(n, :prefix)', false],
    ['begins_with(bytes, :oneTwo)', true],
    ['contains(#t, :booking)', true],
    ['contains(tags, :a)', true],
    ['contains(tags, :x)', false],
    ['contains(entries, :x)', true],
    ['tags = :setBA', true],
    ['entries = :list', true],
    ['entries[0] = :x', true],
    ['entries[1].deep = :one', true],
    ['entries[7] = :x', false],
    ['#m.nested = :yes', true],
    ['size(tags) = :two', true],
    ['size(entries) >= :two', true],
    ['size(n) = :one', false],
    ['size(#absent) <> :one', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });
});

describe('AND binds closer than OR, NOT closer than both', () => {
  test.each([
    ['n = :five OR n = :six AND n = :four', true],
    ['(n = :five OR n = :six) AND n = :four', false],
    ['NOT n = :six AND n = :five', true],
    ['NOT (n = :six OR n = :five)', false],
    ['n = :six or not n = :six', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });
});

test('a condition about an item that does not exist sees no attributes', () => {
  expect(holds('attribute_not_exists(n)', undefined)).toBe(false);
  const condition = parseCondition(
    'ConditionExpression',
    'attribute_not_exists(n)',
    new Placeholders(undefined, undefined),
  );
  expect(evaluateCondition(condition, undefined)).toBe(true);
});

describe('what the service refuses', () => {
  test.each([
    ['', 'The expression can not be empty;'],
    ['((n = :five))', 'The expression has redundant parentheses;'],
    ['n = :five AND ((n = :six OR n = :four))', 'The expression has redundant parentheses;'],
    ['status = :five', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['n = :unknown', 'An expression attribute value used in expression is not defined; attribute value: :unknown'],
    [
      '#unknown = :five',
      'An expression attribute name used in the document path is not defined; attribute name: #unknown',
    ],
    ['n = ', 'Syntax error; token: "<EOF>", near: "="'],
    ['n == :five', 'Syntax error; token: "=", near: "== :five"'],
    ['n = :five %', 'Syntax error; token: "%", near: "%"'],
    [
      'n = n',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]',
    ],
    ['nope(n)', 'Invalid function name; function: nope'],
    ['if_not_exists(n, :five)', 'The function is not allowed in a condition expression; function: if_not_exists'],
    [
      'attribute_exists(n, m)',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [
      'attribute_exists(:five)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'begins_with(#t, :five)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    ['n < :map', 'Incorrect operand type for operator or function; operator: <, operand type: M'],
    [
      'n BETWEEN :six AND :four',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:4}',
    ],
    [
      'attribute_type(n, :odd)',
      'Invalid attribute type name found; type: FOO, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
  ])('%s', (text, message) => {
    expect(() => holds(text)).toThrow(`Invalid ConditionExpression: ${message}`);
  });
});
