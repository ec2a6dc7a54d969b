import type { ControlParts } from './parts.ts';
import { quotaId, requestQuotas } from './request-quotas.ts';
import type { Control } from './schema.ts';

const shownMinutes = 60;
const iso = (instant: number): string => new Date(instant).toISOString();

/** What the deployment called of each operation with a tight quota, second by second. */
export function quotasOf(
  { kernel, meter }: ControlParts,
  { minutes = shownMinutes }: { minutes?: number | undefined },
): Awaited<ReturnType<Control['quotas']>> {
  const now = kernel.clock.now();
  const since = now - minutes * 60_000;
  return {
    now: iso(now),
    quotas: requestQuotas.map((quota) => ({
      id: quotaId(quota),
      service: quota.service,
      operations: [quota.operation],
      perSecond: quota.perSecond,
      burst: quota.burst,
      source: quota.source,
      note: quota.note,
      seconds: meter
        .seconds(quota.service, quota.operation, since)
        .map(({ at, calls, refused }) => ({ at: iso(at), calls, refused })),
    })),
  };
}
