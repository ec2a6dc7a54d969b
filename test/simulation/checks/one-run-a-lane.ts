import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { skewOf } from './permissions.ts';

const ofLane = /^dispatch-(?<lane>.+)-\d+$/;

/** Whoever reads or acts for a lane holds its lease, so that a lane has one run at a time. */
export function findUnleased(evidence: Evidence, { history: { caseId } }: KnownCase): Violation[] {
  const skew = skewOf(evidence);
  const done = [...evidence.reads, ...evidence.deeds].filter((one) => one.caseId === caseId);
  return done.flatMap(({ at, runId }): Violation[] => {
    const lane = ofLane.exec(runId)?.groups?.['lane'];
    if (lane === undefined) return [];
    const isHeld = evidence.leases.some(
      (lease) =>
        lease.lane === lane &&
        lease.holder.startsWith(`${runId}-`) &&
        lease.from <= at &&
        at < Math.min(lease.releasedAt ?? Infinity, lease.until + skew),
    );
    if (isHeld) return [];
    const sentence = `case ${caseId}: ${runId} worked on it at ${timeText(at)} without the lease of lane ${lane}`;
    return [{ check: 'lane overrun', caseId, about: lane, sentence }];
  });
}
