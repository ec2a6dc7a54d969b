import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { publishMailEvents } from './mail-events.ts';
import { bareAddress, readMail, type MailRequest } from './read-mail.ts';
import type { Mail, SesStore } from './store.ts';

/** Tag by which our mails name their case: the journal's entry carries it as its case. */
const caseTag = 'casewarden-case';
const simulatorDomain = '@simulator.amazonses.com';

/** In the sandbox of SES recipients must be verified too. https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
function refuseUnverified(store: SesStore, request: MailRequest, region: string): void {
  const recipients = [...request.to, ...request.cc, ...request.bcc].map(bareAddress);
  const mustBeVerified = [
    request.fromAddress,
    ...(store.inSandbox ? recipients.filter((address) => !address.endsWith(simulatorDomain)) : []),
  ];
  const failed = mustBeVerified.filter((address) => !store.verifiedIdentity(address));
  if (failed.length > 0)
    throw new AwsError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${failed.join(', ')}`,
    );
}

/**
 * SendEmail: the mail stands in the mailbox and in the journal. A suppressed recipient is accepted and gets nothing;
 * when all are, nothing is sent and the answer is still a message id.
 * @throws AwsError BadRequestException, MessageRejected, NotFoundException, SendingPausedException
 */
export function sendMail(world: World, store: SesStore, input: SendEmailCommandInput): { MessageId: string } {
  const { clock, identifiers, journal, place } = world.kernel;
  const request = readMail(input);
  const set = request.configurationSet === undefined ? undefined : store.configurationSet(request.configurationSet);
  refuseUnverified(store, request, place.region);
  if (set && !set.sendingEnabled)
    throw new AwsError('SendingPausedException', `Email sending is disabled for the configuration set <${set.name}>.`);
  const recipients = [...request.to, ...request.cc, ...request.bcc];
  const { fromAddress: _address, ...content } = request;
  const mail: Mail = {
    ...content,
    messageId: `${identifiers.hex(16)}-${identifiers.uuid()}-000000`,
    at: new Date(clock.now()).toISOString(),
    suppressed: recipients.filter((recipient) => store.suppressed.has(bareAddress(recipient))),
  };
  store.mailbox.push(mail);
  const { messageId, suppressed, at: _at, ...shown } = mail;
  if (suppressed.length < recipients.length)
    journal.append({ kind: 'mail.sent', caseId: mail.tags[caseTag], detail: { ...shown, messageId } });
  publishMailEvents(world, store, mail, set);
  return { MessageId: messageId };
}
