import { count, position } from './route.ts';

/** Query parameters of a piece of a long list. */
export const piece = { last: count.optional(), offset: position.optional() };

/** Which piece of a list in the order of time is wanted; all of it when nothing is said. */
export interface Piece {
  /** So many of the newest. */
  readonly last?: number | undefined;
  /** Without this many, which are newer. */
  readonly offset?: number | undefined;
}

/** The piece of a list, in the list's own order: oldest first. */
export function newest<One>(all: readonly One[], { last, offset = 0 }: Piece): readonly One[] {
  if (last === undefined && offset === 0) return all;
  const end = Math.max(0, all.length - offset);
  return all.slice(last === undefined ? 0 : Math.max(0, end - last), end);
}
