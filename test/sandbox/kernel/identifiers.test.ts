import { expect, test } from 'vitest';
import { createIdentifiers } from '../../../sandbox/kernel/create-identifiers.ts';

test('the same seed gives the same ids, now and in later versions: recorded runs name them', () => {
  const identifiers = createIdentifiers('casewarden');
  expect([identifiers.uuid(), identifiers.hex(12), identifiers.digits(6), identifiers.random()]).toEqual([
    '44cab1df-a49b-4dce-b83a-dea8b8ff749a',
    'b72671d356a6',
    '644093',
    0.5462530429940671,
  ]);
  expect(createIdentifiers('casewarden').uuid()).not.toBe(createIdentifiers('another').uuid());
});
