import type { World } from '../../kernel/world.ts';
import { bareAddress } from './read-mail.ts';
import type { ConfigurationSet, Mail, SesStore } from './store.ts';

/** Virtual time until the recipient's server has taken a mail. */
const deliveryMilliseconds = 1_000;

const describeMail = (world: World, mail: Mail) => ({
  timestamp: mail.at,
  source: mail.from,
  sendingAccountId: world.kernel.place.accountId,
  messageId: mail.messageId,
  destination: [...mail.to, ...mail.cc, ...mail.bcc],
  headersTruncated: false,
  commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.messageId, subject: mail.subject },
  tags: {
    ...(mail.configurationSet === undefined ? {} : { 'ses:configuration-set': [mail.configurationSet] }),
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
});

/**
 * Tells the default bus what became of a mail, for configuration sets with an event destination: `Email Sent` at once,
 * `Email Delivered` a second later for recipients that are not suppressed.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
export function publishMailEvents(world: World, store: SesStore, mail: Mail, set: ConfigurationSet | undefined): void {
  if (!set) return;
  const wanted = (eventType: string) =>
    [...set.destinations.values()].some(({ enabled, eventTypes }) => enabled && eventTypes.includes(eventType));
  const emit = (detailType: string, outcome: Readonly<Record<string, unknown>>) =>
    world.events.emit('default', {
      source: 'aws.ses',
      detailType,
      resources: [store.arn(`configuration-set/${set.name}`)],
      detail: { ...outcome, mail: describeMail(world, mail) },
    });
  if (wanted('SEND')) emit('Email Sent', { eventType: 'Send', send: {} });
  const reached = [...mail.to, ...mail.cc, ...mail.bcc].filter((recipient) => !mail.suppressed.includes(recipient));
  if (reached.length === 0 || !wanted('DELIVERY')) return;
  world.kernel.clock.after(deliveryMilliseconds, `mail ${mail.messageId} delivered`, () =>
    emit('Email Delivered', {
      eventType: 'Delivery',
      delivery: {
        timestamp: new Date(world.kernel.clock.now()).toISOString(),
        processingTimeMillis: deliveryMilliseconds,
        recipients: reached.map(bareAddress),
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'a1-1.smtp-out.amazonses.com',
      },
    }),
  );
}
