import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDefinition } from '../../../lambda/contract/calendar.ts';
import { before, compileCalendar, deadline, elapsed, type Calendar } from '../../../lambda/domain/calendar/calendar.ts';
import { CalendarInvalidError, CalendarQuestionError } from '../../../lambda/domain/calendar/errors.ts';
import { openZone, type Zone } from '../../../lambda/domain/calendar/zone.ts';
import { calendarCase, spanDays, type CalendarCase } from './arbitrary-calendar.ts';
import { markMinutes } from './naive-calendar.ts';

const minute = 60_000;
const spanMinutes = spanDays * 1440;

const zones = new Map<string, Zone>();
function compile({ definition }: CalendarCase): Calendar | undefined {
  const zone = zones.get(definition.zone) ?? openZone(definition.zone);
  zones.set(definition.zone, zone);
  try {
    return compileCalendar(calendarDefinition.parse(definition), zone);
  } catch (error) {
    if (error instanceof CalendarInvalidError) return undefined;
    throw error;
  }
}

/** Runs `ask`; undefined when there is no answer within the horizon. */
function answer(ask: () => number): number | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarQuestionError) return undefined;
    throw error;
  }
}

const offset = fc.integer({ min: 0, max: spanMinutes - 1 });
const pauses = fc.array(
  fc.tuple(offset, fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 3000 }))),
  { maxLength: 3 },
);
const length = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 4000 }));

test('agrees with a naive calendar that counts minutes', () => {
  let compared = 0;
  const cases = fc.tuple(
    calendarCase,
    fc.array(fc.tuple(offset, offset, length, pauses), { minLength: 4, maxLength: 4 }),
  );
  fc.assert(
    fc.property(cases, ([given, questions]) => {
      const calendar = compile(given);
      const { from, to } = given;
      const plain = markMinutes(given.definition, from, to);
      if (calendar === undefined) {
        expect(plain.elapsed(from, to)).toBe(0);
        return;
      }
      for (const [one, other, target, drawn] of questions) {
        const paused = drawn.map(([start, long]) => [from + start, Math.min(from + start + long, to)] as const);
        const inMilliseconds = paused.map(([start, end]) => [start * minute, end * minute] as const);
        const naive = plain.without(paused);
        const [start, end] = [from + Math.min(one, other), from + Math.max(one, other)];

        expect(elapsed(calendar, start * minute, end * minute, inMilliseconds)).toBe(
          naive.elapsed(start, end) * minute,
        );
        const due = answer(() => deadline(calendar, start * minute, target * minute, inMilliseconds));
        const naivelyDue = naive.deadline(start, target);
        if (naivelyDue !== undefined) expect(due).toBe(naivelyDue * minute);
        else expect(due ?? to * minute).toBeGreaterThanOrEqual(to * minute);
        const back = answer(() => before(calendar, start * minute, target * minute));
        const naivelyBack = plain.before(start, target);
        if (naivelyBack !== undefined) expect(back).toBe(naivelyBack * minute);
        else expect(back ?? from * minute).toBeLessThanOrEqual(from * minute);
        compared += 3;
      }
    }),
    { numRuns: 2500 },
  );
  expect(compared).toBeGreaterThan(10_000);
});

/** Any millisecond of the span, so that starts below a second are tried, too. */
const moment = fc.integer({ min: 0, max: spanMinutes * minute });
const long = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 * 86_400_000 }), fc.integer({ min: 1, max: 9e11 }));

test('deadline and before lead back to each other, exact to the millisecond', () => {
  fc.assert(
    fc.property(calendarCase, moment, long, (given, at, target) => {
      const calendar = compile(given);
      if (calendar === undefined) return;
      const start = given.from * minute + at;
      const due = answer(() => deadline(calendar, start, target));
      if (due !== undefined) {
        expect(due).toBeGreaterThanOrEqual(start);
        expect(elapsed(calendar, start, due)).toBe(target);
        // The earliest: a millisecond before, it is not used up yet.
        if (target > 0) expect(elapsed(calendar, start, due - 1)).toBe(target - 1);
        if (target > 0) expect(elapsed(calendar, before(calendar, due, target), due)).toBe(target);
        if (target > 0) expect(before(calendar, due, target)).toBeGreaterThanOrEqual(start);
      }
      const back = answer(() => before(calendar, start, target));
      if (back !== undefined) {
        expect(back).toBeLessThanOrEqual(start);
        expect(elapsed(calendar, back, start)).toBe(target);
        if (target > 0) expect(elapsed(calendar, back + 1, start)).toBe(target - 1);
        if (target > 0) expect(deadline(calendar, back, target)).toBeLessThanOrEqual(start);
      }
    }),
    { numRuns: 3000 },
  );
});

test('elapsed time adds up, and a later start or a longer target is never due earlier', () => {
  fc.assert(
    fc.property(calendarCase, moment, moment, moment, long, long, (given, ...[one, two, three, target, more]) => {
      const calendar = compile(given);
      if (calendar === undefined) return;
      const [a, b, c] = [one, two, three].toSorted((x, y) => x - y).map((at) => given.from * minute + at);
      expect(elapsed(calendar, a!, b!) + elapsed(calendar, b!, c!)).toBe(elapsed(calendar, a!, c!));
      const due = answer(() => deadline(calendar, a!, target));
      const later = answer(() => deadline(calendar, b!, target));
      const longer = answer(() => deadline(calendar, a!, target + more));
      if (later !== undefined) expect(due).toBeLessThanOrEqual(later);
      if (longer !== undefined) expect(due).toBeLessThanOrEqual(longer);
      // In two steps as in one.
      if (due !== undefined && target > 0 && more > 0) expect(answer(() => deadline(calendar, due, more))).toBe(longer);
    }),
    { numRuns: 3000 },
  );
});

test('a pause moves the deadline by the open time that it covers, whatever the order of pauses', () => {
  const drawn = fc.array(fc.tuple(moment, moment), { maxLength: 5 });
  fc.assert(
    fc.property(calendarCase, moment, fc.integer({ min: 1, max: 86_400_000 }), drawn, (given, at, target, pairs) => {
      const calendar = compile(given);
      if (calendar === undefined) return;
      const begin = given.from * minute;
      const paused = pairs.map(([x, y]) => [begin + Math.min(x, y), begin + Math.max(x, y)] as const);
      const due = answer(() => deadline(calendar, begin + at, target, paused));
      expect(answer(() => deadline(calendar, begin + at, target, [...paused.toReversed(), ...paused]))).toBe(due);
      if (due === undefined) return;
      expect(elapsed(calendar, begin + at, due, paused)).toBe(target);
      const covered = elapsed(calendar, begin + at, due) - target;
      expect(deadline(calendar, begin + at, target + covered)).toBe(due);
    }),
    { numRuns: 3000 },
  );
});

test('an answer does not depend on what was asked before', () => {
  fc.assert(
    fc.property(calendarCase, fc.array(fc.tuple(moment, long), { minLength: 2, maxLength: 8 }), (given, questions) => {
      const warm = compile(given);
      if (warm === undefined) return;
      for (const [at, target] of questions) {
        const cold = compileCalendar(given.definition);
        const start = given.from * minute + at;
        expect(answer(() => deadline(warm, start, target))).toBe(answer(() => deadline(cold, start, target)));
      }
    }),
    { numRuns: 40 },
  );
});
