import type { Action, ClockPolicy, CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Fact } from '../../domain/timelines/facts.ts';
import { whatShouldHaveHappened, type Cycle } from '../../domain/timelines/naive-model.ts';
import type { CaseHistory } from './evidence.ts';
import { flagsOf } from './hours.ts';

/*
 * What should have happened to a case, from its history alone: by the naive model of docs/decisions/0009, which shares no
 * code with lambda/domain. Instants are epoch milliseconds.
 */

/** One thing that a level which has come owes. */
export interface Owed {
  readonly caseId: string;
  readonly key: string;
  readonly kind: Action['kind'];
  readonly action: Action;
  readonly row: ClockPolicy;
  /** When the level came. */
  readonly since: number;
  /** From when nobody needs it any more: answered, cancelled, taken over, deleted; infinite while it is needed. */
  readonly until: number;
}

export interface ExpectedCycle {
  readonly kind: ClockPolicy['kind'];
  readonly number: number;
  readonly cycle: Cycle;
}

export interface Expected {
  readonly cycles: readonly ExpectedCycle[];
  readonly owed: readonly Owed[];
}

/**
 * @param end nothing that happens later counts
 * @param isTold whether the event of that id was told to anybody; what was not told counts as not having happened
 */
export function expectedOf(
  policy: CompiledPolicy,
  history: CaseHistory,
  end: number,
  isTold: (eventId: string) => boolean = () => true,
): Expected {
  const { caseId, templateId, createdAt, deletedAt, deletionEventId } = history;
  const facts: Fact[] = history.changes
    .filter(({ at, eventId }) => at <= end && isTold(eventId))
    .map(({ at, fields }) => ({
      at,
      fields: Object.fromEntries(policy.decidingFieldIds.map((id) => [id, fields[id] ?? null])),
    }));
  const isDeleted = deletedAt !== undefined && deletedAt <= end && isTold(deletionEventId ?? '');
  if (isDeleted) facts.push({ at: deletedAt, deleted: true });
  const timeline = { templateId, createdAt, rows: policy.policies, facts };
  const numbers = new Map<string, number>();
  const cycles = whatShouldHaveHappened(timeline, flagsOf(policy), end).map((cycle): ExpectedCycle => {
    const { kind } = cycle.row;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return { kind, number, cycle };
  });
  return { cycles, owed: cycles.flatMap((cycle) => owedBy(policy, caseId, cycle)) };
}

function owedBy(policy: CompiledPolicy, caseId: string, { number, cycle }: ExpectedCycle): Owed[] {
  return [...cycle.levels].flatMap(([name, { at, state }]) => {
    if (state !== 'fired') return [];
    const [rowName, levelName] = name.split(':');
    const row = policy.policies.find((one) => one.name === rowName);
    const level = row?.levels.find((one) => one.name === levelName);
    if (row === undefined || level === undefined) throw new Error(`level ${name} is not in the policy`);
    return level.actions.map((action, index) => ({
      caseId,
      key: `${row.name}:${number}:${level.name}:${index}-${action.kind}`,
      kind: action.kind,
      action,
      row,
      since: at,
      until: needEnds(cycle, row.name, at),
    }));
  });
}

/** The first instant from `since` on at which the cycle is closed, be it for a while, or another row has it. */
function needEnds(cycle: Cycle, rowName: string, since: number): number {
  const closed = cycle.pauses.filter(({ reason, from }) => reason === 'closed' && from >= since);
  const others = cycle.followed.filter(({ at, row }) => row !== rowName && at >= since);
  const ends = [...closed.map(({ from }) => from), ...others.map(({ at }) => at), cycle.endedAt ?? Infinity];
  return Math.min(...ends);
}

/** When the last level comes, if nothing happens to the cases any more; the latest news when there is none to come. */
export function lastMomentOf(policy: CompiledPolicy, histories: readonly CaseHistory[], from: number): number {
  // Long enough for the hours of every story, short enough for the flags.
  const horizon = from + 5 * 24 * 3_600_000;
  const moments = histories.flatMap((history) =>
    expectedOf(policy, history, horizon).cycles.flatMap(({ cycle }) => [
      ...[...cycle.levels.values()].map(({ at }) => at),
      ...cycle.pauses.filter(({ to }) => to < Infinity).map(({ to }) => to),
    ]),
  );
  return Math.max(from, ...moments.filter((moment) => moment < horizon));
}
