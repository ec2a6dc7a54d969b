import type { CaseItem } from '../../contract/case-item.ts';
import { neglectReasons, type NeglectedCase, type Statement } from '../../contract/statement.ts';
import type { SeenCase, SweepProgress, SweepRun } from '../../contract/sweep-rows.ts';
import { addUndone, nothingUndone, toUndone, type Undone } from './undone.ts';
import { isOpen, neglectOf } from './neglect.ts';

/** The most cases that a statement lists; more are counted. */
const mostListed = 200;
const mostOldest = 10;

/** What is known when the statement is made. */
export interface StatementBasis {
  readonly date: string;
  readonly timeZone: string;
  readonly language: Statement['language'];
  readonly from: string;
  readonly at: string;
  readonly runs: readonly SweepRun[];
  readonly progress: SweepProgress | undefined;
  readonly seen: ReadonlyMap<string, SeenCase>;
  readonly users: ReadonlySet<string> | undefined;
}

/** What the ledger has shown so far, page by page. */
export interface Gathered {
  readonly openCases: number;
  readonly runningClocks: number;
  readonly unreadable: number;
  readonly counts: Statement['counts'];
  readonly neglected: readonly NeglectedCase[];
  readonly neglectedCases: number;
  readonly undone: Undone;
}

export function nothingGathered(): Gathered {
  const counts = Object.fromEntries(neglectReasons.map((reason) => [reason, 0])) as Statement['counts'];
  const undone = nothingUndone();
  return { openCases: 0, runningClocks: 0, unreadable: 0, counts, neglected: [], neglectedCases: 0, undone };
}

/** Adds a page of the ledger. Of neglected cases those are kept that have waited for the longest time. */
export function gather(
  known: Gathered,
  page: { readonly items: readonly CaseItem[]; readonly unreadable: readonly string[] },
  basis: StatementBasis,
): Gathered {
  const counts = { ...known.counts };
  const neglected: NeglectedCase[] = [];
  let { openCases, runningClocks, undone } = known;
  const seenAt = tellingPass(basis.progress)?.begunAt;
  for (const item of page.items) {
    const seen = basis.seen.get(item.caseId);
    if (isOpen(item, seen)) openCases += 1;
    runningClocks += item.clocks.filter(({ verdict }) => verdict === 'running').length;
    undone = addUndone(undone, item, basis.from, basis.at);
    const reasons = neglectOf(item, { seen, seenAt, users: basis.users }, basis.at);
    for (const { reason } of reasons) counts[reason] += 1;
    if (reasons.length > 0) neglected.push({ caseId: item.caseId, reasons });
  }
  return {
    openCases,
    runningClocks,
    unreadable: known.unreadable + page.unreadable.length,
    counts,
    neglected: [...known.neglected, ...neglected].sort(byAge).slice(0, mostListed),
    neglectedCases: known.neglectedCases + neglected.length,
    undone,
  };
}

export function toStatement(gathered: Gathered, basis: StatementBasis): Statement {
  const { date, timeZone, language, at, from, progress } = basis;
  const full = tellingPass(progress);
  const runs = basis.runs.filter(({ sweep }) => sweep === 'cases');
  const slaRuns = basis.runs.filter(({ sweep }) => sweep === 'slas');
  const sumOf = (of: readonly SweepRun[], count: (run: SweepRun) => number): number =>
    of.reduce((total, run) => total + count(run), 0);
  const sum = (count: (run: SweepRun) => number): number => sumOf(runs, count);
  const byTokenRuns = sum(({ isByToken }) => (isByToken === true ? 1 : 0));
  const last = runs.at(-1)?.startedAt;
  return {
    schemaVersion: 1,
    date,
    timeZone,
    language,
    at,
    from,
    sweeps: {
      runs: runs.length,
      cutRuns: sum(({ isCut }) => (isCut ? 1 : 0)),
      looked: sum(({ looked }) => looked),
      asked: sum(({ asked }) => asked),
      foundChanged: sum(({ foundChanged }) => foundChanged),
      foundUnknown: sum(({ foundUnknown }) => foundUnknown),
      foundGone: sum(({ foundGone }) => foundGone),
      repaired: sum(({ repaired }) => repaired),
      unrepaired: sum(({ unrepaired }) => unrepaired),
      failed: sum(({ failed }) => failed),
      ...(byTokenRuns === 0 ? {} : { byTokenRuns }),
      ...(last === undefined ? {} : { lastRunAt: last }),
    },
    ...(slaRuns.length === 0
      ? {}
      : {
          slaSweeps: {
            runs: slaRuns.length,
            cutRuns: sumOf(slaRuns, ({ isCut }) => (isCut ? 1 : 0)),
            looked: sumOf(slaRuns, ({ looked }) => looked),
            found: sumOf(slaRuns, ({ foundSlas }) => foundSlas ?? 0),
            failed: sumOf(slaRuns, ({ failed }) => failed),
          },
        }),
    ...(full === undefined
      ? {}
      : {
          fullPass: {
            begunAt: full.begunAt,
            ...(full.endedAt === undefined ? {} : { endedAt: full.endedAt }),
            cases: basis.seen.size,
          },
        }),
    ledger: {
      openCases: gathered.openCases,
      runningClocks: gathered.runningClocks,
      unreadable: gathered.unreadable,
    },
    counts: gathered.counts,
    neglected: [...gathered.neglected],
    undone: toUndone(gathered.undone),
    more: gathered.neglectedCases - gathered.neglected.length,
    oldest: oldestOf(basis.seen),
  };
}

/** The full pass that tells most: the newest that has ended, else the one that is under way. */
export function tellingPass(
  progress: SweepProgress | undefined,
): { readonly begunAt: string; readonly endedAt?: string | undefined } | undefined {
  const { full, endedPass } = progress ?? {};
  return full?.endedAt === undefined ? (endedPass ?? full) : full;
}

function oldestOf(seen: ReadonlyMap<string, SeenCase>): Statement['oldest'] {
  return [...seen.values()]
    .flatMap(({ caseId, lastUpdatedAt }) => (lastUpdatedAt === undefined ? [] : [{ caseId, lastUpdatedAt }]))
    .sort((left, right) => (left.lastUpdatedAt < right.lastUpdatedAt ? -1 : 1))
    .slice(0, mostOldest);
}

function byAge(left: NeglectedCase, right: NeglectedCase): number {
  const [first, second] = [sinceOf(left), sinceOf(right)];
  if (first !== second) return first < second ? -1 : 1;
  return left.caseId < right.caseId ? -1 : 1;
}

const sinceOf = ({ reasons }: NeglectedCase): string => reasons.map(({ since }) => since).toSorted()[0] ?? '';
