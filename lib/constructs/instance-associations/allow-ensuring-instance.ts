import { acknowledge } from '../../checks/acknowledge.ts';
import { arnOf, type Deployment } from '../../deployment.ts';
import type { SpecFunction } from '../spec-function/spec-function.ts';
import type { ensureInstanceSpec } from '../../../lambda/handlers/ensure-instance/spec.ts';

/**
 * What `ensure-instance` may do. Associating an instance makes Connect act in the caller's name: it writes an EventBridge
 * rule and a policy of its own service-linked role.
 * Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html,
 * https://docs.aws.amazon.com/connect/latest/adminguide/required-permissions-iam-cases.html
 */
export function allowEnsuringInstance(
  ensure: SpecFunction<(typeof ensureInstanceSpec)['env']>,
  deployment: Deployment,
  profilesDomainName: string,
): void {
  const { instanceArn } = deployment;
  const profilesDomain = arnOf(deployment, 'profile', `domains/${profilesDomainName}`);
  ensure.allow(
    ['cases:CreateDomain', 'cases:ListDomains', 'ds:DescribeDirectories', 'profile:ListAccountIntegrations'],
    ['*'],
  );
  ensure.allow(['cases:GetDomain'], [arnOf(deployment, 'cases', 'domain/*')]);
  ensure.allow(
    ['profile:CreateDomain', 'profile:GetDomain', 'profile:PutIntegration'],
    [profilesDomain, `${profilesDomain}/integrations/*`],
  );
  ensure.allow(['connect:DescribeInstance', 'connect:ListIntegrationAssociations'], [instanceArn]);
  ensure.allow(
    ['connect:CreateIntegrationAssociation', 'connect:DeleteIntegrationAssociation'],
    [instanceArn, `${instanceArn}/integration-association/*`],
  );
  ensure.allow(
    ['app-integrations:CreateEventIntegrationAssociation', 'app-integrations:DeleteEventIntegrationAssociation'],
    [
      arnOf(deployment, 'app-integrations', 'event-integration/*'),
      arnOf(deployment, 'app-integrations', 'event-integration-association/*'),
    ],
  );
  ensure.allow(
    ['events:DeleteRule', 'events:ListTargetsByRule', 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets'],
    [arnOf(deployment, 'events', 'rule/*')],
  );
  ensure.allow(
    ['iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
    [
      `arn:${deployment.partition}:iam::${deployment.accountId}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect*`,
    ],
  );
  const accept = (findingEndsWith: string, reason: string): void =>
    acknowledge(ensure.role, { rule: 'AwsSolutions-IAM5', findingEndsWith, reason });
  accept('Resource::*', 'These four actions name no resource: they list what the account has, or make a new domain.');
  accept(':domain/*', 'The id of the Cases domain is only known once the function has looked it up.');
  accept(
    '/integrations/*',
    'The id of the integration is the ARN of the instance, which no resource pattern can hold.',
  );
  accept('/integration-association/*', 'The ids of associations are only known once they exist.');
  accept(
    ':event-integration-association/*',
    'An association of event integration and instance has an id that AWS chooses.',
  );
  accept(':event-integration/*', 'An instance may already be joined to an event integration with any name.');
  accept(':rule/*', 'Connect chooses the name of the rule that it makes in the name of the caller.');
  accept('AWSServiceRoleForAmazonConnect*', 'The service-linked role of the instance ends in characters of its own.');
}
