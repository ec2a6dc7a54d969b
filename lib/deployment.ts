import { hasCases, casesRegions } from '../lambda/contract/cases-regions.ts';
import type { PolicySource } from './policy/policy-source.ts';
import type { DeploymentSettings } from './settings.ts';

/** Where a deployment goes and what it is called there: what every stack needs to know. */
export interface Deployment {
  readonly stage: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly instanceArn: string;
  readonly instanceId: string;
  /** Alias of the Connect instance; the first part of its address. */
  readonly instanceAlias: string;
  readonly secretNames: DeploymentSettings['secretNames'];
}

const instanceArnPattern =
  /^arn:(?<partition>aws[a-z-]*):connect:(?<region>[a-z0-9-]+):(?<accountId>[0-9]{12}):instance\/(?<id>[0-9a-f-]+)$/;

/**
 * Reads account and Region from the ARN of the policy's Connect instance; nothing else may decide them, so a synthesis
 * needs no credentials. Throws when the ARN is no instance ARN or Amazon Connect Cases does not exist in the Region.
 */
export function deploymentOf(source: PolicySource, settings: DeploymentSettings): Deployment {
  const instanceArn = source.policy.connect.instance;
  const parts = instanceArnPattern.exec(instanceArn)?.groups;
  if (parts === undefined) {
    throw new Error(
      `${source.path}: connect.instance must be the ARN of an Amazon Connect instance, got ${JSON.stringify(instanceArn)}`,
    );
  }
  const region = parts['region'] ?? '';
  if (!hasCases(region)) {
    throw new Error(
      `${source.path}: Amazon Connect Cases does not exist in Region ${region}; it exists in ${casesRegions.join(', ')}`,
    );
  }
  return {
    stage: settings.stage,
    partition: parts['partition'] ?? '',
    region,
    accountId: parts['accountId'] ?? '',
    instanceArn,
    instanceId: parts['id'] ?? '',
    instanceAlias: source.lock.instance.alias,
    secretNames: settings.secretNames,
  };
}

/** ARN of something in the deployment's account and Region. */
export function arnOf(deployment: Deployment, service: string, resource: string): string {
  return `arn:${deployment.partition}:${service}:${deployment.region}:${deployment.accountId}:${resource}`;
}

/** The page of a case in the agent workspace; `{caseId}` stands for the case. */
export function caseUrlTemplate(deployment: Deployment): string {
  return `https://${deployment.instanceAlias}.my.connect.aws/cases/agent-app/case-detail/{caseId}`;
}
