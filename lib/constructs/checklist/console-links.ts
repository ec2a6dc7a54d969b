import type { Deployment } from '../../deployment.ts';

/** Pages on which a person does what a deployment cannot. */
export const consoleLinks = {
  /** The admin website of the Connect instance; its menu leads to users, routing and flows. */
  connectAdmin: ({ instanceAlias }: Deployment): string => `https://${instanceAlias}.my.connect.aws/`,
  connectInstance: ({ region, instanceId }: Deployment): string =>
    `https://${region}.console.aws.amazon.com/connect/v2/app/instances/${instanceId}?region=${region}`,
  sesAccount: ({ region }: Deployment): string =>
    `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/account`,
  sesIdentities: ({ region }: Deployment): string =>
    `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/identities`,
  newSecret: ({ region }: Deployment): string =>
    `https://${region}.console.aws.amazon.com/secretsmanager/newsecret?region=${region}`,
  topics: ({ region }: Deployment): string =>
    `https://${region}.console.aws.amazon.com/sns/v3/home?region=${region}#/topics`,
  slackApps: (): string => 'https://api.slack.com/apps',
} as const;
