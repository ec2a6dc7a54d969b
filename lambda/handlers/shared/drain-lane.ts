import type { Effect } from '../../contract/case-item.ts';
import type { LaneName } from '../../contract/primitives.ts';
import type { ApiName } from '../../contract/quota-profile.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { LaneLease } from '../../domain/ports.ts';
import { createRunTurns } from './turns.ts';
import { visitCase, type LaneRun, type LaneWorkPorts } from './visit-case.ts';

export interface LanePorts extends LaneWorkPorts {
  readonly lease: LaneLease;
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
/** How long after the time-out leases still hold, so that a run that is being stopped cannot overlap its successor. */
const graceSeconds = 5;
/** Few at a time, so that a more severe case that comes up meanwhile does not wait for a long page. */
const pageSize = 10;
/** A case that keeps changing under us is left to the next run. */
const maximumVisits = 3;

/**
 * Drains one lane: takes its lease, visits ready cases in order of severity and lateness until none is left or time is up,
 * and releases the lease in any case. Does nothing when another run holds the lease, since that run looks once more after
 * it has let go.
 */
export async function drainLane(ports: LanePorts, settings: LaneSettings): Promise<void> {
  const startedAt = ports.clock.now();
  const run: LaneRun = {
    lane: settings.lane,
    together: settings.together ?? false,
    callsFor: settings.callsFor,
    turns: createRunTurns(),
    stopAt: addSeconds(startedAt, settings.timeoutSeconds - reserveSeconds),
    leaseUntil: addSeconds(startedAt, settings.timeoutSeconds + graceSeconds),
  };
  const visits = new Map<string, number>();
  do {
    const holder = ports.identifiers.next();
    if (!(await ports.lease.acquire(settings.lane, holder, ports.clock.now(), run.leaseUntil))) return;
    let hasTime: boolean;
    try {
      hasTime = await visitAll(ports, run, visits);
    } finally {
      await ports.lease.release(settings.lane, holder);
    }
    if (!hasTime) return;
    // A hint that came while the lease was held did nothing: look once more now that it is free.
  } while ((await nextCases(ports, run, visits)).length > 0);
}

/** @returns false when cases are left for which this run has no time */
async function visitAll(ports: LaneWorkPorts, run: LaneRun, visits: Map<string, number>): Promise<boolean> {
  for (;;) {
    const caseIds = await nextCases(ports, run, visits);
    if (caseIds.length === 0) return true;
    for (const [place, caseId] of caseIds.entries()) {
      if (ports.clock.now() >= run.stopAt) return false;
      visits.set(caseId, (visits.get(caseId) ?? 0) + 1);
      run.turns.inSight = caseIds.length - place;
      if (!(await visitCase(ports, run, caseId))) return false;
    }
  }
}

/** Ready cases that this run may still visit; none when its time is up. */
async function nextCases(
  ports: LaneWorkPorts,
  run: LaneRun,
  visits: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  if (ports.clock.now() >= run.stopAt) return [];
  const exhausted = [...visits.values()].filter((count) => count >= maximumVisits).length;
  // Cases that are exhausted keep their marker, so the page must reach past them.
  const caseIds = await ports.ledger.readyCases(run.lane, pageSize + exhausted);
  return caseIds.filter((caseId) => (visits.get(caseId) ?? 0) < maximumVisits);
}
