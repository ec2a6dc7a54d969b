import type { CaseItem, ClockPause, ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy, Level } from '../../contract/compiled-policy.ts';
import { clockKinds } from '../../contract/primitives.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { instantOf } from '../instants.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { deriveAdopted } from './adopted.ts';
import type { Cycle } from './cycle.ts';
import { deriveCycles } from './derive.ts';
import { levelKey } from './identity.ts';
import { isSame } from './is-same.ts';
import { levelMoment, reachedAt, type Span } from './moments.ts';
import { rowsFor } from './rows.ts';
import { readFacts } from './timeline.ts';

/** A clock as the facts make it, with what is needed to act on it. */
export interface DerivedClock {
  readonly state: ClockState;
  /** The row that it follows; undefined for a cycle that another policy has judged. */
  readonly row: ClockPolicy | undefined;
  /** When the level is to be acted upon, in epoch milliseconds; undefined when nothing is known to bring it about. */
  readonly momentOf: (level: Level) => number | undefined;
}

/** Kinds in the order in which clocks that start together stand in the item. */
const kindOrder: readonly ClockState['kind'][] = [...clockKinds, 'adopted'];

/**
 * Every clock of the item as its facts make it, oldest first; levels that have fired are those of the stored clock.
 * @param since the earliest instant of which something new is known: verdicts of before stay as they were given
 * @param now decides only whether a pause that its cap ends is still open
 */
export function deriveClocks(
  item: CaseItem,
  running: RunningPolicy,
  since: string | undefined,
  now: string,
): readonly DerivedClock[] {
  const rows = rowsFor(running.policy, item.templateId);
  const judged = item.clocks.filter((clock) => isJudgedByOther(clock, running.hash));
  const facts = readFacts(item);
  const judgedUntil = judged.reduce((last, { endedAt }) => Math.max(last, Date.parse(endedAt ?? '')), -1);
  const derived = judged.map((state): DerivedClock => ({ state, row: undefined, momentOf: () => undefined }));
  for (const kind of clockKinds) {
    if (!rows.some((row) => row.kind === kind)) continue;
    const ofKind = judged.filter((clock) => clock.kind === kind);
    for (const cycle of deriveCycles({
      kind,
      rows,
      facts,
      running,
      judged: ofKind,
      judgedUntil,
      settled: item.settled,
    })) {
      derived.push(frozen(item, cycle, running, since) ?? toDerived(item, cycle, running, now));
    }
  }
  derived.push(...deriveAdopted(item, running, facts, judged));
  return derived.toSorted(({ state: left }, { state: right }) => {
    if (left.startedAt !== right.startedAt) return left.startedAt < right.startedAt ? -1 : 1;
    return kindOrder.indexOf(left.kind) - kindOrder.indexOf(right.kind) || left.cycle - right.cycle;
  });
}

/** The stored clock of that kind and cycle. */
export function storedClock(
  item: CaseItem | undefined,
  clock: Pick<ClockState, 'kind' | 'cycle'>,
): ClockState | undefined {
  return item?.clocks.find(({ kind, cycle }) => kind === clock.kind && cycle === clock.cycle);
}

/** Ended under another policy, or before evidence was kept (schema version 1). */
export function isJudgedByOther({ verdict, policyHash, endedBy }: ClockState, hash: string): boolean {
  return verdict !== 'running' && (policyHash !== hash || endedBy === undefined);
}

/** A verdict that was given before everything that is new, kept as it is: calendars may have changed since. */
function frozen(
  item: CaseItem,
  { kind, number, end, row }: Cycle,
  running: RunningPolicy,
  since: string | undefined,
): DerivedClock | undefined {
  const stored = storedClock(item, { kind, cycle: number });
  if (end === undefined || stored?.endedAt === undefined || stored.policyHash !== running.hash) return undefined;
  if (since !== undefined && stored.endedAt >= since) return undefined;
  return Date.parse(stored.endedAt) === end.at ? { state: stored, row, momentOf: () => undefined } : undefined;
}

function toDerived(item: CaseItem, cycle: Cycle, running: RunningPolicy, now: string): DerivedClock {
  const calendar = running.calendarOf(cycle.row.calendar);
  const stored = storedClock(item, { kind: cycle.kind, cycle: cycle.number });
  const deadline =
    cycle.end === undefined ? reachedAt(cycle, calendar, cycle.row.targetSeconds * 1000) : cycle.end.deadline;
  const last = cycle.pauses.at(-1);
  const state: ClockState = {
    kind: cycle.kind,
    cycle: cycle.number,
    policy: cycle.row.name,
    policyHash: running.hash,
    startedAt: instantOf(cycle.startedAt),
    ...(cycle.takenOverAt === undefined ? {} : { takenOverAt: instantOf(cycle.takenOverAt) }),
    keptMilliseconds: cycle.keptMilliseconds,
    targetSeconds: cycle.row.targetSeconds,
    pauses: toPauses(cycle.pauses),
    isPaused: cycle.end === undefined && last !== undefined && last.to > Date.parse(now),
    ...(deadline === undefined ? {} : { deadline: instantOf(deadline) }),
    ...(cycle.end === undefined
      ? { verdict: 'running' }
      : { verdict: cycle.end.verdict, endedAt: instantOf(cycle.end.at), endedBy: cycle.end.by }),
    ...(stored?.breachedAt === undefined ? {} : { breachedAt: stored.breachedAt }),
    levels: {
      ...levelsBeforePinning(item.pinnedAt, cycle, calendar),
      ...skippedLevels(cycle.skipped),
      ...firedLevels(stored),
    },
  };
  return {
    state: stored !== undefined && isSame({ ...state, nextMomentAt: stored.nextMomentAt }, stored) ? stored : state,
    row: cycle.row,
    momentOf: (level) => levelMoment(cycle, calendar, level),
  };
}

function toPauses(spans: readonly Span[]): ClockPause[] {
  return spans
    .filter(({ from, to }) => from < to)
    .map(({ from, to, reason }) => ({
      from: instantOf(from),
      ...(to === Number.POSITIVE_INFINITY ? {} : { to: instantOf(to) }),
      reason,
    }));
}

function skippedLevels(skipped: ReadonlyMap<string, number>): ClockState['levels'] {
  const levels: ClockState['levels'] = {};
  for (const [key, at] of skipped) levels[key] = { at: instantOf(at), state: 'skipped' };
  return levels;
}

/**
 * A new policy comes to a case as a retroactive row does: what its levels would have asked for before is not made good in a
 * burst.
 */
function levelsBeforePinning(pinnedAt: string | undefined, cycle: Cycle, calendar: Calendar): ClockState['levels'] {
  if (pinnedAt === undefined) return {};
  const past = cycle.row.levels.filter(
    (level) => (levelMoment(cycle, calendar, level) ?? Infinity) < Date.parse(pinnedAt),
  );
  return Object.fromEntries(
    past.map(({ name }) => [levelKey(cycle.row.name, name), { at: pinnedAt, state: 'skipped' as const }]),
  );
}

/** Levels that have fired stay fired. */
export function firedLevels(stored: ClockState | undefined): ClockState['levels'] {
  const levels: ClockState['levels'] = {};
  for (const [key, level] of Object.entries(stored?.levels ?? {})) if (level.state === 'fired') levels[key] = level;
  return levels;
}
