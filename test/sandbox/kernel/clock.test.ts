import { expect, test } from 'vitest';
import { createActivity } from '../../../sandbox/kernel/create-activity.ts';
import { createClock } from '../../../sandbox/kernel/create-clock.ts';

const faults: unknown[] = [];
const newClock = () => {
  const activity = createActivity();
  return { activity, clock: createClock(1_000, activity, (_label, error) => faults.push(error)) };
};

test('timers fire in order of moment, then of scheduling, and the clock stops where it was told', async () => {
  const { clock } = newClock();
  const seen: string[] = [];
  clock.schedule(3_000, 'late', () => void seen.push(`late@${clock.now()}`));
  clock.schedule(2_000, 'first', () => void seen.push(`first@${clock.now()}`));
  clock.schedule(2_000, 'second', () => void seen.push(`second@${clock.now()}`));
  clock.schedule(5_000, 'beyond', () => void seen.push('beyond'));
  await clock.runUntil(4_000);
  expect(seen).toEqual(['first@2000', 'second@2000', 'late@3000']);
  expect(clock.now()).toBe(4_000);
});

test('the clock does not move while work is in flight', async () => {
  const { clock, activity } = newClock();
  const seen: number[] = [];
  clock.schedule(2_000, 'starts work', () => {
    const end = activity.begin('work');
    setTimeout(() => {
      seen.push(clock.now());
      end();
    }, 20);
  });
  clock.schedule(2_001, 'next', () => void seen.push(clock.now()));
  await clock.runUntil(3_000);
  expect(seen).toEqual([2_000, 2_001]);
});

test('a cancelled timer does not fire, one in the past fires at once without turning the clock back', async () => {
  const { clock } = newClock();
  const seen: string[] = [];
  clock.schedule(2_000, 'cancelled', () => void seen.push('cancelled')).cancel();
  clock.schedule(5, 'past', () => void seen.push(`past@${clock.now()}`));
  await clock.runUntil(2_500);
  expect(seen).toEqual(['past@1000']);
});

test('running until a condition stops at the moment it holds', async () => {
  const { clock } = newClock();
  let count = 0;
  const again = (): void => {
    count += 1;
    clock.after(1_000, 'again', again);
  };
  clock.after(1_000, 'again', again);
  expect(await clock.runUntilCondition(() => count === 3, 100_000)).toBe(true);
  expect(clock.now()).toBe(4_000);
  expect(await clock.runUntilCondition(() => false, 6_500)).toBe(false);
  expect(clock.now()).toBe(6_500);
});
