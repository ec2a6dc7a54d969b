import type { ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import type { ClockKind } from '../../contract/primitives.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { levelKey } from './identity.ts';
import { reachedAt, type Counting, type Span } from './moments.ts';
import { pauseBegins, pauseEnds } from './rows.ts';
import type { Moment } from './timeline.ts';

/** A cycle while it is derived. Instants are epoch milliseconds. Changed by the functions of this folder only. */
export interface Cycle extends Counting {
  readonly kind: ClockKind;
  readonly number: number;
  readonly startedAt: number;
  row: ClockPolicy;
  takenOverAt: number | undefined;
  countedFrom: number;
  keptMilliseconds: number;
  readonly pauses: Span[];
  /** True from the begin of a pause, whose span is the last one then, until its condition has ended; also after its cap. */
  isHeld: boolean;
  end: CycleEnd | undefined;
  /** Level key -> when it was skipped. */
  readonly skipped: Map<string, number>;
}

export interface CycleEnd {
  readonly at: number;
  readonly by: NonNullable<ClockState['endedBy']>;
  readonly verdict: 'met' | 'met-late' | 'cancelled';
  readonly deadline: number | undefined;
}

export function newCycle(row: ClockPolicy, number: number, startedAt: number): Cycle {
  return {
    kind: row.kind,
    number,
    startedAt,
    row,
    takenOverAt: undefined,
    countedFrom: startedAt,
    keptMilliseconds: 0,
    pauses: [],
    isHeld: false,
    end: undefined,
    skipped: new Map(),
  };
}

export function capMilliseconds(row: ClockPolicy): number {
  return (row.pause?.atMostSeconds ?? Number.POSITIVE_INFINITY) * 1000;
}

/** Begins or ends a pause by the row's condition. */
export function pauseOrResume(cycle: Cycle, moment: Moment): void {
  const { row } = cycle;
  const { at, fieldOf } = moment;
  const last = cycle.pauses.at(-1);
  if (cycle.isHeld && last !== undefined && last.to <= at) {
    // A take-over at this instant has looked at what was before.
    cycle.isHeld = staysHeld(cycle.takenOverAt === at ? at : last.to, moment, row, row);
  }
  if (cycle.isHeld) {
    if (pauseEnds(row, fieldOf)) endPause(cycle, at);
  } else if (pauseBegins(row, fieldOf)) {
    cycle.pauses.push({ from: at, to: at + capMilliseconds(row), reason: 'condition' });
    cycle.isHeld = true;
  }
}

/** Whether the condition of a pause that its cap has ended still holds without a break, so that no new one may begin. */
export function staysHeld(
  cappedAt: number,
  { at, fieldOf, before }: Moment,
  rowBefore: ClockPolicy,
  row: ClockPolicy,
): boolean {
  return (cappedAt === at || pauseBegins(rowBefore, before)) && pauseBegins(row, fieldOf);
}

export function endPause(cycle: Cycle, at: number): void {
  const last = cycle.pauses.at(-1);
  if (cycle.isHeld && last !== undefined) last.to = Math.min(last.to, at);
  cycle.isHeld = false;
}

/** Ends the cycle, and with it a pause that is under way. Met exactly at the deadline is met. */
export function endCycle(cycle: Cycle, calendar: Calendar, at: number, by: CycleEnd['by']): void {
  // Judged as nobody knew yet that its pause would end: while nothing is known to end it, there is no deadline to miss.
  const deadline = reachedAt(cycle, calendar, cycle.row.targetSeconds * 1000);
  endPause(cycle, at);
  const isLate = deadline !== undefined && at > deadline;
  const stopped = isLate ? 'met-late' : 'met';
  cycle.end = { at, by, verdict: by === 'stop' ? stopped : 'cancelled', deadline };
}

/** Skips levels of the cycle's row; one that was skipped before stays so. */
export function skipLevels(cycle: Cycle, at: number, isPast: (level: ClockPolicy['levels'][number]) => boolean): void {
  for (const level of cycle.row.levels) {
    const key = levelKey(cycle.row.name, level.name);
    if (!cycle.skipped.has(key) && isPast(level)) cycle.skipped.set(key, at);
  }
}
