import { expect, test } from 'vitest';
import { evaluate, type IntrinsicScope } from '../../../sandbox/assembly/intrinsics.ts';
import { referencesIn } from '../../../sandbox/assembly/references.ts';

const scope: IntrinsicScope = {
  ref: (name) => ({ Queue: 'https://queue', 'AWS::Region': 'ap-northeast-1', List: ['a', 'b'] })[name],
  attribute: (logicalId, name) => `${logicalId}/${name}`,
  condition: (name) => name === 'Yes',
  mapping: (map, first, second) => `${map}:${first}:${second}`,
  importValue: (name) => `imported ${name}`,
  stackOutput: (stackName, outputName) => `${outputName} of ${stackName}`,
};

test.each<[string, unknown, unknown]>([
  ['a plain value', { A: [1, true, 'x', null] }, { A: [1, true, 'x', null] }],
  ['Ref', { Ref: 'Queue' }, 'https://queue'],
  ['AWS::NoValue drops the property', { A: { Ref: 'AWS::NoValue' }, B: 1 }, { B: 1 }],
  ['AWS::NoValue drops the list entry', ['x', { Ref: 'AWS::NoValue' }], ['x']],
  ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
  ['GetAtt as a text with dots in the attribute', { 'Fn::GetAtt': 'Db.Endpoint.Port' }, 'Db/Endpoint.Port'],
  ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 3]] }, 'a-ap-northeast-1-3'],
  ['Join over a list that is a Ref', { 'Fn::Join': ['+', { Ref: 'List' }] }, 'a+b'],
  ['Sub as a text', { 'Fn::Sub': '${AWS::Region}/${Queue}/${Queue.Arn}' }, 'ap-northeast-1/https://queue/Queue/Arn'],
  [
    'Sub with a map of its own',
    { 'Fn::Sub': ['${X}-${Queue}', { X: { Ref: 'AWS::Region' } }] },
    'ap-northeast-1-https://queue',
  ],
  ['Sub keeps ${!literal}', { 'Fn::Sub': '${!keep} ${Queue}' }, '${keep} https://queue'],
  ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['Select with an index as text', { 'Fn::Select': ['0', ['x', 'y']] }, 'x'],
  ['If, then', { 'Fn::If': ['Yes', 1, { 'Fn::Unknown': 1 }] }, 1],
  ['If, else', { 'Fn::If': ['No', 1, 2] }, 2],
  ['And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  ['Or', { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
  ['Not and Equals', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] }, true],
  ['Contains', { 'Fn::Contains': [['1', '2'], '2'] }, true],
  ['FindInMap', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }, 'M:ap-northeast-1:k'],
  ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${AWS::Region}' } }, 'imported x-ap-northeast-1'],
  [
    'GetStackOutput',
    { 'Fn::GetStackOutput': { StackName: 'S', Region: { Ref: 'AWS::Region' }, OutputName: 'O' } },
    'O of S',
  ],
  ['Base64', { 'Fn::Base64': 'ab' }, 'YWI='],
  ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Queue' } } }, '{"a":"https://queue"}'],
  [
    'an IAM statement that has a Condition',
    { Condition: { StringEquals: { a: 'b' } } },
    { Condition: { StringEquals: { a: 'b' } } },
  ],
])('%s', (_name, value, expected) => {
  expect(evaluate(value, scope)).toEqual(expected);
});

test.each<[string, unknown, RegExp]>([
  ['an unknown intrinsic', { 'Fn::GetAZs': '' }, /Fn::GetAZs is not supported in the sandbox; supported: Ref/],
  ['an index beyond the list', { 'Fn::Select': [2, ['a']] }, /index below 1, got 2/],
  ['a Join of things that are no texts', { 'Fn::Join': ['', [{ a: 1 }]] }, /takes a text/],
  ['a Sub of a list', { 'Fn::Sub': '${List}' }, /Fn::Sub of List takes a text/],
])('%s is refused', (_name, value, message) => {
  expect(() => evaluate(value, scope)).toThrow(message);
});

test('references are found in Ref, GetAtt and Sub, at any depth, but not in the map of a Sub', () => {
  const value = {
    a: [{ Ref: 'One' }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Two', 'Arn'] }]] }],
    b: { 'Fn::Sub': ['${Three.Arn} ${own} ${!Not}', { own: { Ref: 'Four' } }] },
  };
  expect([...referencesIn(value)].sort()).toEqual(['Four', 'One', 'Three', 'Two']);
});
