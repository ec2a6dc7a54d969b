import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { SeenCase, SweepProgress, SweepRun } from '../../../lambda/contract/sweep-rows.ts';
import type { CasePages } from '../../../lambda/domain/case-pages.ts';
import type { ManyCases, SweepRows, SweepRuns } from '../../../lambda/domain/sweep/sweep-ports.ts';
import type { Sync } from '../kernel/wire.ts';
import { deepFreeze } from './deep-freeze.ts';

/** So few that the items of a story take several pieces. */
const itemsPerPage = 4;

/** The ledger as the sweep of cases sees it. */
export interface SweepLedger {
  readonly manyCases: Sync<ManyCases>;
  readonly casePages: Sync<CasePages>;
  readonly sweepRows: Sync<SweepRows>;
  readonly sweepRuns: Sync<SweepRuns>;
  /** How far the sweep has come; undefined before its first run. */
  progress(): SweepProgress | undefined;
  /** Puts the progress of the runs before the story there. */
  begin(progress: SweepProgress): void;
}

/** @param items every item as it stands, by id */
export function createSweepRows(items: () => ReadonlyMap<string, CaseItem>): SweepLedger {
  let stored: SweepProgress | undefined;
  const passes = new Map<string, Map<string, SeenCase>>();
  const runs: SweepRun[] = [];
  return {
    manyCases: {
      loadMany: (caseIds) => {
        const all = items();
        const found = caseIds.flatMap((caseId): [string, CaseItem][] => {
          const item = all.get(caseId);
          return item === undefined ? [] : [[caseId, item]];
        });
        return { items: new Map(found), unreadable: new Set() };
      },
    },
    casePages: {
      // By key, as a Scan goes on: what is added behind it is not seen.
      page: (from = '') => {
        const left = [...items()].filter(([caseId]) => caseId > from).sort(([one], [other]) => (one < other ? -1 : 1));
        const page = left.slice(0, itemsPerPage);
        const next = left.length > page.length ? page.at(-1)?.[0] : undefined;
        return { items: page.map(([, item]) => item), unreadable: [], looked: page.length, next };
      },
    },
    sweepRows: {
      progress: () => stored,
      save: (progress) => {
        if ((stored?.version ?? 0) !== progress.version) return false;
        stored = deepFreeze({ ...progress, version: progress.version + 1 });
        return true;
      },
      addSeen: (passBegunAt, _page, cases) => {
        const known = passes.get(passBegunAt) ?? new Map<string, SeenCase>();
        for (const one of cases) known.set(one.caseId, one);
        passes.set(passBegunAt, known);
      },
      seen: (passBegunAt) => passes.get(passBegunAt) ?? new Map<string, SeenCase>(),
    },
    sweepRuns: {
      note: (run) => void runs.push(run),
      between: (from, to) => runs.filter(({ startedAt }) => startedAt >= from && startedAt < to),
    },
    progress: () => stored,
    begin: (progress) => void (stored = deepFreeze(progress)),
  };
}
