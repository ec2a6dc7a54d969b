import type { QuotaSettings } from '../../../lambda/contract/policy-file.ts';
import type { ApiName } from '../../../lambda/contract/quota-profile.ts';
import { sharedRate } from '../lane/function-quotas.ts';

/** The part of our share of the quota of searches that all sweeps together may spend; agents and lanes search with the rest. */
const sweepPart = 0.3;

export interface SweepShare {
  /** How many sweeps are deployed, which share the part alike. */
  readonly sweeps: number;
  /** Quotas and our share of them, as in the policy file. */
  readonly quotas: QuotaSettings | undefined;
}

/** Calls per second that one sweep may spend of a search. */
export function sweepRate(api: ApiName, { sweeps, quotas }: SweepShare): string {
  return String(Number(((sharedRate(api, quotas).perSecond * sweepPart) / sweeps).toFixed(4)));
}
