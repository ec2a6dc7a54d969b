import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../domain/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** Sends through Amazon SES. The tags let a later look at SES's events tell whether a mail went out. */
export function createMailer(client: SESv2Client, configurationSetName: string): Mailer {
  return {
    send: async (mail) => {
      const command = new SendEmailCommand({
        FromEmailAddress: mail.from,
        Destination: { ToAddresses: [mail.to] },
        ConfigurationSetName: configurationSetName,
        EmailTags: [
          { Name: 'casewarden-case', Value: toTagValue(mail.caseId) },
          { Name: 'casewarden-effect', Value: toTagValue(mail.effectKey) },
        ],
        Content: {
          Simple: {
            Subject: { Data: mail.subject, Charset: 'UTF-8' },
            Body: { Text: { Data: mail.body, Charset: 'UTF-8' } },
          },
        },
      });
      const { MessageId } = await translateAwsErrors({ operation: 'SES SendEmail', changes: true }, () =>
        client.send(command),
      );
      return MessageId ?? 'accepted without a message id';
    },
  };
}

/**
 * A tag's value holds only letters, digits, `_`, `-`, `.` and `@`. Everything else, and `@` itself, becomes `@` and the
 * character's code in hexadecimal with a dot behind it, so that two values never become the same.
 * Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
 */
export function toTagValue(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]/gu, (character) => `@${character.codePointAt(0)?.toString(16) ?? ''}.`);
}
