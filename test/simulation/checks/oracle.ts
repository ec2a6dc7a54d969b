import type { Action, ClockPolicy, CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Fact } from '../../domain/timelines/facts.ts';
import { whatShouldHaveHappened, type Cycle } from '../../domain/timelines/naive-model.ts';
import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CaseHistory, Change } from './evidence.ts';
import { flagsOf } from './hours.ts';
import { nothingLost, type Hearing } from './sweep-sees.ts';

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
 * @param hearing as of when what lost events tell is known; what is not known counts as not having happened
 */
export function expectedOf(
  policy: CompiledPolicy,
  history: CaseHistory,
  end: number,
  { heardAt, assumed }: Pick<Hearing, 'heardAt' | 'assumed'> = nothingLost,
): Expected {
  const { caseId, templateId, createdAt, deletedAt, deletionEventId } = history;
  const knownAt = (eventId: string, at: number): number =>
    heardAt.has(eventId) ? (heardAt.get(eventId) ?? Infinity) : at;
  const facts: Fact[] = history.changes
    .map(({ at, fields, eventId }) => ({
      at: knownAt(eventId, at),
      fields: Object.fromEntries(policy.decidingFieldIds.map((id) => [id, fields[id] ?? null])),
    }))
    .filter(({ at }) => at <= end);
  // What is told of the creation counts.
  if (assumed !== undefined && !facts.some(({ at }) => at === createdAt))
    facts.unshift({ at: createdAt, fields: assumed });
  const knownDeletedAt = deletedAt === undefined ? Infinity : knownAt(deletionEventId ?? '', deletedAt);
  if (knownDeletedAt <= end) facts.push({ at: knownDeletedAt, deleted: true });
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

/** What a case is taken to have begun with. */
export type Assumed = Readonly<Record<string, FieldValue>>;

/** What a case that a sweep has shown with these fields is taken to have begun with. Source: docs/decisions/0013, "A case that nobody knew". */
export function assumedOf(policy: CompiledPolicy, templateId: string, fields: Change['fields']): Assumed {
  const choosing = policy.policies
    .filter((row) => row.for.templateId === templateId)
    .flatMap((row) => row.for.where.map(({ fieldId }) => fieldId));
  const chosen = choosing.map((id): [string, FieldValue] => [id, fields[id] ?? null]);
  return { ...Object.fromEntries(chosen), status: 'open' };
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
