import { expect, test, vi } from 'vitest';
import { createActivity } from '../../../sandbox/kernel/create-activity.ts';
import { createClock } from '../../../sandbox/kernel/create-clock.ts';

const newClock = () => createClock(0, createActivity(), (_label, error) => expect.unreachable(String(error)));
type Clock = ReturnType<typeof newClock>;

const realTime = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A timer each virtual second that takes real time, as a tick does. @returns how often it fired */
function busyEachSecond(clock: Clock, realMilliseconds: number): () => number {
  let fired = 0;
  const again = (): void =>
    void clock.after(1_000, 'busy', async () => {
      fired += 1;
      again();
      await realTime(realMilliseconds);
    });
  again();
  return () => fired;
}

test('a jump runs what is due on the way, and says that it is under way', async () => {
  const clock = newClock();
  const seen: boolean[] = [];
  clock.schedule(500, 'on the way', () => void seen.push(clock.jumping));
  expect(clock.jumping).toBe(false);
  expect(await clock.jump(async (journey) => void (await journey.runUntil(1_000)))).toBe(true);
  expect(seen).toEqual([true]);
  expect([clock.now(), clock.jumping]).toEqual([1_000, false]);
});

test('a jump that is ended stops after the timer in hand, and the clock stays there', async () => {
  const clock = newClock();
  const fired = busyEachSecond(clock, 5);
  const outcomes: boolean[] = [];
  const jump = clock.jump(async (journey) => {
    outcomes.push(await journey.runUntil(3_600_000), await journey.runUntil(7_200_000), await journey.step());
  });
  await vi.waitUntil(() => fired() >= 3);
  await clock.endJump();
  const stands = clock.now();
  await jump;
  expect(outcomes).toEqual([false, false, false]);
  expect(stands).toBe(fired() * 1_000);
  expect(stands).toBeLessThan(3_600_000);
  expect(clock.now()).toBe(stands);
  expect(clock.jumping).toBe(false);
});

test('ending a jump when there is none changes nothing', async () => {
  const clock = newClock();
  await clock.endJump();
  await clock.jump(async (journey) => void (await journey.runUntil(10)));
  expect(clock.now()).toBe(10);
});

test('a second jump is not begun while one is under way', async () => {
  const clock = newClock();
  busyEachSecond(clock, 1);
  const first = clock.jump(async (journey) => void (await journey.runUntil(5_000)));
  expect(await clock.jump(async (journey) => void (await journey.runUntil(90_000)))).toBe(false);
  expect(await first).toBe(true);
  expect(clock.now()).toBe(5_000);
});

test('a jump that fails is over, and the next one goes', async () => {
  const clock = newClock();
  const failing = clock.jump(() => Promise.reject(new Error('broken')));
  await clock.endJump();
  await expect(failing).rejects.toThrow('broken');
  expect(await clock.jump(async (journey) => void (await journey.runUntil(7)))).toBe(true);
  expect(clock.now()).toBe(7);
});

test('a clock that plays goes on at its speed after a jump, without the time that the jump took', async () => {
  const clock = newClock();
  busyEachSecond(clock, 20);
  clock.play(1);
  await clock.jump(async (journey) => void (await journey.runUntil(30_000)));
  expect(clock.now()).toBe(30_000);
  expect(clock.speed).toBe(1);
  await vi.waitUntil(() => clock.now() > 30_000);
  // The jump took 600 ms of real time and more; a clock that owed them would be that far on at once.
  expect(clock.now() - 30_000).toBeLessThan(400);
  clock.play(0);
});

test('a machine that cannot keep up owes nothing: a pause holds at once', async () => {
  const clock = newClock();
  const fired = busyEachSecond(clock, 10);
  clock.play(100_000);
  await realTime(700);
  const from = performance.now();
  clock.play(0);
  const stands = clock.now();
  await clock.runUntil(stands);
  expect(performance.now() - from).toBeLessThan(200);
  const before = fired();
  await realTime(250);
  expect(clock.now()).toBe(stands);
  expect(fired()).toBe(before);
  expect(clock.speed).toBe(0);
});

test('a jump does not wait for what a playing clock has before it', async () => {
  const clock = newClock();
  busyEachSecond(clock, 10);
  clock.play(100_000);
  await realTime(150);
  const from = performance.now();
  const stood = clock.now();
  await clock.jump(async (journey) => void (await journey.runUntil(stood + 3_000)));
  expect(performance.now() - from).toBeLessThan(400);
  clock.play(0);
});

test('speeds far below one move the clock all the same', async () => {
  const clock = newClock();
  clock.play(0.005);
  await vi.waitUntil(() => clock.now() >= 2, { timeout: 3_000 });
  clock.play(0);
  expect(clock.now()).toBeLessThan(20);
});

test('the earliest timers are told without disturbing their order', async () => {
  const clock = newClock();
  const order = Array.from({ length: 50 }, (_, index) => (index * 37) % 50);
  for (const place of order) clock.schedule(1_000 + place, `timer ${place}`, () => undefined);
  clock.schedule(1, 'cancelled', () => undefined).cancel();
  expect(clock.upcoming(3).map(({ label }) => label)).toEqual(['timer 0', 'timer 1', 'timer 2']);
  expect(clock.upcoming(100).map(({ at }) => at)).toEqual(
    order.toSorted((a, b) => a - b).map((place) => 1_000 + place),
  );
});
