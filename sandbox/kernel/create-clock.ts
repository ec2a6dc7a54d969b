import type { Activity, Instant, VirtualClock } from './clock.ts';
import { TimerQueue, type QueuedTimer } from './timer-queue.ts';

const playIntervalMilliseconds = 100;

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
  let speed = 0;
  let playing: NodeJS.Timeout | undefined;
  let closed = false;

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

  const schedule: VirtualClock['schedule'] = (at, label, action) => {
    const timer: QueuedTimer = { at: Math.max(at, now()), sequence: (sequence += 1), label, action, cancelled: false };
    if (!closed) timers.push(timer);
    return { at: timer.at, label, cancel: () => void (timer.cancelled = true) };
  };

  const stopPlaying = (): void => {
    clearInterval(playing);
    playing = undefined;
    speed = 0;
  };

  return {
    now,
    schedule,
    after: (milliseconds, label, action) => schedule(now() + milliseconds, label, action),
    runUntil: (until) => exclusively(async () => void (await run(until, () => false))),
    runUntilCondition: (condition, until) => exclusively(() => run(until, condition)),
    step: () =>
      exclusively(async () => {
        await activity.settled();
        const next = timers.pop();
        if (!next) return false;
        await fire(next);
        return true;
      }),
    upcoming: (limit) => timers.list(limit).map(({ at, label }) => ({ at, label })),
    play(factor) {
      stopPlaying();
      if (factor <= 0 || closed) return;
      speed = factor;
      let last = performance.now();
      let busy = false;
      playing = setInterval(() => {
        if (busy) return;
        busy = true;
        const elapsed = performance.now() - last;
        last += elapsed;
        void exclusively(() => run(Math.round(now() + elapsed * factor), () => closed)).finally(() => (busy = false));
      }, playIntervalMilliseconds);
      playing.unref();
    },
    get speed() {
      return speed;
    },
    shared,
    async close() {
      closed = true;
      stopPlaying();
      timers.clear();
      await turn;
    },
  };
}
