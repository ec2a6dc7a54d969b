import type { CalendarDefinition } from '../../contract/calendar.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { Hours, Policies } from '../../domain/ports.ts';
import { runningPolicy, type RunningPolicy } from '../../domain/running-policy.ts';

const noHours: ReadonlyMap<string, CalendarDefinition> = new Map();

/** Policies whose calendars have been prepared, which costs far more than to use them. */
const prepared = new WeakMap<
  CompiledPolicy,
  { readonly hours: ReadonlyMap<string, CalendarDefinition>; readonly running: RunningPolicy }
>();

/** The policy of that hash with its calendars as they are known now; hours are read only for a policy that names some. */
export async function loadPolicy(
  ports: { readonly policies: Policies; readonly hours: Hours },
  hash: string,
): Promise<RunningPolicy> {
  const policy = await ports.policies.byHash(hash);
  const ids = Object.values(policy.calendars).flatMap(({ hoursOfOperationId }) => hoursOfOperationId ?? []);
  const hours = ids.length === 0 ? noHours : await ports.hours.read(ids);
  const known = prepared.get(policy);
  if (known?.hours === hours && known.running.hash === hash) return known.running;
  const running = runningPolicy(hash, policy, hours);
  prepared.set(policy, { hours, running });
  return running;
}
