import type { CaseItem, ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import type { ClockKind } from '../../contract/primitives.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { holds, holdsIfAny } from './conditions.ts';
import { endCycle, newCycle, pauseOrResume, type Cycle, type CycleEnd } from './cycle.ts';
import { matchingRow } from './rows.ts';
import { restoreKind } from './settled-state.ts';
import { skipPastLevels, takeOver } from './take-over.ts';
import type { FactLine, Moment } from './timeline.ts';

/*
 * docs/decisions/0009 as a replay: the cycles of one kind follow from the facts alone, so that late, doubled and reordered
 * events end in the same state.
 */

export interface Replay {
  readonly kind: ClockKind;
  /** Rows of the case's template, of any kind. */
  readonly rows: readonly ClockPolicy[];
  readonly facts: FactLine;
  readonly running: RunningPolicy;
  /** Cycles of the kind that another policy has judged: the replay counts on from them and leaves them alone. */
  readonly judged: readonly ClockState[];
  /** What happened until then belongs to another policy. */
  readonly judgedUntil: number;
  /** What the facts of before have come to. */
  readonly settled: CaseItem['settled'];
}

/** The replay between two instants. */
interface Progress extends Replay {
  readonly cycles: Cycle[];
  open: Cycle | undefined;
  /** Nothing starts again at the instant at which a cycle was cancelled. */
  cancelledAt: number | undefined;
  /** First response only: nobody is owed one any more. */
  isDone: boolean;
  hasMatched: boolean;
}

/** The cycles of one kind, oldest first, without those that another policy has judged or that were settled before the last. */
export function deriveCycles(replay: Replay): readonly Cycle[] {
  const progress = replayFacts(replay);
  if (replay.facts.deletedAt !== undefined) end(progress, replay.facts.deletedAt, 'deleted');
  return progress.cycles;
}

/** What the facts have come to, but for the deletion. */
export function replayFacts(replay: Replay): Progress {
  const { kind, rows, facts, judged, running } = replay;
  const settled = restoreKind(replay.settled, kind, rows, running.hash);
  const cycles = [...(settled?.cycles ?? [])];
  const last = cycles.at(-1);
  const progress: Progress = {
    ...replay,
    cycles,
    open: last?.end === undefined ? last : undefined,
    cancelledAt: settled?.cancelledAt,
    isDone: settled?.isDone === true || judged.some(({ verdict }) => verdict !== 'cancelled'),
    hasMatched: settled?.hasMatched === true || judged.length > 0,
  };
  for (const moment of facts.moments) {
    if (facts.deletedAt !== undefined && moment.at >= facts.deletedAt) break;
    const row = matchingRow(rows, kind, moment.fieldOf);
    if (moment.at > replay.judgedUntil) happen(progress, moment, row);
    else progress.isDone ||= progress.open === undefined && holdsIfAny(row?.until, moment.fieldOf);
  }
  return progress;
}

/** Steps 2 to 8. */
function happen(progress: Progress, moment: Moment, row: ClockPolicy | undefined): void {
  const { at } = moment;
  stopOrCancel(progress, moment);
  if (progress.open !== undefined) {
    if (row === undefined) end(progress, at, 'unmatched');
    else if (row !== progress.open.row) follow(progress, row, moment);
  }
  reset(progress, moment);
  if (progress.open !== undefined) pauseOrResume(progress.open, moment);
  else if (row !== undefined) start(progress, row, moment);
  progress.hasMatched ||= row !== undefined;
}

function stopOrCancel(progress: Progress, moment: Moment): void {
  const { open } = progress;
  if (open === undefined) return;
  if (isStopped(open, moment)) end(progress, moment.at, 'stop');
  else if (holdsIfAny(open.row.cancel, moment.fieldOf)) end(progress, moment.at, 'cancel');
}

function isStopped(cycle: Cycle, moment: Moment): boolean {
  if (holdsIfAny(cycle.row.until, moment.fieldOf)) return true;
  if (cycle.kind === 'next-response') return isAnswered(moment);
  return cycle.kind === 'update' && isRenewed(cycle, moment);
}

function isAnswered({ signals }: Moment): boolean {
  return signals.includes('outbound') || signals.includes('agent');
}

function isRenewed({ row: { renew }, startedAt }: Cycle, { at, signals, fieldOf, before }: Moment): boolean {
  if (renew === undefined || at <= startedAt) return false;
  if (renew.comment && signals.includes('comment')) return true;
  if (renew.outbound && signals.includes('outbound')) return true;
  return renew.changedFieldIds.some((fieldId) => fieldOf(fieldId) !== before(fieldId));
}

/** Step 5. */
function follow(progress: Progress, row: ClockPolicy, moment: Moment): void {
  if (row.onChange === 'reset') {
    end(progress, moment.at, 'taken-over');
    begin(progress, row, moment.at);
  } else if (progress.open !== undefined) {
    takeOver(progress.open, row, moment, progress.running);
  }
  stopOrCancel(progress, moment);
}

/** Step 6. */
function reset(progress: Progress, { at, fieldOf, before }: Moment): void {
  const { open } = progress;
  const condition = open?.row.reset;
  if (open === undefined || condition === undefined || open.startedAt === at) return;
  if (!holds(condition, fieldOf) || holds(condition, before)) return;
  end(progress, at, 'reset');
  begin(progress, open.row, at);
}

/** Step 8. */
function start(progress: Progress, row: ClockPolicy, moment: Moment): void {
  const { at, fieldOf, signals } = moment;
  const isOver = holdsIfAny(row.until, fieldOf);
  progress.isDone ||= isOver;
  if (isOver || progress.cancelledAt === at || !holds(row.start, fieldOf) || holdsIfAny(row.cancel, fieldOf)) return;
  if (progress.kind === 'first-response' && progress.isDone) return;
  if (progress.kind === 'next-response' && (!signals.includes('inbound') || isAnswered(moment))) return;
  const cycle = reopened(progress, row, moment) ?? attached(progress, row, at) ?? begin(progress, row, at);
  pauseOrResume(cycle, moment);
}

/** The last cycle, opened again because it had been answered; undefined when the next one begins instead. */
function reopened(progress: Progress, row: ClockPolicy, moment: Moment): Cycle | undefined {
  const { at } = moment;
  const last = progress.cycles.at(-1);
  if (progress.kind !== 'resolution' || last?.end?.by !== 'stop' || row.reopen === 'reset') return undefined;
  // A verdict that was given is not taken back for a cycle that would end at once.
  if (row !== last.row && row.onChange === 'reset') return undefined;
  if (last.end.at < at) last.pauses.push({ from: last.end.at, to: at, reason: 'closed' });
  last.end = undefined;
  progress.open = last;
  if (row !== last.row) takeOver(last, row, moment, progress.running);
  return last;
}

/** The first cycle of the kind under a retroactive row that comes to the case later than at its creation. */
function attached(progress: Progress, row: ClockPolicy, at: number): Cycle | undefined {
  const { facts, cycles, running } = progress;
  const isFirst = cycles.length === 0 && !progress.hasMatched && at > facts.createdAt;
  if (row.onChange !== 'retroactive' || !isFirst) return undefined;
  const cycle = begin(progress, row, facts.createdAt);
  for (const moment of facts.moments) if (moment.at <= at) pauseOrResume(cycle, moment);
  cycle.takenOverAt = at;
  skipPastLevels(cycle, at, running);
  return cycle;
}

function begin(progress: Progress, row: ClockPolicy, startedAt: number): Cycle {
  const { judged, cycles } = progress;
  const cycle = newCycle(row, (cycles.at(-1)?.number ?? judged.at(-1)?.cycle ?? 0) + 1, startedAt);
  cycles.push(cycle);
  progress.open = cycle;
  return cycle;
}

function end(progress: Progress, at: number, by: CycleEnd['by']): void {
  const { open } = progress;
  if (open === undefined) return;
  endCycle(open, progress.running.calendarOf(open.row.calendar), at, by);
  progress.open = undefined;
  if (by === 'stop') progress.isDone = true;
  else progress.cancelledAt = at;
}
