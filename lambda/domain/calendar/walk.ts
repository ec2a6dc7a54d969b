import { firstAbove, openUntil } from './open-times.ts';
import type { TimeLine } from './time-line.ts';

/*
 * The walks along a time line, without pauses. Instants and lengths are milliseconds. `undefined` means: not within
 * the horizon.
 */

/** Open time in `[from, to)`, given that `from` is not after `to`. */
export function openBetween(line: TimeLine, from: number, to: number): number {
  const [first, last] = [line.partAt(from), line.partAt(to)];
  const untilFrom = openUntil(line.timesOf(first), from - line.startOf(first));
  let sum = openUntil(line.timesOf(last), to - line.startOf(last)) - untilFrom;
  for (let part = first; part < last; part += 1) sum += line.totalOf(part);
  return sum;
}

/** Earliest instant until which `length` (above 0) of open time has passed since `from`. */
export function walkForward(line: TimeLine, from: number, length: number): number | undefined {
  let part = line.partAt(from);
  let goal = openUntil(line.timesOf(part), from - line.startOf(part)) + length;
  for (let total = line.totalOf(part); goal > total; total = line.totalOf(part)) {
    goal -= total;
    part += 1;
    if (part === line.parts) return undefined;
  }
  const { closes, sums } = line.timesOf(part);
  // Sums are whole numbers, so "at least the goal" is "above the goal less one".
  const index = firstAbove(sums, goal - 1);
  return line.startOf(part) + closes[index]! - (sums[index]! - goal);
}

/** Latest instant from which `length` (above 0) of open time passes until `to`. */
export function walkBackward(line: TimeLine, to: number, length: number): number | undefined {
  let part = line.partAt(to);
  let goal = openUntil(line.timesOf(part), to - line.startOf(part)) - length;
  while (goal < 0) {
    part -= 1;
    if (part < 0) return undefined;
    goal += line.totalOf(part);
  }
  const { closes, sums } = line.timesOf(part);
  const index = firstAbove(sums, goal);
  return line.startOf(part) + closes[index]! - (sums[index]! - goal);
}

/** `from` when it is open then, else the next opening. */
export function nextOpen(line: TimeLine, from: number): number | undefined {
  const first = line.partAt(from);
  const { opens, closes } = line.timesOf(first);
  const open = opens[firstAbove(closes, from - line.startOf(first))];
  if (open !== undefined) return Math.max(from, line.startOf(first) + open);
  for (let part = first + 1; part < line.parts; part += 1)
    if (line.totalOf(part) > 0) return line.startOf(part) + line.timesOf(part).opens[0]!;
  return undefined;
}
