import { sweepByToken as sweepByTokenMetric } from '../../contract/metrics.ts';
import { addSeconds } from '../../domain/instants.ts';
import { longestLagSeconds, sweptFieldIds } from '../../domain/sweep/compare.ts';
import { judgeFindings } from '../../domain/sweep/repaired.ts';
import { createPace } from '../shared/pace.ts';
import { askForCase } from './look.ts';
import { sweepByDate } from './sweep-by-date.ts';
import { noCounts, save, SweepCut, type Sweep, type SweepCasesPorts } from './sweep.ts';

export type { SweepCasesPorts } from './sweep.ts';

export interface SweepCasesSettings {
  /** The newest policy, which says who wants a case, and which of its fields. */
  readonly policyHash: string;
  readonly ratePerSecond: number;
  readonly timeoutSeconds: number;
}

/** Kept before the function's time-out for what has been begun. */
const reserveSeconds = 30;
/** By one run, so that cases that can never be read leave it time for all others. */
const mostAskedAgain = 20;

/**
 * Finds what events have not told, both ways: changes and cases that the ledger does not know, and cases of the ledger that
 * are gone. Tells the inbox, and changes nothing itself. First what changed lately, then a slice of the nightly full pass;
 * or a slice of a pass by tokens, where the search puts nothing in order by date.
 * Everything may be done twice: it is told as what was true at an instant. docs/decisions/0013 says why none is missed.
 */
export async function runSweepCases(ports: SweepCasesPorts, settings: SweepCasesSettings): Promise<void> {
  const startedAt = ports.clock.now();
  const policy = await ports.policies.byHash(settings.policyHash);
  const stored = await ports.sweepRows.progress();
  const sweep: Sweep = {
    newest: { hash: settings.policyHash, policy },
    fieldIds: sweptFieldIds(policy),
    searches: createPace(settings.ratePerSecond),
    reads: createPace(settings.ratePerSecond),
    stopAt: addSeconds(startedAt, settings.timeoutSeconds - reserveSeconds),
    counts: noCounts(),
    progress: stored ?? {
      version: 0,
      careSince: addSeconds(startedAt, -longestLagSeconds),
      recent: {},
      awaited: [],
    },
    refusedAt: undefined,
    told: new Set(),
  };
  let isCut = false;
  try {
    // At once: when our care began must not depend on whether the first run lives to its end.
    if (stored === undefined) await save(ports, sweep, {});
    await judgeAwaited(ports, sweep);
    await askAgain(ports, sweep);
    await sweepByDate(ports, sweep);
    // What was found last is waited for, too.
    await save(ports, sweep, {});
  } catch (error) {
    if (!(error instanceof SweepCut)) throw error;
    isCut = true;
    // Without effect when another run has taken over.
    await ports.sweepRows.save(sweep.progress);
  } finally {
    const isByToken = sweep.progress.refusedAt !== undefined;
    const run = {
      sweep: 'cases' as const,
      startedAt,
      endedAt: ports.clock.now(),
      isCut,
      ...(isByToken ? { isByToken } : {}),
      ...sweep.counts,
    };
    ports.metrics.put([{ name: sweepByTokenMetric, unit: 'Count', value: isByToken ? 1 : 0 }]);
    await ports.sweepRuns.note(run);
    ports.log.info('sweep of cases', run);
  }
}

async function judgeAwaited(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { awaited } = sweep.progress;
  if (awaited.length === 0) return;
  const { items } = await ports.manyCases.loadMany(awaited.map(({ caseId }) => caseId));
  const judged = judgeFindings(awaited, items, ports.clock.now());
  sweep.counts.repaired += judged.repaired;
  sweep.counts.unrepaired += judged.unrepaired;
  await save(ports, sweep, { awaited: [...judged.awaited] });
}

/** Asks for the cases that earlier runs could not read, the longest waiting first. One that fails again goes to the end. */
async function askAgain(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { unread, ...rest } = sweep.progress;
  if (unread === undefined) return;
  const { items } = await ports.manyCases.loadMany(unread);
  const waiting = new Set(unread);
  sweep.progress = rest;
  try {
    for (const caseId of unread.slice(0, mostAskedAgain)) {
      await askForCase(ports, sweep, caseId, items.get(caseId));
      waiting.delete(caseId);
    }
  } finally {
    const left = [...new Set([...waiting, ...(sweep.progress.unread ?? [])])];
    if (left.length > 0) sweep.progress = { ...sweep.progress, unread: left };
  }
}
