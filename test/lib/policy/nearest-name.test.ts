import { expect, test } from 'vitest';
import { nearestName } from '../../../lib/policy/nearest-name.ts';

const known = ['validate', 'resolve', 'sandbox', 'start'];

test.each([
  ['valdate', 'validate'],
  ['VALIDATE', 'validate'],
  ['reslove', 'resolve'],
  ['sandbox', 'sandbox'],
  ['strat', 'start'],
  ['deploy', undefined],
  ['x', undefined],
  ['', undefined],
  ['s'.repeat(5000), undefined],
])('%s is close to %s', (given, near) => {
  expect(nearestName(given, known)).toBe(near);
});
