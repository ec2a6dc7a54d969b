import type { Instant, VirtualClock } from '../kernel/clock.ts';
import type { ListeningHook } from '../kernel/service.ts';
import { isThrottling } from './refusal.ts';

/** Calls of one operation within one virtual second. */
export interface MeteredSecond {
  /** When the second began. */
  readonly at: Instant;
  calls: number;
  /** Those of them that were throttled. */
  refused: number;
}

export interface CallMeter {
  readonly hook: ListeningHook;
  /** Seconds with calls of an operation from an instant on, oldest first. */
  seconds(service: string, operation: string, since: Instant): readonly MeteredSecond[];
}

/** What is kept: older seconds are forgotten. */
const keptMilliseconds = 24 * 60 * 60_000;
/** Seconds that may lie beyond that before they are cleared away together. */
const clearedTogether = 1_000;

/**
 * Counts calls second by second of the virtual clock. Counted is what functions of the deployment call, told by the key of
 * their role. Not counted: clients outside (a person, the command line, the control API), who stand here for agents and
 * customers, and what services do among themselves (a flow that makes a case), which does not pass the API.
 * @param watched operations that are counted, as `cases:UpdateCase`; the others cost nothing
 */
export function createCallMeter(clock: VirtualClock, watched: ReadonlySet<string>): CallMeter {
  const counted = new Map<string, MeteredSecond[]>();

  const secondOf = (key: string): MeteredSecond => {
    const now = clock.now();
    const at = now - (now % 1000);
    let seconds = counted.get(key);
    if (!seconds) counted.set(key, (seconds = []));
    let second = seconds.at(-1);
    if (second?.at !== at) {
      seconds.push((second = { at, calls: 0, refused: 0 }));
      const kept = firstFrom(seconds, now - keptMilliseconds);
      if (kept >= clearedTogether) seconds.splice(0, kept);
    }
    return second;
  };

  return {
    hook: {
      after({ service, operation, caller }, _input, result) {
        const key = `${service}:${operation}`;
        if (caller.roleArn === undefined || !watched.has(key)) return;
        const second = secondOf(key);
        second.calls += 1;
        if ('error' in result && isThrottling(result.error)) second.refused += 1;
      },
    },
    seconds(service, operation, since) {
      const seconds = counted.get(`${service}:${operation}`) ?? [];
      return seconds.slice(firstFrom(seconds, Math.max(since, clock.now() - keptMilliseconds)));
    },
  };
}

/** Index of the first second that begins at an instant or later; seconds are in order. */
function firstFrom(seconds: readonly MeteredSecond[], since: Instant): number {
  let [low, high] = [0, seconds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle]!.at < since) low = middle + 1;
    else high = middle;
  }
  return low;
}
