import { slackDigest } from '../../domain/digest-notices.ts';
import { caseUrl, slackNotice, type NoticeSubject } from '../../domain/notices.ts';
import type { Clock, EffectPerformer, Performed, SlackPoster, Work } from '../../domain/ports.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';
import type { Digester } from '../shared/visit-together.ts';

export type DispatchSlackPorts = Omit<LanePorts, 'performer'> & { readonly slack: SlackPoster };

export interface DispatchSlackSettings {
  readonly timeoutSeconds: number;
  readonly caseUrlTemplate: string;
  /** Messages that may be posted in a second; when far more wait, several cases share one. @default one message each */
  readonly noticesPerSecond?: number | undefined;
}

/** Drains the lane `slack`: one message for each effect, or a digest when more wait than can be posted. */
export async function runDispatchSlack(ports: DispatchSlackPorts, settings: DispatchSlackSettings): Promise<void> {
  await drainLane(
    { ...ports, performer: slackPoster(ports, settings), digester: slackDigester(ports, settings) },
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

/** One channel's notices in one message; the metadata names the first of its cases, the text all of them. */
function slackDigester(
  ports: { readonly slack: SlackPoster; readonly clock: Clock },
  { noticesPerSecond, caseUrlTemplate }: DispatchSlackSettings,
): Digester | undefined {
  if (noticesPerSecond === undefined) return undefined;
  return {
    noticesPerSecond,
    recipientOf: ({ effect: { action }, policy }) =>
      action.kind === 'slack' ? `${action.channel} ${policy.language}` : undefined,
    perform: async (works) => {
      const subject = (work: Work): NoticeSubject => ({ ...work, caseUrl: caseUrl(caseUrlTemplate, work.item.caseId) });
      const [first, ...rest] = works;
      const { item, effect } = first;
      const reference = await ports.slack.post({
        channel: effect.action.kind === 'slack' ? effect.action.channel : '',
        text: slackDigest([subject(first), ...rest.map(subject)]),
        caseId: item.caseId,
        effectKey: effect.key,
      });
      return works.map(() => ({ status: 'done', outcome: { at: ports.clock.now(), reference } }));
    },
  };
}
