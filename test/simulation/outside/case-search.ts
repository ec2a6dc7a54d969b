import { instantOf } from '../../../lambda/domain/instants.ts';
import type { CaseSearch, FoundCase, SweepOrder } from '../../../lambda/domain/sweep/sweep-ports.ts';
import type { Sync } from '../kernel/wire.ts';
import type { CaseStore } from './case-store.ts';

/**
 * So few that the cases of a story take several pages. A page may hold fewer than were asked for.
 * Source: API_connect-cases_SearchCases (maxResults is the most).
 */
const casesPerPage = 3;

/** A state of a case, and from when on the search shows it; a case that is gone has none. */
interface Version {
  readonly shownAt: number;
  readonly found: FoundCase | undefined;
}

/**
 * SearchCases: each state of a case is shown a while after it came about, and never an older one again. The token is a position,
 * so that whatever changes between two pages moves the others: nobody documents that it is not.
 * @param lag milliseconds by which the search hides what is written now
 */
export function createCaseSearch(now: () => number, lag: () => number, cases: CaseStore): Sync<CaseSearch> {
  const versions = new Map<string, Version[]>();
  cases.onWrite(({ caseId, templateId, createdAt, changedAt, deletedAt, truth }) => {
    const found: FoundCase = {
      caseId,
      templateId,
      createdAt: instantOf(createdAt),
      lastUpdatedAt: instantOf(changedAt),
      fields: truth.fields,
    };
    const version = { shownAt: now() + lag(), found: deletedAt === undefined ? found : undefined };
    const known = versions.get(caseId);
    if (known === undefined) versions.set(caseId, [version]);
    else known.push(version);
  });
  const dateOf = (one: FoundCase, by: SweepOrder | undefined): string => (by === undefined ? '' : (one[by] ?? ''));
  const shown = (): readonly FoundCase[] =>
    [...versions.values()].flatMap((known) => known.findLast(({ shownAt }) => shownAt <= now())?.found ?? []);
  return {
    page: ({ by, from, onlyOpen, token }) => {
      const found = shown()
        .filter(({ fields }) => !onlyOpen || fields['status'] !== 'closed')
        .filter((one) => from === undefined || dateOf(one, by) >= from)
        .sort((one, other) => (dateOf(one, by) < dateOf(other, by) ? -1 : dateOf(one, by) > dateOf(other, by) ? 1 : 0));
      const begin = Number(token ?? 0);
      const end = begin + casesPerPage;
      return { cases: found.slice(begin, end), ...(end < found.length ? { next: String(end) } : {}) };
    },
  };
}
