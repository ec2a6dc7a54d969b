import { mergeFieldChanges } from '../../domain/ownership.ts';
import type { CaseWriter, Clock, EffectPerformer, Work } from '../../domain/ports.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';

export type DispatchCaseUpdatePorts = Omit<LanePorts, 'performer'> & { readonly caseWriter: CaseWriter };

export interface DispatchCaseUpdateSettings {
  readonly timeoutSeconds: number;
}

/** Drains the lane `case-update`. All that a case owes goes into one UpdateCase. */
export async function runDispatchCaseUpdate(
  ports: DispatchCaseUpdatePorts,
  settings: DispatchCaseUpdateSettings,
): Promise<void> {
  await drainLane(
    { ...ports, performer: caseUpdater(ports) },
    { ...settings, lane: 'case-update', callsFor: () => ['cases:UpdateCase'], together: true },
  );
}

function caseUpdater(ports: { readonly caseWriter: CaseWriter; readonly clock: Clock }): EffectPerformer {
  return {
    perform: async (works: readonly Work[]) => {
      const { fields, overriddenBy } = mergeFieldChanges(works.map((work) => work.effect));
      const caseId = works[0]?.item.caseId;
      if (caseId !== undefined) await ports.caseWriter.setFields(caseId, fields);
      const at = ports.clock.now();
      return works.map(({ effect }) => {
        const winner = overriddenBy(effect);
        if (winner !== undefined) return { status: 'cancelled', outcome: { at, reason: `overridden by ${winner}` } };
        const reference = effect.chosenUserArn;
        return { status: 'done', outcome: { at, ...(reference === undefined ? {} : { reference }) } };
      });
    },
  };
}
