import type { CaseItem, ClockState, SettledCycle, SettledKind } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import { instantOf } from '../instants.ts';
import type { Cycle } from './cycle.ts';

/*
 * How far the clocks of an item have been settled, as it is stored and as a replay begins with it. It must say everything
 * that a replay of the facts until then would have come to, since those facts are gone.
 */

/** What a replay of one kind has come to at an instant. */
export interface KindState {
  readonly cycles: readonly Cycle[];
  readonly cancelledAt: number | undefined;
  readonly isDone: boolean;
  readonly hasMatched: boolean;
}

export function storeKind({ cycles, cancelledAt, isDone, hasMatched }: KindState): SettledKind {
  const last = cycles.at(-1);
  return {
    isDone,
    hasMatched,
    ...(cancelledAt === undefined ? {} : { cancelledAt: instantOf(cancelledAt) }),
    ...(last === undefined ? {} : { last: storeCycle(last) }),
  };
}

/**
 * Where the replay of a kind begins; undefined when nothing was settled. Under another policy than the one by which it was
 * settled only that counts which outlasts a policy.
 */
export function restoreKind(
  settled: CaseItem['settled'],
  kind: ClockState['kind'],
  rows: readonly ClockPolicy[],
  policyHash: string,
): KindState | undefined {
  if (settled === undefined) return undefined;
  const stored = settled.kinds[kind];
  const isDone = stored?.isDone ?? false;
  if (settled.policyHash !== policyHash) return { cycles: [], cancelledAt: undefined, isDone, hasMatched: true };
  const row = rows.find(({ name }) => name === stored?.last?.policy);
  return {
    cycles: stored?.last === undefined || row === undefined ? [] : [restoreCycle(stored.last, row)],
    cancelledAt: stored?.cancelledAt === undefined ? undefined : Date.parse(stored.cancelledAt),
    isDone,
    hasMatched: stored?.hasMatched ?? false,
  };
}

function storeCycle(cycle: Cycle): SettledCycle {
  const { end } = cycle;
  return {
    policy: cycle.row.name,
    cycle: cycle.number,
    startedAt: instantOf(cycle.startedAt),
    ...(cycle.takenOverAt === undefined ? {} : { takenOverAt: instantOf(cycle.takenOverAt) }),
    countedFrom: instantOf(cycle.countedFrom),
    keptMilliseconds: cycle.keptMilliseconds,
    pauses: cycle.pauses.map(({ from, to, reason }) => ({
      from: instantOf(from),
      ...(to === Number.POSITIVE_INFINITY ? {} : { to: instantOf(to) }),
      reason,
    })),
    isHeld: cycle.isHeld,
    ...(end === undefined
      ? {}
      : {
          end: {
            at: instantOf(end.at),
            by: end.by,
            verdict: end.verdict,
            ...(end.deadline === undefined ? {} : { deadline: instantOf(end.deadline) }),
          },
        }),
    skipped: Object.fromEntries([...cycle.skipped].map(([key, at]) => [key, instantOf(at)])),
  };
}

function restoreCycle(stored: SettledCycle, row: ClockPolicy): Cycle {
  const { end, takenOverAt } = stored;
  return {
    kind: row.kind,
    number: stored.cycle,
    startedAt: Date.parse(stored.startedAt),
    row,
    takenOverAt: takenOverAt === undefined ? undefined : Date.parse(takenOverAt),
    countedFrom: Date.parse(stored.countedFrom),
    keptMilliseconds: stored.keptMilliseconds,
    pauses: stored.pauses.map(({ from, to, reason }) => ({
      from: Date.parse(from),
      to: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
      reason,
    })),
    isHeld: stored.isHeld,
    end:
      end === undefined
        ? undefined
        : {
            at: Date.parse(end.at),
            by: end.by,
            verdict: end.verdict,
            deadline: end.deadline === undefined ? undefined : Date.parse(end.deadline),
          },
    skipped: new Map(Object.entries(stored.skipped).map(([key, at]) => [key, Date.parse(at)])),
  };
}
