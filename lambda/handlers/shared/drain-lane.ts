import type { Effect } from '../../contract/case-item.ts';
import type { LaneName } from '../../contract/primitives.ts';
import type { ApiName } from '../../contract/quota-profile.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { LaneLease } from '../../domain/ports.ts';
import { keepLane, takeLane, type LaneHold } from './hold-lane.ts';
import { passOver } from './pass-over.ts';
import { createRunTurns } from './turns.ts';
import { createVisits, type Visits } from './visits.ts';
import { isBeyondSupply, visitTogether, type Digester } from './visit-together.ts';
import { visitCase, type LaneRun, type LaneWorkPorts } from './visit-case.ts';

export interface LanePorts extends LaneWorkPorts {
  readonly lease: LaneLease;
  /** Puts notices of several cases together when more wait than can be sent. @default never */
  readonly digester?: Digester | undefined;
}

export interface LaneSettings {
  readonly lane: LaneName;
  /** The calls that performing these effects takes, of which the run waits for its turns; the tightest API last. */
  readonly callsFor: (effects: readonly Effect[]) => readonly ApiName[];
  /** Time-out of the function; the run begins nothing new shortly before it. */
  readonly timeoutSeconds: number;
  /** True when the ready effects of one case are performed in one call. @default false */
  readonly together?: boolean;
}

/** Time kept before the function's time-out for what has been begun: two calls that hang, and writing the outcome. */
const reserveSeconds = 30;
/** Few at a time, so that a more severe case that comes up meanwhile does not wait for a long page. */
const pageSize = 10;

/**
 * Drains one lane: takes its lease, visits ready cases in order of severity and lateness until none is left or time is up,
 * and releases the lease in any case. Does nothing when another run holds the lease, since that run looks once more after
 * it has let go.
 * @throws what the last case that could not be visited threw; every other has had its turn then
 */
export async function drainLane(ports: LanePorts, settings: LaneSettings): Promise<void> {
  const run: LaneRun = {
    lane: settings.lane,
    together: settings.together ?? false,
    callsFor: settings.callsFor,
    turns: createRunTurns(),
    stopAt: addSeconds(ports.clock.now(), settings.timeoutSeconds - reserveSeconds),
  };
  const visits = createVisits();
  const failures: unknown[] = [];
  do {
    const hold = await takeLane(ports, run.lane, run.stopAt);
    if (hold === undefined) break;
    let hasTime: boolean;
    try {
      hasTime = await visitAll(ports, run, hold, visits, failures);
    } finally {
      await ports.lease.release(run.lane, hold.holder);
    }
    if (!hasTime) break;
    // A hint that came while the lease was held did nothing: look once more now that it is free.
  } while ((await nextCases(ports, run, visits)).length > 0);
  if (failures.length > 0) throw failures.at(-1);
}

/** @returns false when cases are left for which this run has no time, or which are another run's by now */
async function visitAll(
  ports: LanePorts,
  run: LaneRun,
  hold: LaneHold,
  visits: Visits,
  failures: unknown[],
): Promise<boolean> {
  const { digester } = ports;
  for (;;) {
    if (!(await keepLane(ports, hold))) return false;
    const caseIds = await nextCases(ports, run, visits);
    if (caseIds.length === 0) return ports.clock.now() < run.stopAt;
    if (digester !== undefined && caseIds.length >= pageSize) {
      const noticePorts = { ...ports, digester };
      if (await isBeyondSupply(noticePorts, run)) {
        for (const caseId of caseIds) visits.count(caseId, ports.clock.now());
        if (!(await visitTogether(noticePorts, run, { hold, caseIds, failures }))) return false;
        continue;
      }
    }
    for (const [place, caseId] of caseIds.entries()) {
      if (ports.clock.now() >= run.stopAt || !(await keepLane(ports, hold))) return false;
      visits.count(caseId, ports.clock.now());
      run.turns.inSight = caseIds.length - place;
      if (!(await visitGuarded(ports, run, caseId, failures))) return false;
    }
  }
}

/** What is wrong with one case keeps no other waiting; a ledger that is away concerns them all. */
async function visitGuarded(ports: LanePorts, run: LaneRun, caseId: string, failures: unknown[]): Promise<boolean> {
  try {
    return await visitCase(ports, run, caseId);
  } catch (error) {
    passOver(ports, run, caseId, failures, error);
    return true;
  }
}

/** Ready cases that this run may visit now; none when its time is up. */
async function nextCases(ports: LaneWorkPorts, run: LaneRun, visits: Visits): Promise<readonly string[]> {
  const now = ports.clock.now();
  if (now >= run.stopAt) return [];
  // Cases that are exhausted keep their marker, so the page must reach past them.
  const caseIds = await ports.ledger.readyCases(run.lane, pageSize + visits.exhausted(now));
  return caseIds.filter((caseId) => visits.mayVisit(caseId));
}
