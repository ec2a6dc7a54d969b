import { caseUrl, slackNotice } from '../../domain/notices.ts';
import type { Clock, EffectPerformer, Performed, SlackPoster, Work } from '../../domain/ports.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';

export type DispatchSlackPorts = Omit<LanePorts, 'performer'> & { readonly slack: SlackPoster };

export interface DispatchSlackSettings {
  readonly timeoutSeconds: number;
  readonly caseUrlTemplate: string;
}

/** Drains the lane `slack`: one message for each effect. */
export async function runDispatchSlack(ports: DispatchSlackPorts, settings: DispatchSlackSettings): Promise<void> {
  await drainLane(
    { ...ports, performer: slackPoster(ports, settings) },
    { ...settings, lane: 'slack', callsFor: () => ['slack:chat.postMessage'] },
  );
}

function slackPoster(
  ports: { readonly slack: SlackPoster; readonly clock: Clock },
  settings: DispatchSlackSettings,
): EffectPerformer {
  const performer = {
    perform: async ({ item, effect, policy, fresh }: Work): Promise<Performed> => {
      const { action } = effect;
      if (action.kind !== 'slack') {
        const reason = `lane slack cannot perform ${action.kind}`;
        return { status: 'parked', outcome: { at: ports.clock.now(), reason } };
      }
      const url = caseUrl(settings.caseUrlTemplate, item.caseId);
      const reference = await ports.slack.post({
        channel: action.channel,
        text: slackNotice({ item, effect, policy, fresh, caseUrl: url }, action.mention),
        caseId: item.caseId,
        effectKey: effect.key,
      });
      return { status: 'done', outcome: { at: ports.clock.now(), reference } };
    },
  };
  return performEach({ performer });
}
