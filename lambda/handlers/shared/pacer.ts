import type { Clock } from '../../domain/ports.ts';

/** Keeps the calls of one run apart, so that a lane stays within its rate. */
export interface Pacer {
  /** Resolves when the next outside call may be made. */
  turn(): Promise<void>;
  /** The outside asked us to slow down: halves the rate for the rest of the run. */
  slowDown(): void;
}

/** @param ratePerSecond calls per second; the first call is free */
export function createPacer(clock: Clock, ratePerSecond: number): Pacer {
  let gapMilliseconds = Math.ceil(1000 / ratePerSecond);
  let nextTurn = 0;
  return {
    turn: async () => {
      const wait = nextTurn - Date.parse(clock.now());
      if (wait > 0) await clock.pause(wait);
      nextTurn = Date.parse(clock.now()) + gapMilliseconds;
    },
    slowDown: () => {
      gapMilliseconds *= 2;
    },
  };
}
