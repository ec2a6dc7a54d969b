import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import type { Deployment } from '../../deployment.ts';
import type { ChecklistItem } from './checklist.ts';
import { consoleLinks } from './console-links.ts';

/** Slack channels that consequences of the policies post to. */
function slackChannels(policy: PolicyFile): readonly string[] {
  const channels = Object.values(policy.policies).flatMap(({ breach }) =>
    breach.flatMap((consequence) => ('slack' in consequence ? [consequence.slack.channel] : [])),
  );
  return [...new Set(channels)];
}

/** What a person must do before breaches reach anybody. */
export function automationChecklist(deployment: Deployment, policy: PolicyFile): readonly ChecklistItem[] {
  const channels = slackChannels(policy);
  const { from } = policy.mail ?? {};
  return [
    ...(from === undefined
      ? []
      : [
          {
            id: 'MailIdentity',
            what: `Verify ${from} or its domain as an identity of Amazon SES:`,
            where: consoleLinks.sesIdentities(deployment),
          },
          {
            id: 'MailSandbox',
            what: 'Ask for production access to Amazon SES; in its sandbox mails reach verified addresses only:',
            where: consoleLinks.sesAccount(deployment),
          },
        ]),
    ...(channels.length === 0
      ? []
      : [
          {
            id: 'SlackApp',
            what: `Install a Slack app with the scope chat:write and invite it to ${channels.join(', ')}:`,
            where: consoleLinks.slackApps(),
          },
          {
            id: 'SlackSecret',
            what: `Create the secret ${deployment.secretNames.slack} with { "current": { "botToken": … } }:`,
            where: consoleLinks.newSecret(deployment),
          },
        ]),
    {
      id: 'TaskAgents',
      what: 'See that everybody in `teams:` has an e-mail address and a routing profile with the channel tasks, under Users > User management:',
      where: consoleLinks.connectAdmin(deployment),
    },
  ];
}
