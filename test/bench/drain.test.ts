import { expect, test } from 'vitest';
import { measureDrain } from './drain.ts';

test('a drain keeps close to the bound of the quotas, is refused nothing and reads a case little more than twice', async () => {
  const drained = await measureDrain({ cases: 150, owed: ['reassign', 'task', 'email', 'slack'] });
  expect(drained.outcomes).toEqual({ done: 600 });
  expect(drained.refused).toEqual({});
  expect(drained.ratio).toBeLessThan(1.05);
  expect(drained.calls.get('cases.read')).toBeLessThan(2.5 * 150);
  expect(drained.stoppedChains).toBe(0);
});

test('the most severe cases are done first, also when they come in the middle of a drain', async () => {
  const drained = await measureDrain({ cases: 400, grave: 20, graveAfterSeconds: 60, onlyGrave: true });
  expect(drained.graveSeconds!.p99).toBeLessThan(30);
});
