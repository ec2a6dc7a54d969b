import { describe, expect, test } from 'vitest';
import { findReferences, renderText, wholeReference } from '../../../sandbox/services/connect/flow/references.ts';

const values: Readonly<Record<string, string | number | boolean | object>> = {
  'Attributes.name': '山本',
  'Attributes.slot_1': '10/6 10:00',
  'Attributes.which': 'colour',
  'Attributes.my key': 'odd',
  'External.colour': 'blue',
  'External.count': 3,
  'External.ok': true,
  'External.list': { a: 1 },
  'SegmentAttributes.connect:Subtype': 'connect:Chat',
  AwsRegion: 'ap-northeast-1',
  'Queue.Name': 'Sales',
};
const read = (path: readonly string[]): unknown => values[path.join('.')];

describe('references inside text', () => {
  test.each([
    ['a text without any', 'no money: $5, $ and $$', 'no money: $5, $ and $$'],
    ['one alone', '$.Attributes.name', '山本'],
    ['one before a space', 'Going to $.Queue.Name now', 'Going to Sales now'],
    ['one before Japanese text', '$.Attributes.name様、お待ちください', '山本様、お待ちください'],
    ['one at the end of a sentence', 'Hello $.Attributes.name. If you wait', 'Hello 山本. If you wait'],
    ['one at the end of the last sentence', 'Hello $.Attributes.name.', 'Hello 山本.'],
    ['two back to back', '$.Attributes.name$.Attributes.slot_1', '山本10/6 10:00'],
    ['one in quotes', "'$.Queue.Name'", "'Sales'"],
    ['one before a colon', 'arn:aws:lambda:$.AwsRegion:1', 'arn:aws:lambda:ap-northeast-1:1'],
    ['one in a tag', '<b>$.Queue.Name</b>', '<b>Sales</b>'],
    ['brackets', "$.SegmentAttributes['connect:Subtype']", 'connect:Chat'],
    ['brackets after a dot', "$.Attributes.['my key']!", 'odd!'],
    ['a key that is a reference', "$.External.['`$.Attributes.which`']", 'blue'],
    ['a number', '$.External.count pieces', '3 pieces'],
    ['a truth value', '$.External.ok', 'true'],
    ['several lines', 'a: $.Attributes.name\nb: $.Attributes.slot_1', 'a: 山本\nb: 10/6 10:00'],
  ])('%s', (_why, text, expected) => {
    expect(renderText(text, read)).toEqual({ text: expected, unresolved: [] });
  });

  test.each([
    ['nothing there', 'Hello $.Attributes.nobody!', 'Hello !', ['$.Attributes.nobody']],
    ['an object has no text', 'see $.External.list', 'see ', ['$.External.list']],
    ['a key that is not there', "$.External.['`$.Attributes.none`']", '', ["$.External.['`$.Attributes.none`']"]],
  ])('becomes empty and is named: %s', (_why, text, expected, unresolved) => {
    expect(renderText(text, read)).toEqual({ text: expected, unresolved });
  });

  test('a value that looks like a reference is not looked up again', () => {
    expect(renderText('$.Attributes.x', () => '$.Attributes.secret').text).toBe('$.Attributes.secret');
  });

  test.each([
    ['$.Attributes.a', true],
    ["$.Attributes['a b'].c", true],
    ['$.Attributes.a.', false],
    [' $.Attributes.a', false],
    ['$.Attributes.a$.Attributes.b', false],
    ['$', false],
    ["$['a']", false],
    ["$.a['b", false],
  ])('%s is one whole reference: %s', (text, expected) => {
    expect(wholeReference(text) !== undefined).toBe(expected);
  });

  test('positions point into the text', () => {
    const text = 'a $.B.c and $.D.e.';
    expect(findReferences(text).map(({ start, end }) => text.slice(start, end))).toEqual(['$.B.c', '$.D.e']);
  });
});
