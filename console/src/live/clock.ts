import { useSyncExternalStore } from 'react';
import { createStore, useStore } from './store.ts';

export interface ClockState {
  /** Virtual instant, epoch milliseconds; 0 before the sandbox has told it. */
  readonly now: number;
  /** Factor against the wall clock; 0 when paused. */
  readonly speed: number;
  readonly jumping: boolean;
}

/** The virtual clock as the sandbox last told it. The page never guesses ahead. */
export const clock = createStore<ClockState>({ now: 0, speed: 0, jumping: false });

/** Speed and whether a jump is under way, without a new picture at every tick of the clock. */
export function useClockMode(): { readonly speed: number; readonly jumping: boolean } {
  const speed = useSyncExternalStore(clock.subscribe, () => clock.get().speed);
  const jumping = useSyncExternalStore(clock.subscribe, () => clock.get().jumping);
  return { speed, jumping };
}

/** The virtual instant, epoch milliseconds: draws anew at every tick, so use it in small parts only. */
export const useNow = (): number => useStore(clock).now;

/** The virtual instant in steps of `milliseconds`, for what needs no more. */
export const useCoarseNow = (milliseconds: number): number =>
  useSyncExternalStore(clock.subscribe, () => Math.floor(clock.get().now / milliseconds) * milliseconds);
