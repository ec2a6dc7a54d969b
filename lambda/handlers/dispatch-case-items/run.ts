import { knownSlaIds, ownSlaNames, planNativeSla } from '../../domain/native-sla.ts';
import type { CaseSlas, Clock, EffectPerformer, Performed, Work } from '../../domain/ports.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';

export type DispatchCaseItemsPorts = Omit<LanePorts, 'performer'> & { readonly slas: CaseSlas };

export interface DispatchCaseItemsSettings {
  readonly ratePerSecond: number;
  readonly timeoutSeconds: number;
}

/** Drains the lane `case-items`: makes the native SLAs of a case what the mirror wants them to be. */
export async function runDispatchCaseItems(
  ports: DispatchCaseItemsPorts,
  settings: DispatchCaseItemsSettings,
): Promise<void> {
  await drainLane({ ...ports, performer: slaKeeper(ports) }, { ...settings, lane: 'case-items' });
}

function slaKeeper(ports: { readonly slas: CaseSlas; readonly clock: Clock }): EffectPerformer {
  const performer = {
    perform: async ({ item, effect, policy }: Work): Promise<Performed> => {
      const { action } = effect;
      const parked = (reason: string): Performed => ({ status: 'parked', outcome: { at: ports.clock.now(), reason } });
      if (action.kind !== 'native-sla') return parked(`the lane case-items cannot carry out ${action.kind}`);
      const slas = await ports.slas.list(item.caseId);
      const now = ports.clock.now();
      const plan = planNativeSla(slas, action, {
        now,
        ownNames: ownSlaNames(policy, action.slaName),
        knownIds: knownSlaIds(item, action.slaName, now),
      });
      if (plan.refusal !== undefined) return parked(plan.refusal);
      // Removing comes first: two SLAs of one name would show agents two deadlines, and the old one could still run out and
      // set off what a rule does on its breach. A run that dies in between leaves none until the retry.
      for (const relatedItemId of plan.remove) await ports.slas.remove(item.caseId, relatedItemId);
      const { slaName: name, fieldId, value } = action;
      const reference =
        plan.attachMinutes === undefined
          ? plan.kept
          : await ports.slas.attach(item.caseId, { name, targetMinutes: plan.attachMinutes, fieldId, value });
      return {
        status: 'done',
        outcome: { at: ports.clock.now(), ...(reference === undefined ? {} : { reference }) },
      };
    },
  };
  return performEach({ performer });
}
