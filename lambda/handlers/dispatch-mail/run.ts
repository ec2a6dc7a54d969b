import { mailDigest } from '../../domain/digest-notices.ts';
import { caseUrl, mailNotice, type NoticeSubject } from '../../domain/notices.ts';
import type { Clock, EffectPerformer, Mailer, Performed, Work } from '../../domain/ports.ts';
import { ownerToNotify } from '../../domain/still-owed.ts';
import { drainLane, type LanePorts } from '../shared/drain-lane.ts';
import { performEach } from '../shared/perform-each.ts';
import type { Digester } from '../shared/visit-together.ts';

export type DispatchMailPorts = Omit<LanePorts, 'performer'> & { readonly mailer: Mailer };

export interface DispatchMailSettings {
  readonly timeoutSeconds: number;
  readonly caseUrlTemplate: string;
  /** Mails that may be sent in a second; when far more wait, several cases share one. @default one mail each */
  readonly noticesPerSecond?: number | undefined;
}

/** Drains the lane `mail`: one mail to the owner of the case for each effect, or a digest when more wait than can be sent. */
export async function runDispatchMail(ports: DispatchMailPorts, settings: DispatchMailSettings): Promise<void> {
  await drainLane(
    { ...ports, performer: mailSender(ports, settings), digester: mailDigester(ports, settings) },
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

/** Where a mail comes from and goes to; undefined when it cannot be sent, of which `mailSender` says why. */
function addresses({ policy, fresh }: Work): { readonly from: string; readonly to: string } | undefined {
  const recipient = ownerToNotify(policy, fresh);
  const to = 'parked' in recipient ? undefined : recipient.person.email;
  return policy.mail === undefined || to === undefined ? undefined : { from: policy.mail.from, to };
}

/** One person's notices in one mail; its tags name the first of its cases, the text all of them. */
function mailDigester(
  ports: { readonly mailer: Mailer; readonly clock: Clock },
  { noticesPerSecond, caseUrlTemplate }: DispatchMailSettings,
): Digester | undefined {
  if (noticesPerSecond === undefined) return undefined;
  return {
    noticesPerSecond,
    recipientOf: (work) => {
      const known = addresses(work);
      return known === undefined ? undefined : `${known.from} ${known.to} ${work.policy.language}`;
    },
    perform: async (works) => {
      const subject = (work: Work): NoticeSubject => ({ ...work, caseUrl: caseUrl(caseUrlTemplate, work.item.caseId) });
      const [first, ...rest] = works;
      const { item, effect } = first;
      const { from, to } = addresses(first) ?? { from: '', to: '' };
      const { subject: heading, body } = mailDigest([subject(first), ...rest.map(subject)]);
      const reference = await ports.mailer.send({
        from,
        to,
        subject: heading,
        body,
        caseId: item.caseId,
        effectKey: effect.key,
      });
      return works.map(() => ({ status: 'done', outcome: { at: ports.clock.now(), reference } }));
    },
  };
}
