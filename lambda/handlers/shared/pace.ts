import type { Clock } from '../../domain/ports.ts';

/**
 * Keeps the outside calls of one run apart, for functions whose part of a quota is set apart from that of the lanes. Changed by the
 * functions below only.
 */
export interface Pace {
  gapMilliseconds: number;
  /** Slowing down never makes the gap longer than this. */
  readonly longestGapMilliseconds: number;
  /** Epoch milliseconds before which no further call may be made. */
  nextTurn: number;
}

/** A throttled run goes on this slowly at least: waiting longer is for `retryNotBefore`, which costs no running function. */
const slowestGapMilliseconds = 5000;

/** @param ratePerSecond calls per second; the first call is free */
export function createPace(ratePerSecond: number): Pace {
  const gapMilliseconds = Math.ceil(1000 / ratePerSecond);
  const longestGapMilliseconds = Math.max(gapMilliseconds, slowestGapMilliseconds);
  return { gapMilliseconds, longestGapMilliseconds, nextTurn: 0 };
}

/**
 * Waits until the next outside call may be made.
 * @returns false, without waiting, when that would not be before `stopAt`
 */
export async function takeTurn(ports: { readonly clock: Clock }, pace: Pace, stopAt: string): Promise<boolean> {
  const now = Date.parse(ports.clock.now());
  const turn = Math.max(now, pace.nextTurn);
  if (turn >= Date.parse(stopAt)) return false;
  if (turn > now) await ports.clock.pause(turn - now);
  pace.nextTurn = Date.parse(ports.clock.now()) + pace.gapMilliseconds;
  return true;
}

/** The outside asked us to slow down: halves the rate for the rest of the run, within bounds. */
export function slowDown(pace: Pace): void {
  pace.gapMilliseconds = Math.min(pace.gapMilliseconds * 2, pace.longestGapMilliseconds);
}
