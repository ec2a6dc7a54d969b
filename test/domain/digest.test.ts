import { expect, test } from 'vitest';
import { gather, mayBeGathered, mostInDigest, noticesWithinBound } from '../../lambda/domain/digest.ts';

test.each([
  [1, 300],
  [0.7, 210],
  [14, 4200],
  [0.001, 1],
])('at %d notices a second, %d go out one by one', (perSecond, expected) => {
  expect(noticesWithinBound(perSecond)).toBe(expected);
});

test.each([
  ['slack', 'low', true],
  ['slack', 'medium', true],
  ['slack', 'high', false],
  ['slack', 'critical', false],
  ['email', 'medium', true],
  ['email', 'high', false],
  ['task', 'low', false],
  ['reassign', 'low', false],
] as const)('%s of severity %s: %s', (kind, severity, expected) => {
  expect(mayBeGathered({ severity, action: { kind } as Parameters<typeof mayBeGathered>[0]['action'] })).toBe(expected);
});

const recipientOf = (notice: string): string | undefined => (notice.startsWith('-') ? undefined : notice[0]);

test.each([
  ['nothing', [], []],
  ['one recipient', ['a1', 'a2'], [['a1', 'a2']]],
  ['two recipients, in order', ['a1', 'b1', 'a2'], [['a1', 'a2'], ['b1']]],
  ['what has no recipient, by itself', ['-1', '-2', 'a1'], [['-1'], ['-2'], ['a1']]],
])('gathers %s', (_name, notices, expected) => {
  expect(gather(notices, recipientOf)).toEqual(expected);
});

test('a digest holds ten, and no notice is lost or told twice', () => {
  const notices = Array.from({ length: 47 }, (_unused, place) => `${'abc'[place % 3]}${place}`);
  const groups = gather(notices, recipientOf);
  expect(Math.max(...groups.map(({ length }) => length))).toBe(mostInDigest);
  expect(groups.flat().sort()).toEqual([...notices].sort());
});
