import { instantOf } from '../../../lambda/domain/instants.ts';

/** What happens, line by line when somebody wants to read it, and always as one figure that differs when it does. */
export interface Trace {
  /** Mixes a figure or a text into the figure of the trace. */
  mix(what: number | string): void;
  /** A line for people; nothing is composed unless lines are kept. */
  tell(line: () => string): void;
  readonly lines: readonly string[];
  hash(): number;
}

/** Figures of texts that occur again and again; the same whatever was asked before. */
const known = new Map<string, number>();
const mostKnown = 20_000;

function figureOf(text: string): number {
  const found = known.get(text);
  if (found !== undefined) return found;
  let figure = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    figure = Math.imul(figure ^ text.charCodeAt(place), 0x01000193);
  }
  if (known.size >= mostKnown) known.clear();
  known.set(text, figure);
  return figure;
}

/** @param now epoch milliseconds */
export function createTrace(now: () => number, keepsLines: boolean): Trace {
  const lines: string[] = [];
  let hash = 0;
  return {
    mix: (what) => {
      const figure = typeof what === 'number' ? what : figureOf(what);
      hash = Math.imul(hash ^ figure, 0x01000193);
      hash ^= hash >>> 15;
    },
    tell: (line) => {
      if (keepsLines) lines.push(`${instantOf(now())} ${line()}`);
    },
    lines,
    hash: () => hash,
  };
}
