import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { AwsError } from '../../kernel/service.ts';

/** A mail as it was asked for, in plain values. */
export interface MailRequest {
  /** As given: may carry a display name. */
  readonly from: string;
  readonly fromAddress: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}

const mostRecipients = 50;
const mostTags = 50;
const refused = (message: string) => new AwsError('BadRequestException', message);
const tagText = /^[A-Za-z0-9_\-.@]{1,256}$/;
const simpleAddress = /^[!-?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** The address within `Name <address>`. @throws AwsError BadRequestException */
export function bareAddress(text: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
  if (!address.includes('@')) throw refused(`Missing final '@domain' in ${text}`);
  if (!simpleAddress.test(address))
    throw refused(`${text} is not an address that SES takes: a local part of printable ASCII, @, a domain`);
  return address;
}

function readTags(given: SendEmailCommandInput['EmailTags']): Record<string, string> {
  const tags = given ?? [];
  if (tags.length > mostTags) throw refused(`A mail has at most ${mostTags} tags, this one ${tags.length}.`);
  for (const { Name: name = '', Value: value = '' } of tags) {
    for (const [part, text] of [
      ['name', name],
      ['value', value],
    ] as const)
      if (!tagText.test(text))
        throw refused(
          `Invalid tag ${part} <${text}>: only alphanumeric ASCII characters, '_', '-', '.', and '@' are allowed, 1 to 256 of them.`,
        );
    if (name.startsWith('ses:')) throw refused(`Tag name <${name}> is reserved.`);
  }
  const names = tags.map(({ Name }) => Name);
  if (new Set(names).size < names.length) throw refused('Duplicate tag names are not allowed.');
  return Object.fromEntries(tags.map(({ Name, Value }) => [Name!, Value!]));
}

/** @throws AwsError BadRequestException for what SES refuses, and for content that the sandbox does not support. */
export function readMail(input: SendEmailCommandInput): MailRequest {
  const { Content: content, Destination: destination } = input;
  for (const member of ['Raw', 'Template'] as const)
    if (content?.[member]) throw refused(`Content.${member} is not supported by the sandbox; use Content.Simple.`);
  if (!content?.Simple) throw refused('Content must have Simple, Raw or Template.');
  for (const parameter of [
    'FeedbackForwardingEmailAddress',
    'EndpointId',
    'TenantName',
    'ListManagementOptions',
  ] as const)
    if (input[parameter] !== undefined) throw refused(`${parameter} is not supported by the sandbox.`);
  const from = input.FromEmailAddress;
  if (!from) throw refused('FromEmailAddress is required for simple content.');
  const [to, cc, bcc] = [
    destination?.ToAddresses ?? [],
    destination?.CcAddresses ?? [],
    destination?.BccAddresses ?? [],
  ];
  const recipients = [...to, ...cc, ...bcc];
  if (recipients.length === 0) throw refused('A mail needs at least one recipient.');
  if (recipients.length > mostRecipients) throw refused(`Recipient count exceeds ${mostRecipients}.`);
  recipients.forEach(bareAddress);
  (input.ReplyToAddresses ?? []).forEach(bareAddress);
  const { Subject: subject, Body: body } = content.Simple;
  const text = body?.Text?.Data ?? body?.Html?.Data;
  if (subject?.Data === undefined) throw refused('Content.Simple.Subject.Data is required.');
  if (text === undefined) throw refused('Content.Simple.Body must have Text or Html.');
  if (/[\r\n]/.test(subject.Data)) throw refused('The subject must not hold line breaks.');
  return {
    from,
    fromAddress: bareAddress(from),
    to,
    cc,
    bcc,
    subject: subject.Data,
    body: text,
    tags: readTags(input.EmailTags),
    configurationSet: input.ConfigurationSetName,
  };
}
