import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { capMilliseconds, skipLevels, staysHeld, type Cycle } from './cycle.ts';
import { levelMoment, usedAt } from './moments.ts';
import { pauseBegins } from './rows.ts';
import type { Moment } from './timeline.ts';

/** Lets another row take an open cycle over, `forward` or `retroactive`; `reset` begins another cycle instead. */
export function takeOver(cycle: Cycle, row: ClockPolicy, moment: Moment, running: RunningPolicy): void {
  const { at } = moment;
  const isForward = row.onChange !== 'retroactive';
  cycle.keptMilliseconds = isForward ? usedAt(cycle, running.calendarOf(cycle.row.calendar), at) : 0;
  cycle.countedFrom = isForward ? at : cycle.startedAt;
  carryPause(cycle, row, moment);
  cycle.takenOverAt = at;
  cycle.row = row;
  if (isForward) {
    skipLevels(cycle, at, ({ kind, usedSeconds }) => kind !== 'breach' && usedSeconds * 1000 <= cycle.keptMilliseconds);
  } else {
    skipPastLevels(cycle, at, running);
  }
}

/** Skips what stood before the instant at which the row came to the cycle. */
export function skipPastLevels(cycle: Cycle, at: number, running: RunningPolicy): void {
  const calendar = running.calendarOf(cycle.row.calendar);
  skipLevels(cycle, at, (level) => {
    const moment = levelMoment(cycle, calendar, level);
    return moment !== undefined && moment < at;
  });
}

/** A pause that is open stays the same pause under the new row's cap, if the new row would pause too. */
function carryPause(cycle: Cycle, row: ClockPolicy, moment: Moment): void {
  const last = cycle.pauses.at(-1);
  if (!cycle.isHeld || last === undefined) return;
  const { at, fieldOf } = moment;
  if (last.to <= at) {
    // One that its cap had ended stays ended.
    cycle.isHeld = staysHeld(last.to, moment, cycle.row, row);
    return;
  }
  cycle.isHeld = pauseBegins(row, fieldOf);
  last.to = cycle.isHeld ? Math.max(at, last.from + capMilliseconds(row)) : at;
}
