import { expect, test } from 'vitest';
import { compareAll } from './report.ts';

/* One half of the timelines; two files, so that two cores share the work. */

const minutes = 60_000;

test('engine and naive model agree about 50,000 random timelines', { timeout: 15 * minutes }, () => {
  expect(compareAll(50_000, 100_000)).toBeUndefined();
});
