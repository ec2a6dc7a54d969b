import { addSeconds } from '../../domain/instants.ts';
import { asKnownByItem, knownSlaIds, ownSlaNames, planNativeSla, removedSlaIds } from '../../domain/native-sla.ts';
import type { CaseSlas, Clock, Performed, Quotas, Work } from '../../domain/ports.ts';

export interface KeepSlaPorts {
  readonly slas: CaseSlas;
  readonly clock: Clock;
  readonly quotas: Pick<Quotas, 'draw'>;
}

/** Turns to come within this time are drawn for removals that nobody foresaw. */
const unforeseenSeconds = 60;

/** Carries out one effect `native-sla`: afterwards the case has the one open SLA of that name that is wanted, or none. */
export async function keepSla(
  ports: KeepSlaPorts,
  { item, effect, policy }: Pick<Work, 'item' | 'effect' | 'policy'>,
): Promise<Performed> {
  const { action } = effect;
  if (action.kind !== 'native-sla') return parked(ports, `the lane case-items cannot carry out ${action.kind}`);
  const shown = await ports.slas.list(item.caseId);
  const now = ports.clock.now();
  const slas = asKnownByItem(shown, action, item, now);
  const plan = planNativeSla(slas, action, {
    now,
    ownNames: ownSlaNames(policy, action.slaName),
    knownIds: knownSlaIds(item, action.slaName, now),
    removedIds: removedSlaIds(slas, item, action.slaName, now),
  });
  if (plan.refusal !== undefined) return parked(ports, plan.refusal);
  // Removing comes first: two SLAs of one name would show agents two deadlines, and the old one could still run out and set
  // off what a rule does on its breach. A run that dies in between leaves none until the retry.
  for (const [place, relatedItemId] of plan.remove.entries()) {
    // The lane has waited for one removal. That there are more is rare: they are counted, and not waited for under a claim.
    if (place > 0) await ports.quotas.draw('cases:DeleteRelatedItem', 1, now, addSeconds(now, unforeseenSeconds));
    await ports.slas.remove(item.caseId, relatedItemId);
  }
  const { slaName: name, fieldId, value } = action;
  const reference =
    plan.attachMinutes === undefined
      ? plan.kept
      : await ports.slas.attach(item.caseId, { name, targetMinutes: plan.attachMinutes, fieldId, value });
  return {
    status: 'done',
    outcome: { at: ports.clock.now(), ...(reference === undefined ? {} : { reference }) },
  };
}

function parked(ports: KeepSlaPorts, reason: string): Performed {
  return { status: 'parked', outcome: { at: ports.clock.now(), reason } };
}
