import { millisecondsBetween } from './instants.ts';

/** Shorter than two periods of the sweep: whatever kept a row from being handled, once it is over the row is not left waiting. */
const longestGapMinutes = 8;
/** After a day nobody waits for minutes any more, and a row that can never be handled shall not fill the dead letters. */
const lateGapMinutes = 60;
const dayMinutes = 1440;

/**
 * Whether `tick`, which runs once a minute, should send an overdue row again: in the minute in which it fell due, when it is 1, 2,
 * 4 and 8 whole minutes late, every eight minutes then, and once it is a day late every hour. Nobody keeps count.
 */
export function isResendMinute(dueAt: string, now: string): boolean {
  const minutesLate = Math.floor(millisecondsBetween(dueAt, now) / 60_000);
  if (minutesLate < 0) return false;
  if (minutesLate < longestGapMinutes) return (minutesLate & (minutesLate - 1)) === 0;
  return minutesLate % (minutesLate < dayMinutes ? longestGapMinutes : lateGapMinutes) === 0;
}
