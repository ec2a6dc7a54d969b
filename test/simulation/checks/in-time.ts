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
  // Of a change that comes within moments of a level nobody knows yet when the level is looked at; and one that comes while the look
  // may still be to come may stop the clock before it, and start it again long after.
  // What Casewarden writes itself is a consequence of levels, and no clock of a story follows it.
  const isCrossed = (at: number, lookTakes: number): boolean =>
    history.changes.some(
      ({ by, at: changedAt }) =>
        by === 'people' && at - allowances.levelActs <= changedAt && changedAt <= at + lookTakes,
    );
  const isCalm = (at: number, lookTakes: number): boolean =>
    !isCrossed(at, lookTakes) &&
    disturbing.every(({ from, to }) => to + allowances.felt < at || from - allowances.lookAhead > at);
  const slow = (about: string, since: number, until: number, allowed: number, lookTakes: number): Violation[] => {
    if (until - since <= allowed + skew || since + allowed > evidence.endedAt || !isCalm(since, lookTakes)) return [];
    const sentence = `case ${caseId}: ${about} should have been looked after at ${timeText(since)}, and was at ${timeText(until)}, although nothing was in the way`;
    return [{ check: 'slow', caseId, about, sentence }];
  };
  const moments = momentsOf(known);
  // Only an event starts a chain through the inbox: a moment shortly after another is left to the next tick, which comes within a
  // minute of the one before it. Source: lambda/handlers/advance/run.ts, sendNearLevel
  const levelTakes = (at: number): number => {
    const before = moments.filter((one) => one < at && one > at - allowances.tickPeriod - allowances.levelActs);
    return (
      Math.max(0, ...before.map((one) => one + allowances.tickPeriod + allowances.levelActs - at)) +
      allowances.levelActs
    );
  };
  const levels = known.expected.cycles.flatMap(({ kind, number, cycle }) => {
    const clock = item.clocks.find((one) => one.kind === kind && one.cycle === number);
    return [...cycle.levels].flatMap(([key, { at, state }]) => {
      const fired = clock?.levels[key];
      if (state !== 'fired' || fired?.state !== 'fired') return [];
      return slow(`level ${key}`, at, Date.parse(fired.at), levelTakes(at), levelTakes(at));
    });
  });
  const effects = Object.values(item.effects).flatMap((effect) => {
    // What had to be tried twice takes as long as its pauses.
    if (effect.attempt > 1 || effect.level === 'native' || effect.status !== 'done') return [];
    return slow(effect.key, Date.parse(effect.owedAt), endOf(effect), allowances.effectTakes, allowances.levelActs);
  });
  return [...levels, ...effects];
}

/** When clocks of the case were looked at for the time alone: at their levels, and when a pause had lasted for as long as it may. */
function momentsOf({ expected }: KnownCase): readonly number[] {
  return expected.cycles.flatMap(({ cycle }) => [
    ...[...cycle.levels.values()].map(({ at }) => at),
    ...cycle.pauses
      .filter(({ from, to }) => to - from >= 1000 * (cycle.row.pause?.atMostSeconds ?? Infinity))
      .map(({ to }) => to),
  ]);
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
