import { defaultQuotas, type ApiName } from '../../../lambda/contract/quota-profile.ts';
import { draw, fullBucket, slowDown, type Bucket } from '../../../lambda/domain/bucket.ts';
import type { Quotas } from '../../../lambda/domain/ports.ts';
import type { Sync } from '../kernel/wire.ts';

/**
 * The buckets that all lanes share, in memory, at AWS's default rates: nobody else spends them in a simulation.
 * @param slowed gets each refusal of which the buckets are told
 */
export function createQuotas(slowed: { readonly api: ApiName; readonly at: number }[] = []): Sync<Quotas> {
  const buckets = new Map<ApiName, Bucket>();
  const bucketOf = (api: ApiName, now: number): Bucket => buckets.get(api) ?? fullBucket(defaultQuotas[api], now);
  return {
    draw: (api, wanted, at, until) => {
      const now = Date.parse(at);
      const { turns, bucket } = draw(defaultQuotas[api], bucketOf(api, now), { wanted, now, until: Date.parse(until) });
      buckets.set(api, bucket);
      return turns;
    },
    slowDown: (api, at) => {
      const now = Date.parse(at);
      buckets.set(api, slowDown(bucketOf(api, now), now));
      slowed.push({ api, at: now });
    },
  };
}
