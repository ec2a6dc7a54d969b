import { caseUrl, taskNotice } from '../../domain/notices.ts';
import { ownerFieldId, ownerOf } from '../../domain/ownership.ts';
import type { CaseWriter, Clock, EffectPerformer, Performed, TaskStarter, Work } from '../../domain/ports.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';

export type DispatchTaskPorts = Omit<LanePorts, 'performer'> & {
  readonly tasks: TaskStarter;
  readonly caseWriter: CaseWriter;
};

export interface DispatchTaskSettings {
  readonly timeoutSeconds: number;
  readonly caseUrlTemplate: string;
}

/** Drains the lane `task`: one routed task for the owner of the case for each effect, linked to the case. */
export async function runDispatchTask(ports: DispatchTaskPorts, settings: DispatchTaskSettings): Promise<void> {
  await drainLane(
    { ...ports, performer: taskStarter(ports, settings) },
    { ...settings, lane: 'task', callsFor: () => ['cases:CreateRelatedItem', 'connect:StartTaskContact'] },
  );
}

function taskStarter(
  ports: { readonly tasks: TaskStarter; readonly caseWriter: CaseWriter; readonly clock: Clock },
  settings: DispatchTaskSettings,
): EffectPerformer {
  const performer = {
    perform: async (work: Work): Promise<Performed> => {
      const { item, effect, policy, fresh } = work;
      const owner = ownerOf(policy, fresh.fields[ownerFieldId]);
      // Anybody who works in Connect can take a task, whether or not the policy knows the person.
      const userId =
        owner.known === 'person' ? owner.person.userId : owner.known === 'stranger' ? owner.userId : undefined;
      if (userId === undefined) {
        const reason = 'the case has no owner who is a user of Amazon Connect; put a reassign into the level';
        return { status: 'parked', outcome: { at: ports.clock.now(), reason } };
      }
      const url = caseUrl(settings.caseUrlTemplate, item.caseId);
      const contactId = await ports.tasks.start({
        // The same token on every attempt: a run that died after the start finds its own task again.
        token: `${item.caseId}:${effect.key}`,
        userId,
        ...taskNotice({ item, effect, policy, fresh, caseUrl: url }),
        caseId: item.caseId,
        caseUrl: url,
      });
      await ports.caseWriter.linkContact(item.caseId, `${policy.instanceArn}/contact/${contactId}`);
      return { status: 'done', outcome: { at: ports.clock.now(), reference: contactId } };
    },
  };
  return performEach({ performer });
}
