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

/** The latest instant that the page has come to; undefined when none of its cases has one. */
export function lastInstant(cases: readonly FoundCase[], by: SweepOrder): string | undefined {
  let last: string | undefined;
  for (const found of cases) {
    const at = found[by];
    if (at !== undefined && (last === undefined || at > last)) last = at;
  }
  return last;
}
