import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { endOf } from './permissions.ts';
import { faultsFeltBy } from './sweep-sees.ts';

/**
 * Once nothing goes wrong any more, everything that is due is finished within two sweep periods or, where that is longer, what
 * quotas ask for and a twentieth more. What comes to be due later has as long.
 */
export function findLate(evidence: Evidence, known: KnownCase): Violation[] {
  const { sweepPeriod, quotaBound } = evidence;
  const allowed = Math.max(2 * sweepPeriod, 1.05 * quotaBound);
  const lastFault = Math.max(0, ...faultsFeltBy(evidence, known.history.caseId).map(({ to }) => to));
  return Object.values(known.item?.effects ?? {}).flatMap((effect) => {
    // By another policy the level comes at another time.
    const isOfPolicy = effect.policyHash === evidence.policyHash;
    const owed = isOfPolicy ? known.told.owed.find(({ key }) => key === effect.key) : undefined;
    const owedAt = Date.parse(effect.owedAt);
    // What was needed no more and came to be needed again is owed anew.
    const dueAt = owed === undefined || owed.until <= owedAt ? owedAt : owed.since;
    const limit = Math.max(dueAt, lastFault) + allowed;
    const ended = endOf(effect);
    if (ended <= limit || evidence.endedAt <= limit) return [];
    const { caseId } = known.history;
    const sentence = `case ${caseId}: ${effect.key} was due at ${timeText(dueAt)}, the last fault was over at ${timeText(lastFault)}, and it ended at ${timeText(ended)}, later than ${timeText(limit)}`;
    return [{ check: 'late' as const, caseId, about: effect.key, sentence }];
  });
}
