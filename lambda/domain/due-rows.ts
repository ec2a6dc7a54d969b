import { millisecondsBetween } from './instants.ts';

/**
 * Whether `tick`, which runs once a minute, should send an overdue row again: in the minute in which it fell due, and then
 * when it is 1, 2, 4, 8 … whole minutes late. The gaps grow without anybody keeping count.
 */
export function isResendMinute(dueAt: string, now: string): boolean {
  const minutesLate = Math.floor(millisecondsBetween(dueAt, now) / 60_000);
  return minutesLate >= 0 && (minutesLate & (minutesLate - 1)) === 0;
}
