import { addSeconds } from '../../domain/instants.ts';

/** A case that keeps changing under us is left alone for a while. */
const maximumVisits = 3;
/** Visits that are longer ago do not count: a run is long, and its cases come back for their retries. */
const visitsCountSeconds = 60;

/** The cases that a run has visited of late. */
export interface Visits {
  /** Counts a visit that begins at `now`. */
  count(caseId: string, now: string): void;
  /** How many cases have had all the visits that they may have at `now`. */
  exhausted(now: string): number;
  /** Whether a case may be visited, as of the instant that was last asked about. */
  mayVisit(caseId: string): boolean;
}

/** A run visits tens of thousands of cases and asks before every page: what it costs must not grow with those of before. */
export function createVisits(): Visits {
  // In the order of their first visits, since an entry that is replaced keeps its place.
  const visited = new Map<string, { readonly since: string; readonly times: number }>();
  let full = 0;
  return {
    count(caseId, now) {
      const { since, times } = visited.get(caseId) ?? { since: now, times: 0 };
      visited.set(caseId, { since, times: times + 1 });
      if (times + 1 === maximumVisits) full += 1;
    },
    exhausted(now) {
      const old = addSeconds(now, -visitsCountSeconds);
      for (const [caseId, { since, times }] of visited) {
        if (since > old) break;
        visited.delete(caseId);
        if (times >= maximumVisits) full -= 1;
      }
      return full;
    },
    mayVisit: (caseId) => (visited.get(caseId)?.times ?? 0) < maximumVisits,
  };
}
