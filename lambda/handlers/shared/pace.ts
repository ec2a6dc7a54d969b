import type { Clock } from '../../domain/ports.ts';

/** Keeps the outside calls of one run apart, so that a lane stays within its rate. Changed by the functions below only. */
export interface Pace {
  gapMilliseconds: number;
  /** Epoch milliseconds before which no further call may be made. */
  nextTurn: number;
}

/** @param ratePerSecond calls per second; the first call is free */
export function createPace(ratePerSecond: number): Pace {
  return { gapMilliseconds: Math.ceil(1000 / ratePerSecond), nextTurn: 0 };
}

/** Resolves when the next outside call may be made. */
export async function takeTurn(ports: { readonly clock: Clock }, pace: Pace): Promise<void> {
  const wait = pace.nextTurn - Date.parse(ports.clock.now());
  if (wait > 0) await ports.clock.pause(wait);
  pace.nextTurn = Date.parse(ports.clock.now()) + pace.gapMilliseconds;
}

/** The outside asked us to slow down: halves the rate for the rest of the run. */
export function slowDown(pace: Pace): void {
  pace.gapMilliseconds *= 2;
}
