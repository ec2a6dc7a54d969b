import { caseUrl, mailNotice } from '../../domain/notices.ts';
import type { Clock, EffectPerformer, Mailer, Performed, Work } from '../../domain/ports.ts';
import { ownerToNotify } from '../../domain/still-owed.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';

export type DispatchMailPorts = Omit<LanePorts, 'performer'> & { readonly mailer: Mailer };

export interface DispatchMailSettings {
  readonly timeoutSeconds: number;
  readonly caseUrlTemplate: string;
}

/** Drains the lane `mail`: one mail to the owner of the case for each effect. */
export async function runDispatchMail(ports: DispatchMailPorts, settings: DispatchMailSettings): Promise<void> {
  await drainLane(
    { ...ports, performer: mailSender(ports, settings) },
    { ...settings, lane: 'mail', callsFor: () => ['ses:SendEmail'] },
  );
}

function mailSender(
  ports: { readonly mailer: Mailer; readonly clock: Clock },
  settings: DispatchMailSettings,
): EffectPerformer {
  const performer = {
    perform: async (work: Work): Promise<Performed> => {
      const { item, effect, policy, fresh } = work;
      const parked = (reason: string): Performed => ({ status: 'parked', outcome: { at: ports.clock.now(), reason } });
      if (effect.action.kind !== 'email') return parked(`lane mail cannot perform ${effect.action.kind}`);
      if (policy.mail === undefined) return parked('the policy names no sender; set mail.from');
      const recipient = ownerToNotify(policy, fresh);
      if ('parked' in recipient) return parked(recipient.parked);
      const { email, userArn } = recipient.person;
      if (email === undefined) return parked(`the owner ${userArn} has no e-mail address in Amazon Connect`);
      const url = caseUrl(settings.caseUrlTemplate, item.caseId);
      const { subject, body } = mailNotice({ item, effect, policy, fresh, caseUrl: url }, effect.action);
      const reference = await ports.mailer.send({
        from: policy.mail.from,
        to: email,
        subject,
        body,
        caseId: item.caseId,
        effectKey: effect.key,
      });
      return { status: 'done', outcome: { at: ports.clock.now(), reference } };
    },
  };
  return performEach({ performer });
}
