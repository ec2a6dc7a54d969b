import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDefinition } from '../../../lambda/contract/calendar.ts';
import { compileCalendar, elapsed, type Calendar } from '../../../lambda/domain/calendar/calendar.ts';
import { CalendarInvalidError } from '../../../lambda/domain/calendar/errors.ts';
import { mergePauses, type Pause } from '../../../lambda/domain/calendar/pauses.ts';
import { piecesOf } from '../../../lambda/domain/explain/pieces.ts';
import { calendarCase, type CalendarCase } from '../calendar/arbitrary-calendar.ts';

function compile({ definition }: CalendarCase): Calendar | undefined {
  try {
    return compileCalendar(calendarDefinition.parse(definition));
  } catch (error) {
    if (error instanceof CalendarInvalidError) return undefined;
    throw error;
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('pieces leave no gap, and add up to the open time without pauses', () => {
  const pauses = fc.array(fc.tuple(fc.nat(20_000), fc.nat(2000)), { maxLength: 120 });
  fc.assert(
    fc.property(calendarCase, pauses, (one, given) => {
      const calendar = compile(one);
      if (calendar === undefined) return;
      const [from, to] = [one.from * 60_000, one.to * 60_000];
      const merged = mergePauses(
        given.map(([begin, length]): Pause => {
          const at = Math.min(from + begin * 61_001, to);
          return [at, Math.min(at + length * 7001, to)];
        }),
      );
      const pieces = piecesOf(calendar, from, to, merged);
      const used = elapsed(calendar, from, to, merged);
      expect(sum(pieces.map(({ openMilliseconds }) => openMilliseconds))).toBe(used);
      expect(sum(pieces.map(({ creditedMilliseconds }) => creditedMilliseconds))).toBe(
        elapsed(calendar, from, to) - used,
      );
      expect(pieces[0]?.from).toBe(new Date(from).toISOString());
      expect(pieces.at(-1)?.to).toBe(new Date(to).toISOString());
      expect(pieces.every((piece, index) => index === 0 || pieces[index - 1]!.to === piece.from)).toBe(true);
      expect(pieces.length).toBeLessThanOrEqual(80);
    }),
    { numRuns: 150 },
  );
});
