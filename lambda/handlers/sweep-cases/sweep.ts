import type { CaseItem } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { CaseGoneMessage, CaseSeenMessage } from '../../contract/inbox-message.ts';
import type { SweepFinding, SweepProgress, SweepRun } from '../../contract/sweep-rows.ts';
import type { CasePages } from '../../domain/case-pages.ts';
import { CasewardenError, describeError, SearchRefusedError, ThrottledError } from '../../domain/errors.ts';
import { followedPolicy } from '../../domain/open-case.ts';
import type { CaseReader, Clock, FreshCase, Inbox, Log, Metrics, Policies } from '../../domain/ports.ts';
import { runningPolicy, type RunningPolicy } from '../../domain/running-policy.ts';
import type {
  CasePageWanted,
  CaseSearch,
  FoundPage,
  ManyCases,
  SweepRows,
  SweepRuns,
} from '../../domain/sweep/sweep-ports.ts';
import { slowDown, takeTurn, type Pace } from '../shared/pace.ts';

export interface SweepCasesPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policies: Policies;
  readonly search: CaseSearch;
  readonly cases: CaseReader;
  readonly manyCases: ManyCases;
  readonly casePages: CasePages;
  readonly sweepRows: SweepRows;
  readonly sweepRuns: SweepRuns;
  readonly inbox: Inbox;
}

type Counts = {
  -readonly [Name in keyof Omit<SweepRun, 'sweep' | 'startedAt' | 'endedAt' | 'isCut' | 'isByToken'>]: number;
};

/** One run. Changed by the functions of this folder only. */
export interface Sweep {
  readonly newest: { readonly hash: string; readonly policy: CompiledPolicy };
  /** Fields that every look asks for. */
  readonly fieldIds: readonly string[];
  readonly searches: Pace;
  readonly reads: Pace;
  readonly stopAt: string;
  readonly counts: Counts;
  progress: SweepProgress;
  /** When the search refused dates in this run; stored once it has answered without them: else it was something else that it refused. */
  refusedAt: string | undefined;
  /** Cases of which this run has told the inbox. */
  readonly told: Set<string>;
}

/** Findings that are waited for at once; more are told as well, but not waited for. */
const mostAwaited = 500;

/** Cases that could not be read and are asked for again; of more than that the next full pass hears. */
const mostUnread = 200;

/** Time was up, or another run has taken over: what was stored is where the next run goes on. */
export class SweepCut extends Error {
  override readonly name = 'SweepCut';
}

export const noCounts = (): Counts => ({
  calls: 0,
  looked: 0,
  asked: 0,
  foundChanged: 0,
  foundUnknown: 0,
  foundGone: 0,
  repaired: 0,
  unrepaired: 0,
  failed: 0,
});

/**
 * Searches in its turn; a search that is refused as one too many is made again, more slowly. How long a token holds nobody
 * documents: one that is refused is dropped, and the search begins where it did without it.
 * @throws SweepCut when there is no time left
 * @throws SearchRefusedError when it is refused without a token, too
 */
export async function searchInTurn(
  ports: Pick<SweepCasesPorts, 'clock' | 'log' | 'search'>,
  sweep: Sweep,
  wanted: CasePageWanted,
): Promise<FoundPage> {
  let asked = wanted;
  for (;;) {
    if (!(await takeTurn(ports, sweep.searches, sweep.stopAt))) throw new SweepCut('time is up');
    sweep.counts.calls += 1;
    try {
      return await ports.search.page(asked);
    } catch (error) {
      if (error instanceof ThrottledError) slowDown(sweep.searches);
      else if (error instanceof SearchRefusedError && asked.token !== undefined) {
        ports.log.error('token of a search refused; it begins again without', describeError(error));
        asked = { ...asked, token: undefined };
      } else throw error;
    }
  }
}

/**
 * Reads a case in its turn, like `searchInTurn`.
 * @returns `fresh` undefined for a case that is gone; `askedAt` as in the lanes: the answer is at least as new
 * @throws SweepCut when there is no time left
 */
export async function readInTurn(
  ports: Pick<SweepCasesPorts, 'clock' | 'cases'>,
  sweep: Sweep,
  caseId: string,
  fieldIds: readonly string[],
): Promise<{ readonly askedAt: string; readonly fresh: FreshCase | undefined }> {
  for (;;) {
    if (!(await takeTurn(ports, sweep.reads, sweep.stopAt))) throw new SweepCut('time is up');
    sweep.counts.calls += 1;
    const askedAt = ports.clock.now();
    try {
      return { askedAt, fresh: await ports.cases.read(caseId, fieldIds) };
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error;
      slowDown(sweep.reads);
    }
  }
}

/** @throws SweepCut when another run has written since */
export async function save(
  ports: Pick<SweepCasesPorts, 'sweepRows'>,
  sweep: Sweep,
  change: Partial<SweepProgress>,
): Promise<void> {
  const next = { ...sweep.progress, ...change };
  if (!(await ports.sweepRows.save(next))) throw new SweepCut('another run of the sweep is under way');
  sweep.progress = { ...next, version: next.version + 1 };
}

export type Told = { readonly message: CaseSeenMessage | CaseGoneMessage; readonly finding: SweepFinding };

/** Sends findings to the inbox, and remembers them until they stand in the ledger. Told twice is told once. */
export async function tell(ports: Pick<SweepCasesPorts, 'inbox'>, sweep: Sweep, found: readonly Told[]): Promise<void> {
  if (found.length === 0) return;
  await ports.inbox.send(found.map(({ message }) => ({ message, delaySeconds: 0 })));
  const awaited = new Map(sweep.progress.awaited.map((finding) => [finding.caseId, finding]));
  for (const { finding } of found) {
    sweep.told.add(finding.caseId);
    const known = awaited.get(finding.caseId);
    // Overlapping looks find again what is still on its way.
    if (known?.kind === finding.kind && known.at === finding.at) continue;
    if (finding.kind === 'changed') sweep.counts.foundChanged += 1;
    if (finding.kind === 'unknown') sweep.counts.foundUnknown += 1;
    if (finding.kind === 'gone') sweep.counts.foundGone += 1;
    if (known !== undefined || awaited.size < mostAwaited) awaited.set(finding.caseId, finding);
  }
  sweep.progress = { ...sweep.progress, awaited: [...awaited.values()] };
}

/** The policy that the item is judged by, as `advance` chooses it. */
export async function policyOf(
  ports: Pick<SweepCasesPorts, 'policies'>,
  sweep: Sweep,
  item: CaseItem | undefined,
): Promise<RunningPolicy> {
  const hash = followedPolicy(item, sweep.newest.hash);
  const policy = hash === sweep.newest.hash ? sweep.newest.policy : await ports.policies.byHash(hash);
  return runningPolicy(hash, policy);
}

/**
 * Counts the failure of one case, which holds up no other; the next run asks for it again, or who has gone unheard would stay so
 * until the next night. @throws what is no failure of a case
 */
export function noteFailed(ports: Pick<SweepCasesPorts, 'log'>, sweep: Sweep, caseId: string, error: unknown): void {
  if (!(error instanceof CasewardenError)) throw error;
  sweep.counts.failed += 1;
  ports.log.error('case not swept', { caseId, ...describeError(error) });
  const { unread = [] } = sweep.progress;
  if (!error.retryable || unread.includes(caseId) || unread.length >= mostUnread) return;
  sweep.progress = { ...sweep.progress, unread: [...unread, caseId] };
}
