import type { Activity, Instant, VirtualClock } from './clock.ts';
import { createPlaying } from './playing.ts';
import { TimerQueue, type QueuedTimer } from './timer-queue.ts';

const never = (): boolean => false;

/** The virtual clock, standing at `start`. `onFault` hears of an action that threw: a fault of the sandbox itself. */
export function createClock(
  start: Instant,
  activity: Activity,
  onFault: (label: string, error: unknown) => void,
): VirtualClock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const cell = new Float64Array(shared);
  cell[0] = start;
  const timers = new TimerQueue();
  let sequence = 0;
  let turn: Promise<unknown> = Promise.resolve();
  /** Runs that somebody waits for; what plays makes room for them. */
  let asked = 0;
  let closed = false;
  let jump: { end(): void; readonly over: Promise<void> } | undefined;

  const now = (): Instant => cell[0]!;
  const moveTo = (instant: Instant): void => {
    if (instant > now()) cell[0] = instant;
  };

  /** Only one run moves the clock at a time; others queue behind it. */
  const exclusively = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run, run);
    // A failure is told to whoever asked for this turn; the next only waits for its end.
    turn = mine.catch(() => undefined);
    return mine;
  };
  const onRequest = async <T>(run: () => Promise<T>): Promise<T> => {
    asked += 1;
    try {
      return await exclusively(run);
    } finally {
      asked -= 1;
    }
  };

  const fire = async (timer: QueuedTimer): Promise<void> => {
    moveTo(timer.at);
    const end = activity.begin(timer.label);
    try {
      await timer.action();
    } catch (error) {
      onFault(timer.label, error);
    } finally {
      end();
    }
    await activity.settled();
  };

  const run = async (until: Instant, stop: () => boolean): Promise<boolean> => {
    await activity.settled();
    while (!closed) {
      if (stop()) return true;
      const next = timers.peek();
      if (!next || next.at > until) break;
      timers.pop();
      await fire(next);
    }
    if (stop()) return true;
    moveTo(until);
    return false;
  };

  const step = async (): Promise<boolean> => {
    await activity.settled();
    const next = timers.pop();
    if (!next) return false;
    await fire(next);
    return true;
  };

  const playing = createPlaying({
    isBusy: () => asked > 0,
    advance: (milliseconds, stop) => exclusively(() => run(now() + milliseconds, () => closed || stop())),
  });

  const schedule: VirtualClock['schedule'] = (at, label, action) => {
    const timer: QueuedTimer = { at: Math.max(at, now()), sequence: (sequence += 1), label, action, cancelled: false };
    if (!closed) timers.push(timer);
    return { at: timer.at, label, cancel: () => void (timer.cancelled = true) };
  };

  return {
    now,
    schedule,
    after: (milliseconds, label, action) => schedule(now() + milliseconds, label, action),
    runUntil: (until) => onRequest(async () => void (await run(until, never))),
    runUntilCondition: (condition, until) => onRequest(() => run(until, condition)),
    step: () => onRequest(step),
    async jump(travel) {
      if (jump) return false;
      let ended = false;
      const over = onRequest(() =>
        travel({
          runUntil: async (until, condition = never) => {
            await run(until, () => ended || condition());
            return !ended;
          },
          step: async () => !ended && (await step()),
        }),
      );
      jump = { end: () => (ended = true), over };
      try {
        await over;
      } finally {
        jump = undefined;
      }
      return true;
    },
    async endJump() {
      jump?.end();
      // How it went is told to whoever jumped.
      await jump?.over.catch(() => undefined);
    },
    get jumping() {
      return jump !== undefined;
    },
    upcoming: (limit) => timers.list(limit).map(({ at, label }) => ({ at, label })),
    play: (factor) => playing.at(closed ? 0 : factor),
    get speed() {
      return playing.speed;
    },
    shared,
    async close() {
      closed = true;
      jump?.end();
      playing.at(0);
      timers.clear();
      await turn;
    },
  };
}
