import { ThrottledError } from '../../../lambda/domain/errors.ts';
import type { Rate } from './outside.ts';

/** Quotas of calls: a full bucket at first, refilled without pause; an empty one answers 429. */
export interface Buckets {
  /** @param operation as AWS names it: `Cases UpdateCase` @throws ThrottledError */
  take(operation: string): void;
  readonly throttled: ReadonlyMap<string, number>;
}

/** @param rates by operation; an operation that is not among them has no quota */
export function createBuckets(now: () => number, rates: Readonly<Record<string, Rate>>): Buckets {
  const buckets = new Map<string, { left: number; at: number }>();
  const throttled = new Map<string, number>();
  return {
    throttled,
    take: (operation) => {
      const rate = rates[operation];
      if (rate === undefined) return;
      const bucket = buckets.get(operation) ?? { left: rate.burst, at: now() };
      const left = Math.min(rate.burst, bucket.left + ((now() - bucket.at) / 1000) * rate.perSecond);
      // A hair's breadth for sums of fractions that should be whole.
      const isEnough = left >= 1 - 1e-9;
      buckets.set(operation, { left: isEnough ? left - 1 : left, at: now() });
      if (isEnough) return;
      throttled.set(operation, (throttled.get(operation) ?? 0) + 1);
      throw new ThrottledError(`${operation}: ThrottlingException (HTTP 429)`);
    },
  };
}

/** Default quotas. Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
export const defaultRates: Readonly<Record<string, Rate>> = {
  'Cases GetCase': { perSecond: 4, burst: 10 },
  'Cases SearchCases': { perSecond: 4, burst: 10 },
  'Cases UpdateCase': { perSecond: 2, burst: 2 },
  'Cases CreateRelatedItem': { perSecond: 2, burst: 10 },
  'Cases SearchRelatedItems': { perSecond: 2, burst: 10 },
  // Not in AWS's table; planned for as the least of it.
  'Cases SearchAllRelatedItems': { perSecond: 2, burst: 2 },
  'Cases DeleteRelatedItem': { perSecond: 2, burst: 2 },
  'Connect StartTaskContact': { perSecond: 2, burst: 5 },
  // Slack: about one message a second and channel, with short bursts.
  'Slack chat.postMessage': { perSecond: 1, burst: 5 },
};
