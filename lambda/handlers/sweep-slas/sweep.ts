import type { CaseItem } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { SlaSweepProgress } from '../../contract/sweep-rows.ts';
import { describeError, SearchRefusedError, ThrottledError } from '../../domain/errors.ts';
import type { CaseReader, Clock, FoundSla, FreshCase, Inbox, Log, Policies, SlaSearch } from '../../domain/ports.ts';
import type { SlaSweepRows, SweepRuns } from '../../domain/sweep/sweep-ports.ts';
import { slowDown, takeTurn, type Pace } from '../shared/pace.ts';

export interface SweepSlasPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly policies: Policies;
  /** The ledger, for reading. */
  readonly ledger: { load(caseId: string): Promise<CaseItem | undefined> };
  readonly rows: SlaSweepRows;
  readonly sweepRuns: SweepRuns;
  readonly slas: SlaSearch;
  readonly cases: CaseReader;
  readonly inbox: Inbox;
}

/** One run. Changed by the functions of this folder only. */
export interface Sweep {
  readonly policy: CompiledPolicy;
  readonly pace: Pace;
  /** When the part of the run that is under way must end. */
  stopAt: string;
  readonly counts: { calls: number; looked: number; asked: number; foundSlas: number; failed: number };
  progress: SlaSweepProgress;
}

/** Time was up, or another run has taken over: what was stored is where the next run goes on. */
export class SweepCut extends Error {
  override readonly name = 'SweepCut';
}

/**
 * A page in its turn. One that is refused as one too many is asked for again, more slowly; how long a token holds nobody
 * documents, so one that is refused is dropped, and the look begins anew.
 * @throws SweepCut when there is no time left
 */
export async function pageInTurn(
  ports: SweepSlasPorts,
  sweep: Sweep,
  which: Parameters<SlaSearch['page']>[0],
): Promise<{ readonly slas: readonly FoundSla[]; readonly next?: string }> {
  let { from } = which;
  for (;;) {
    await takeTurnOrCut(ports, sweep);
    try {
      return await ports.slas.page({ ...which, from });
    } catch (error) {
      if (error instanceof ThrottledError) slowDown(sweep.pace);
      else if (error instanceof SearchRefusedError && from !== undefined) {
        ports.log.error('token of a search refused; it begins again without', describeError(error));
        from = undefined;
      } else throw error;
    }
  }
}

/** Reads a case in its turn. @throws SweepCut when there is no time left */
export async function readInTurn(
  ports: SweepSlasPorts,
  sweep: Sweep,
  caseId: string,
  fieldIds: readonly string[],
): Promise<FreshCase | undefined> {
  for (;;) {
    await takeTurnOrCut(ports, sweep);
    try {
      return await ports.cases.read(caseId, fieldIds);
    } catch (error) {
      if (!(error instanceof ThrottledError)) throw error;
      slowDown(sweep.pace);
    }
  }
}

async function takeTurnOrCut(ports: SweepSlasPorts, sweep: Sweep): Promise<void> {
  if (!(await takeTurn(ports, sweep.pace, sweep.stopAt))) throw new SweepCut('time is up');
  sweep.counts.calls += 1;
}

/** @throws SweepCut when another run has written since */
export async function save(ports: SweepSlasPorts, sweep: Sweep, progress: SlaSweepProgress): Promise<void> {
  if (!(await ports.rows.save(progress))) throw new SweepCut('another run of the sweep is under way');
  sweep.progress = { ...progress, version: progress.version + 1 };
}
