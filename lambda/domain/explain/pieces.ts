import type { Piece } from '../../contract/explanation.ts';
import { elapsed, type Calendar } from '../calendar/calendar.ts';
import type { Pause } from '../calendar/pauses.ts';
import { lastOpenWindows, openWindows, type OpenWindow } from '../calendar/windows.ts';

/** More pieces than that are not read by people; those in the middle become one. */
const mostPieces = 80;
/** Longer ways are looked at from both ends only. */
const mostWindows = 400;

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly state: Piece['state'];
  readonly open: number;
  readonly credited: number;
}

/**
 * `[from, to)` cut where it opens, closes, is paused or goes on. The pieces leave no gap, and their open time adds up to
 * `elapsed` without the pauses. @param pauses in order and apart from each other
 */
export function piecesOf(calendar: Calendar, from: number, to: number, pauses: readonly Pause[]): Piece[] {
  if (to <= from) return [];
  const windows = openWindows(calendar, from, to, mostWindows + 1);
  let cuts: readonly Cut[];
  if (windows.length <= mostWindows) cuts = cutsOf(from, to, windows, pauses);
  else {
    const head = windows.slice(0, mostPieces / 2);
    const tail = lastOpenWindows(calendar, from, to, mostPieces / 2);
    const [headEnd, tailStart] = [head.at(-1)![1], tail[0]![0]];
    const open = elapsed(calendar, headEnd, tailStart, pauses);
    const middle: Cut = {
      from: headEnd,
      to: tailStart,
      state: 'several',
      open,
      credited: elapsed(calendar, headEnd, tailStart) - open,
    };
    cuts = [...cutsOf(from, headEnd, head, pauses), middle, ...cutsOf(tailStart, to, tail, pauses)];
  }
  return limited(cuts).map(toPiece);
}

function cutsOf(from: number, to: number, windows: readonly OpenWindow[], pauses: readonly Pause[]): Cut[] {
  const within = pauses.filter(([begin, end]) => begin < to && end > from);
  const edges = [from, to, ...windows.flat(), ...within.flat()]
    .filter((edge) => edge >= from && edge <= to)
    .sort((a, b) => a - b);
  const cuts: Cut[] = [];
  let [window, pause] = [0, 0];
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1];
    if (next === undefined || next === edge) continue;
    while (window < windows.length && windows[window]![1] <= edge) window += 1;
    while (pause < within.length && within[pause]![1] <= edge) pause += 1;
    const isOpen = window < windows.length && windows[window]![0] <= edge;
    const isPaused = pause < within.length && within[pause]![0] <= edge;
    cuts.push({
      from: edge,
      to: next,
      state: isPaused ? (isOpen ? 'paused-open' : 'paused-closed') : isOpen ? 'open' : 'closed',
      open: isOpen && !isPaused ? next - edge : 0,
      credited: isOpen && isPaused ? next - edge : 0,
    });
  }
  return cuts;
}

function limited(cuts: readonly Cut[]): readonly Cut[] {
  if (cuts.length <= mostPieces) return cuts;
  const head = cuts.slice(0, mostPieces / 2);
  const middle = cuts.slice(mostPieces / 2, 1 - mostPieces / 2);
  const sum = (amount: (cut: Cut) => number): number => middle.reduce((total, cut) => total + amount(cut), 0);
  return [
    ...head,
    {
      from: middle[0]!.from,
      to: middle.at(-1)!.to,
      state: 'several',
      open: sum(({ open }) => open),
      credited: sum(({ credited }) => credited),
    },
    ...cuts.slice(1 - mostPieces / 2),
  ];
}

function toPiece({ from, to, state, open, credited }: Cut): Piece {
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    state,
    openMilliseconds: open,
    creditedMilliseconds: credited,
  };
}
