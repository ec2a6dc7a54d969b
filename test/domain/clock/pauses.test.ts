import { describe, expect, test } from 'vitest';
import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { clocksOf, deadlineOf, pausesOf, play, row, status, type Happening } from './course.ts';

const open: Happening = [0, { status: 'open' }];
const wait = (minutes: number): Happening => [minutes, { status: 'wait' }];
const work = (minutes: number): Happening => [minutes, { status: 'open' }];
const whileWaiting = row({ pause: { while: status('wait') } });
const capped = row({ pause: { while: status('wait'), atMostSeconds: 1200 } });
const whenResume = (atMostSeconds?: number): ClockPolicy =>
  row({
    pause: { when: status('wait'), resume: status('open'), ...(atMostSeconds === undefined ? {} : { atMostSeconds }) },
  });

test.each<[string, ClockPolicy, readonly Happening[], readonly string[], number | undefined]>([
  ['moves the deadline by its length', whileWaiting, [open, wait(10), work(30)], ['10-30'], 80],
  ['leaves no deadline while nothing ends it', whileWaiting, [open, wait(10)], ['10-'], undefined],
  ['after the deadline moves nothing', whileWaiting, [open, wait(70)], ['70-'], 60],
  ['exactly at the deadline moves nothing', whileWaiting, [open, wait(60)], ['60-'], 60],
  ['may be there from the start', whileWaiting, [wait(0), work(15)], ['0-15'], 75],
  ['with a cap has the deadline if nobody resumes', capped, [open, wait(10)], ['10-30'], 80],
  ['ends at its cap although the condition holds', capped, [open, wait(10), [40, { note: 'x' }]], ['10-30'], 80],
  ['ends before its cap', capped, [open, wait(10), work(15)], ['10-15'], 65],
  ['begins anew after its cap', capped, [open, wait(10), work(40), wait(45)], ['10-30', '45-65'], 100],
  ['lasts until resume holds', whenResume(), [open, wait(10), [15, { status: 'x' }], work(30)], ['10-30'], 80],
  [
    'by when begins anew once when has not held since its cap',
    whenResume(1200),
    [open, wait(10), [40, { status: 'x' }], wait(45)],
    ['10-30', '45-65'],
    100,
  ],
  ['by when does not begin anew while when holds on', whenResume(1200), [open, wait(10), wait(45)], ['10-30'], 80],
])('a pause %s', (_why, policy, happens, pauses, deadline) => {
  const [clock] = play([policy], happens, 50).clocks;
  expect(pausesOf(clock)).toEqual(pauses);
  expect(deadlineOf(clock)).toBe(deadline);
});

test('when both hold, the clock runs', () => {
  const both = row({ pause: { when: status('wait'), resume: [{ fieldId: 'note', isSet: true }] } });
  expect(pausesOf(play([both], [open, [10, { status: 'wait', note: 'x' }]]).clocks[0])).toEqual([]);
});

test('a stop in a pause is judged by what was used', () => {
  expect(clocksOf(play([whileWaiting], [open, wait(50), [600, { status: 'done' }]]))).toEqual(['row #1 0-600 met']);
  expect(clocksOf(play([whileWaiting], [open, wait(70), [600, { status: 'done' }]]))).toEqual([
    'row #1 0-600 met-late',
  ]);
});

test('a pause ends with its cycle', () => {
  expect(pausesOf(play([whileWaiting], [open, wait(50), [70, { status: 'done' }]]).clocks[0])).toEqual(['50-70']);
});

test('the time between answer and reopening is a pause', () => {
  const [clock] = play([whileWaiting], [open, wait(10), [20, { status: 'done' }], wait(40), work(50)]).clocks;
  expect(pausesOf(clock)).toEqual(['10-20', '20-40 closed', '40-50']);
  expect(deadlineOf(clock)).toBe(100);
});

describe('whether it is paused now', () => {
  test.each([
    [29, true, 30],
    [30, false, 80],
  ])('at minute %i', (now, isPaused, next) => {
    const [clock] = play([capped], [open, wait(10)], now).clocks;
    expect(clock?.isPaused).toBe(isPaused);
    // The end of the pause, then the millisecond after the deadline.
    expect(Math.floor((Date.parse(clock!.nextMomentAt!) - Date.parse(clock!.startedAt)) / 60_000)).toBe(next);
  });

  test('is told once when it begins and once when it ends', () => {
    const kinds = (item: ReturnType<typeof play>): string[] => item.timeline.map(({ kind }) => kind);
    expect(kinds(play([capped], [open, wait(10)], 15))).toEqual(['clock.started', 'clock.paused']);
    expect(kinds(play([capped], [open, wait(10), [20, 'look'], [30, 'look']], 31))).toEqual([
      'clock.started',
      'clock.paused',
      'clock.resumed',
    ]);
  });
});

test('outside hours a pause moves nothing', () => {
  // Created on Tuesday at 21:40 in Tokyo; the desk opens at 09:00 and rests from 12:00 to 13:00.
  const desk = row({ calendar: 'desk', targetMinutes: 240, pause: { while: status('wait') } });
  const untilOpening = 11 * 60 + 20;
  const plain = deadlineOf(play([desk], [open]).clocks[0]);
  expect(plain).toBe(untilOpening + 300);
  expect(deadlineOf(play([desk], [open, wait(10), work(600)]).clocks[0])).toBe(plain);
  expect(deadlineOf(play([desk], [open, wait(untilOpening - 60), work(untilOpening + 30)]).clocks[0])).toBe(
    plain! + 30,
  );
});
