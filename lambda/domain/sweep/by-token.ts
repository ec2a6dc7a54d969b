import type { SeenCase, SweepProgress } from '../../contract/sweep-rows.ts';
import { addSeconds } from '../instants.ts';
import { longestLagSeconds } from './compare.ts';
import type { FoundCase } from './sweep-ports.ts';

type Pass = NonNullable<SweepProgress['full']>;

/** After this the search is asked again for an order by date: an API may learn it. */
const askAgainSeconds = 86_400;
/** The ledger is read as a whole no more often than this. */
const ledgerGapSeconds = 3600;
/** A desk at which cases never stand still long enough is left after so many walks: the next pass begins soon. */
const mostWalks = 5;

/** Whether the search is to be asked for an order by date. @param refusedAt when it last refused */
export function asksByDate(refusedAt: string | undefined, now: string): boolean {
  return refusedAt === undefined || addSeconds(refusedAt, askAgainSeconds) <= now;
}

/** Whether a pass by tokens is to begin. Between two there is as much time as the search may lag. */
export function isTokenPassDue(last: Pass | undefined, now: string): boolean {
  return last === undefined || (last.stage === 'ended' && addSeconds(last.begunAt, longestLagSeconds) <= now);
}

/** Whether a pass is to look at the ledger as well. */
export function isLedgerDue({ ledgerLookedAt }: Pass, now: string): boolean {
  return ledgerLookedAt === undefined || addSeconds(ledgerLookedAt, ledgerGapSeconds) <= now;
}

/** Cases of a page that no walk of this pass has shown. */
export function freshCases(cases: readonly FoundCase[], known: ReadonlyMap<string, SeenCase>): readonly FoundCase[] {
  return cases.filter(({ caseId }) => !known.has(caseId));
}

/**
 * What comes after a walk. Tokens may be positions, so that a case which leaves the list before our place moves an unseen one
 * across it. A walk that shows nothing new is the proof that the ones before have shown everything; one page is seen at once.
 * @returns `settled`, `again`, or `unsettled` when too many walks have shown something new
 */
export function afterWalk({ number, fresh }: NonNullable<Pass['walk']>, pages: 'one page' | 'many pages'): AfterWalk {
  if (pages === 'one page' || (number > 1 && fresh === 0)) return 'settled';
  return number < mostWalks ? 'again' : 'unsettled';
}

export type AfterWalk = 'settled' | 'again' | 'unsettled';

/** How many cases speak against the walks before: cases that were created since the pass began were not theirs to see. */
export function countMissed(fresh: readonly FoundCase[], passBegunAt: string): number {
  return fresh.filter(({ createdAt }) => createdAt === undefined || createdAt < passBegunAt).length;
}
