/** A moment on the virtual clock: milliseconds since the epoch. */
export type Instant = number;

export interface Timer {
  readonly at: Instant;
  readonly label: string;
  cancel(): void;
}

/**
 * The virtual clock: the only source of time in the sandbox. It moves only when nothing is in flight; timers fire one
 * at a time in order of (moment, order of scheduling), and each is followed to the end before the next, so that the
 * same seed gives the same run.
 */
export interface VirtualClock {
  now(): Instant;
  /**
   * Calls `action` when the clock reaches `at` (at once, on the next turn, when that has passed). The promise of an
   * action counts as work in flight, so an action must not wait for the end of a function's invocation: the function
   * may sleep until a later moment. Start it and return.
   */
  schedule(at: Instant, label: string, action: () => void | Promise<void>): Timer;
  /** Schedules after a delay from now. */
  after(milliseconds: number, label: string, action: () => void | Promise<void>): Timer;
  /** Fires everything due up to `until` and leaves the clock there. */
  runUntil(until: Instant): Promise<void>;
  /** Fires what is due next and leaves the clock at its moment; false when nothing is scheduled. */
  step(): Promise<boolean>;
  /** Runs until `condition` holds, checked after every timer, or until the clock would pass `until`. @returns whether it held. */
  runUntilCondition(condition: () => boolean, until: Instant): Promise<boolean>;
  /**
   * A journey of several runs that `endJump` ends: only the journey moves the clock until it is over. A clock that plays
   * keeps still meanwhile and then goes on at its speed; the time that the journey took is not added.
   * @returns false, without having begun, when another jump is under way
   */
  jump(travel: (journey: Journey) => Promise<void>): Promise<boolean>;
  /** Ends a jump after the timer in hand: the clock stays where it is. @returns when the jump is over */
  endJump(): Promise<void>;
  readonly jumping: boolean;
  /** What is scheduled, earliest first. */
  upcoming(limit: number): readonly { readonly at: Instant; readonly label: string }[];
  /**
   * Follows the wall clock at this factor until paused; 0 pauses, after the timer in hand. A machine that cannot keep up
   * falls behind and never catches up.
   */
  play(speed: number): void;
  /** The wished factor; 0 when paused. */
  readonly speed: number;
  /** Shared with worker threads: one Float64 holding `now()`. */
  readonly shared: SharedArrayBuffer;
  /** Stops playing, ends a jump and drops all timers. */
  close(): Promise<void>;
}

/** What moves the clock during a jump. Each returns false when the jump was ended. */
export interface Journey {
  /** Fires everything due up to `until`, or until `condition` holds after a timer. */
  runUntil(until: Instant, condition?: () => boolean): Promise<boolean>;
  /** Fires what is due next; false also when nothing is. */
  step(): Promise<boolean>;
}

/** Work that has begun and not ended; the clock waits for it. */
export interface Activity {
  /** Marks work as in flight until the returned function is called (calling it twice is harmless). */
  begin(label: string): () => void;
  /** Runs an operation as work in flight. */
  during<T>(label: string, operation: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is in flight. */
  settled(): Promise<void>;
  inFlight(): readonly string[];
}
