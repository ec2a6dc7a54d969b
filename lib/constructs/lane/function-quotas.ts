import type { QuotaSettings } from '../../../lambda/contract/policy-file.ts';
import {
  defaultQuotas,
  defaultShare,
  operationOf,
  type ApiName,
  type ApiRate,
  type FunctionQuotas,
} from '../../../lambda/contract/quota-profile.ts';

/** What a function may spend of one API: the quota of the policy file, or the default one, times our share. */
export function sharedRate(api: ApiName, settings: QuotaSettings = {}): ApiRate {
  const share = settings.share ?? defaultShare;
  const parts = /^(?<percent>100|[1-9][0-9]?)%$/.exec(share)?.groups;
  if (parts === undefined) throw new Error(`a share must look like 70%, from 1% to 100%, got ${JSON.stringify(share)}`);
  const part = Number(parts['percent']) / 100;
  const { perSecond, burst } = settings.apis?.[operationOf(api)] ?? defaultQuotas[api];
  return {
    perSecond: Number((perSecond * part).toFixed(6)),
    // At least one, or nothing could ever be called.
    burst: Math.max(1, Math.floor(burst * part)),
  };
}

/** The rates of the APIs that a function calls, as its environment holds them. */
export function functionQuotas(apis: readonly ApiName[], settings?: QuotaSettings): string {
  const quotas: FunctionQuotas = Object.fromEntries(apis.map((api) => [api, sharedRate(api, settings)]));
  return JSON.stringify(quotas);
}
