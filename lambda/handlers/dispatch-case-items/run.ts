import type { Effect } from '../../contract/case-item.ts';
import type { ApiName } from '../../contract/quota-profile.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';
import { keepSla, type KeepSlaPorts } from './keep-sla.ts';

export type DispatchCaseItemsPorts = Omit<LanePorts, 'performer'> & KeepSlaPorts;

export interface DispatchCaseItemsSettings {
  readonly timeoutSeconds: number;
}

/** Drains the lane `case-items`: makes the native SLAs of a case what the mirror wants them to be. */
export async function runDispatchCaseItems(
  ports: DispatchCaseItemsPorts,
  settings: DispatchCaseItemsSettings,
): Promise<void> {
  const performer = performEach({ performer: { perform: (work) => keepSla(ports, work) } });
  await drainLane({ ...ports, performer }, { ...settings, lane: 'case-items', callsFor });
}

/** Looks, removes what does not fit, and attaches if an SLA is wanted. */
function callsFor(effects: readonly Effect[]): readonly ApiName[] {
  const attaches = effects.some(({ action }) => action.kind === 'native-sla' && action.targetTime !== undefined);
  return [
    'cases:SearchRelatedItems',
    ...(attaches ? (['cases:CreateRelatedItem'] as const) : []),
    'cases:DeleteRelatedItem',
  ];
}
