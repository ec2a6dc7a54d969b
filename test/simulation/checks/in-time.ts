import type { Evidence, InjectedFault, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { allowances, endOf, skewOf } from './permissions.ts';

/**
 * Where no fault is near, a level is acted upon the moment it comes and what it owes is done soon after: one tick that fails costs
 * nothing, since the next one still looks far enough ahead.
 */
export function findSlow(evidence: Evidence, known: KnownCase): Violation[] {
  const { item, history, hasEventFaults } = known;
  if (item === undefined || hasEventFaults) return [];
  const { caseId } = history;
  const skew = skewOf(evidence);
  const disturbing = evidence.faults.filter((fault) => !isLoneTick(fault, evidence.faults));
  // Of a change that comes within moments of a level nobody knows yet when the level is looked at.
  // What Casewarden writes itself is a consequence of levels, and no clock of a story follows it.
  const isCrossed = (at: number): boolean =>
    history.changes.some(
      ({ by, at: changedAt }) => by === 'people' && Math.abs(changedAt - at) <= allowances.levelActs,
    );
  const isCalm = (at: number): boolean =>
    !isCrossed(at) && disturbing.every(({ from, to }) => to + allowances.felt < at || from - allowances.lookAhead > at);
  const slow = (about: string, since: number, until: number, allowed: number): Violation[] => {
    if (until - since <= allowed + skew || since + allowed > evidence.endedAt || !isCalm(since)) return [];
    const sentence = `case ${caseId}: ${about} should have been looked after at ${timeText(since)}, and was at ${timeText(until)}, although nothing was in the way`;
    return [{ check: 'slow', caseId, about, sentence }];
  };
  const levels = known.expected.cycles.flatMap(({ kind, number, cycle }) => {
    const clock = item.clocks.find((one) => one.kind === kind && one.cycle === number);
    return [...cycle.levels].flatMap(([key, { at, state }]) => {
      const fired = clock?.levels[key];
      if (state !== 'fired' || fired?.state !== 'fired') return [];
      return slow(`level ${key}`, at, Date.parse(fired.at), allowances.levelActs);
    });
  });
  const effects = Object.values(item.effects).flatMap((effect) => {
    // What had to be tried twice takes as long as its pauses.
    if (effect.attempt > 1 || effect.level === 'native' || effect.status !== 'done') return [];
    return slow(effect.key, Date.parse(effect.owedAt), endOf(effect), allowances.effectTakes);
  });
  return [...levels, ...effects];
}

/** A fault by which one tick failed, with no other tick struck so near to it that both could have been needed. */
function isLoneTick(fault: InjectedFault, faults: readonly InjectedFault[]): boolean {
  // A tick that is slow does not fail: what it sends comes late.
  const isOfTick = ({ name, call }: InjectedFault): boolean =>
    call?.runId.startsWith('tick-') === true && name !== 'slow';
  return (
    isOfTick(fault) &&
    faults.every(
      (other) => other === fault || !isOfTick(other) || Math.abs(other.from - fault.from) > 2 * allowances.lookAhead,
    )
  );
}
