import type { Calendar } from './calendar.ts';
import { CalendarQuestionError } from './errors.ts';
import { checkInstant, instantText } from './horizon.ts';

/** `[from, to)` during which a calendar is open, in milliseconds. */
export type OpenWindow = readonly [from: number, to: number];

/**
 * Open windows within `[from, to)`, cut to it, in order and apart from each other: the first `limit` of them.
 * @throws CalendarQuestionError for a wrong order, or instants outside the horizon.
 */
export function openWindows(calendar: Calendar, from: number, to: number, limit: number): readonly OpenWindow[] {
  const [first, last] = partsOf(calendar, from, to);
  const found: [number, number][] = [];
  for (let part = first; part <= last; part += 1) {
    for (const [open, close] of timesIn(calendar, part, from, to)) {
      const before = found.at(-1);
      // A window over the edge of a part stands in both.
      if (before?.[1] === open) before[1] = close;
      else if (found.length === limit) return found;
      else found.push([open, close]);
    }
  }
  return found;
}

/** As `openWindows`, but the last `limit` of them; still in order. */
export function lastOpenWindows(calendar: Calendar, from: number, to: number, limit: number): readonly OpenWindow[] {
  const [first, last] = partsOf(calendar, from, to);
  const found: [number, number][] = [];
  for (let part = last; part >= first; part -= 1) {
    for (const [open, close] of timesIn(calendar, part, from, to).toReversed()) {
      const after = found.at(-1);
      if (after?.[0] === close) after[0] = open;
      else if (found.length === limit) return found.toReversed();
      else found.push([open, close]);
    }
  }
  return found.toReversed();
}

function partsOf({ line }: Calendar, from: number, to: number): readonly [first: number, last: number] {
  checkInstant(from, 'the start');
  checkInstant(to, 'the end');
  if (to < from)
    throw new CalendarQuestionError(`the end ${instantText(to)} comes before the start ${instantText(from)}`);
  return [line.partAt(from), line.partAt(to)];
}

function timesIn({ line }: Calendar, part: number, from: number, to: number): readonly OpenWindow[] {
  const start = line.startOf(part);
  const { opens, closes } = line.timesOf(part);
  return opens
    .map((open, index): OpenWindow => [Math.max(from, start + open), Math.min(to, start + closes[index]!)])
    .filter(([open, close]) => open < close);
}
