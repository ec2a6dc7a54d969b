import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { allowances } from './permissions.ts';

/**
 * A paused clock shows agents no native SLA that runs on: where nothing goes wrong, the one that was open is removed soon. At the end
 * of a story no clock is paused any more, since every pause has its cap.
 */
export function findSlaInPause(evidence: Evidence, known: KnownCase): Violation[] {
  const { item, history, hasEventFaults, expected } = known;
  if (item === undefined || hasEventFaults) return [];
  const { caseId, changes } = history;
  const isCalm = (from: number, until: number): boolean =>
    evidence.faults.every((fault) => fault.to + allowances.felt < from || fault.from - allowances.lookAhead > until) &&
    changes.every(({ by, at }) => by !== 'people' || at <= from || at > until);
  const stops = expected.cycles.flatMap(({ cycle: { pauses, endedAt } }) => [
    ...pauses.filter(({ reason }) => reason === 'closed').map(({ from }) => from),
    ...(endedAt === undefined ? [] : [endedAt]),
  ]);
  return expected.cycles.flatMap(({ cycle: { row, pauses } }): Violation[] => {
    if (row.native?.by !== 'mirror') return [];
    const { slaName } = row.native;
    const deeds = evidence.deeds.filter(
      ({ caseId: of, kind, what }) => of === caseId && kind.startsWith('sla-') && what.startsWith(`${slaName} `),
    );
    return pauses.flatMap(({ from, to, reason }): Violation[] => {
      if (reason === 'closed') return [];
      const until = from + allowances.notice;
      if (to < until || until > evidence.endedAt || !isCalm(from, until)) return [];
      const last = deeds.findLast(({ at }) => at <= until);
      // What has been met runs no more, though nobody has removed it.
      if (last?.kind !== 'sla-attached' || stops.some((at) => at >= last.at && at <= from)) return [];
      const sentence = `case ${caseId}: its clock was paused at ${timeText(from)}, and at ${timeText(until)} native SLA ${slaName} still ran, although nothing was in the way`;
      return [{ check: 'slow', caseId, about: slaName, sentence }];
    });
  });
}
