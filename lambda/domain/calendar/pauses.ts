import { CalendarQuestionError } from './errors.ts';
import { checkInstant, instantText } from './horizon.ts';

/** `[from, to)` in milliseconds; from and to may be the same instant. */
export type Pause = readonly [from: number, to: number];

/**
 * Pauses in order, those that touch or overlap as one, those without length left out.
 * @throws CalendarQuestionError for one that ends before it begins, or lies outside the horizon.
 */
export function mergePauses(given: readonly Pause[]): readonly Pause[] {
  const merged: [number, number][] = [];
  for (const [index, [from, to]] of given.entries()) {
    checkInstant(from, `the start of pause ${index + 1},`);
    checkInstant(to, `the end of pause ${index + 1},`);
    if (to < from)
      throw new CalendarQuestionError(
        `pause ${index + 1} ends at ${instantText(to)}, before it begins at ${instantText(from)}`,
      );
  }
  for (const [from, to] of given.toSorted((a, b) => a[0] - b[0])) {
    if (from === to) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
