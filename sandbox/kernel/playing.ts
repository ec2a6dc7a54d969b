/** Real time between two slices. */
const intervalMilliseconds = 100;
/** A slice stands for no more real time than this: what the machine cannot keep up with is left out, not owed. */
const longestSliceMilliseconds = 250;

export interface PlayedClock {
  /** True while somebody waits for a run of their own: playing then keeps still. */
  isBusy(): boolean;
  /** Moves on by virtual milliseconds, asking after each timer whether to stop where it is. @returns whether it was stopped */
  advance(milliseconds: number, stop: () => boolean): Promise<boolean>;
}

/** Lets a clock follow the wall clock, slice by slice. */
export interface Playing {
  /** The wished factor; the clock may be slower, when the machine does not keep up. */
  readonly speed: number;
  /** Plays at this factor; 0 stops after the timer in hand. */
  at(factor: number): void;
}

export function createPlaying(clock: PlayedClock): Playing {
  let speed = 0;
  let timer: NodeJS.Timeout | undefined;

  const start = (factor: number): NodeJS.Timeout => {
    let last = performance.now();
    let advancing = false;
    /** Virtual time too short to move by, at speeds far below 1. */
    let rest = 0;
    const slice = async (): Promise<void> => {
      const from = performance.now();
      const elapsed = Math.min(from - last, longestSliceMilliseconds);
      last = from;
      const wanted = elapsed * factor + rest;
      const whole = Math.floor(wanted);
      rest = wanted - whole;
      const stop = (): boolean =>
        timer !== mine || clock.isBusy() || performance.now() - from > longestSliceMilliseconds;
      advancing = true;
      let stopped = false;
      try {
        stopped = await clock.advance(whole, stop);
      } finally {
        advancing = false;
      }
      // Too slow: no time is to be lost, except for whatever else the process has to do.
      if (stopped) setImmediate(next);
    };
    const next = (): void => {
      if (advancing || timer !== mine) return;
      // The time that somebody else's run takes is not played on top of it.
      if (clock.isBusy()) last = performance.now();
      else void slice();
    };
    const mine = setInterval(next, intervalMilliseconds);
    mine.unref();
    return mine;
  };

  return {
    get speed() {
      return speed;
    },
    at(factor) {
      clearInterval(timer);
      timer = undefined;
      speed = Math.max(factor, 0);
      if (speed > 0) timer = start(speed);
    },
  };
}
