import type { SweepPlace } from '../../contract/sweep-rows.ts';
import { addSeconds } from '../instants.ts';
import type { FoundCase, FoundPage, SweepOrder } from './sweep-ports.ts';

/** Pages overlap by this much, so that it does not matter how finely the search compares instants. */
const pageOverlapSeconds = 1;

/**
 * Where to go on after a page; undefined at the end. By value, not by position: the next page begins at the instant that
 * the last one has come to, so that cases which change, close or vanish while we page move no other out of sight. Only
 * within many cases of one instant does the service's own token go on.
 */
export function nextPlace(place: SweepPlace, by: SweepOrder, page: FoundPage): SweepPlace | undefined {
  if (page.next === undefined) return undefined;
  const last = lastInstant(page.cases, by);
  const from = last === undefined ? undefined : addSeconds(last, -pageOverlapSeconds);
  if (from !== undefined && from > (place.from ?? '')) return { from };
  return { ...place, token: page.next };
}

/** Who was shown since we stand at one place. */
export interface Standing {
  /** By this walk through the cases of one instant. */
  readonly now: ReadonlySet<string>;
  /** By the walk before it. */
  readonly before: ReadonlySet<string>;
}

export const nobodyShown: Standing = { now: new Set(), before: new Set() };
/** Where cases move in every walk, the next look goes on. */
const mostWalks = 5;

/**
 * Where to go on, like `nextPlace`, with one more care: the service's token may be a position, and a case that changes or vanishes
 * while we page by it moves another out of sight. So many cases of one instant are gone through until two walks have shown the same:
 * whoever has moved another out of sight in the first is missing in the second.
 * @param isPastEnd the page has come to what is none of our business
 * @returns `fresh`: how many of the page were not shown before at this place
 */
export function goOn(
  place: SweepPlace,
  by: SweepOrder,
  page: FoundPage,
  { now, before }: Standing,
  isPastEnd: boolean,
): { readonly next: SweepPlace | undefined; readonly standing: Standing; readonly fresh: number } {
  const ids = page.cases.map(({ caseId }) => caseId);
  const fresh = ids.filter((caseId) => !now.has(caseId) && !before.has(caseId)).length;
  const shown = new Set([...now, ...ids]);
  const next = isPastEnd ? undefined : nextPlace(place, by, page);
  if (next !== undefined && next.from === place.from) return { next, standing: { now: shown, before }, fresh };
  const walk = place.walk ?? 1;
  // One page is one answer, in which nobody moves.
  if (place.token === undefined || walk >= mostWalks || isSame(shown, before))
    return { next, standing: nobodyShown, fresh };
  const again = { ...(place.from === undefined ? {} : { from: place.from }), walk: walk + 1 };
  return { next: again, standing: { now: new Set(), before: shown }, fresh };
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((caseId) => other.has(caseId));

/** The latest instant that the page has come to; undefined when none of its cases has one. */
export function lastInstant(cases: readonly FoundCase[], by: SweepOrder): string | undefined {
  let last: string | undefined;
  for (const found of cases) {
    const at = found[by];
    if (at !== undefined && (last === undefined || at > last)) last = at;
  }
  return last;
}
