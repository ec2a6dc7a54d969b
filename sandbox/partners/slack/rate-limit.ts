/**
 * About one message a second and channel, short bursts tolerated. How long a burst may be is not documented; here it is
 * `burst` messages. Source: https://docs.slack.dev/apis/web-api/rate-limits
 */
export const burst = 3;

/** A bucket per channel that fills by one a second. */
export function createRateLimit(now: () => number): {
  /** Takes one message's worth. @returns 0 when it may go, else the whole seconds to wait. */
  take(channel: string): number;
} {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(channel) {
      const before = buckets.get(channel) ?? { tokens: burst, at: now() };
      const tokens = Math.min(burst, before.tokens + (now() - before.at) / 1000);
      const may = tokens >= 1;
      buckets.set(channel, { tokens: may ? tokens - 1 : tokens, at: now() });
      return may ? 0 : Math.ceil(1 - tokens);
    },
  };
}
