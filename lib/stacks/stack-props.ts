import { DefaultStackSynthesizer, PermissionsBoundary, type IStackSynthesizer, type StackProps } from 'aws-cdk-lib';
import type { Deployment } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';

export type StackName = 'State' | 'Intake' | 'Automation' | 'Delivery' | 'Operations';

/** Name of a stack of a stage. */
export const stackNameOf = (stage: string, name: StackName): string => `Casewarden-${stage}-${name}`;

const descriptions: Readonly<Record<StackName, string>> = {
  State: 'Casewarden: Cases domain, fields, templates, ledger and event bus. Retained.',
  Intake: 'Casewarden: flows that turn contacts into cases.',
  Automation: 'Casewarden: clocks of cases and what happens when they run out.',
  Delivery: 'Casewarden: outside systems that receive cases.',
  Operations: 'Casewarden: alarms that tell when something stands still, fails or was given up.',
};

/** What every stack has in common. Account and Region come from the Connect instance. */
export function stackPropsOf(
  deployment: Deployment,
  settings: Pick<DeploymentSettings, 'bootstrapQualifier' | 'permissionsBoundary'>,
  name: StackName,
): StackProps {
  const { bootstrapQualifier, permissionsBoundary } = settings;
  return {
    stackName: stackNameOf(deployment.stage, name),
    description: descriptions[name],
    env: { account: deployment.accountId, region: deployment.region },
    // The assertion bridges a difference of the library's own types under exactOptionalPropertyTypes.
    ...(bootstrapQualifier === undefined
      ? {}
      : { synthesizer: new DefaultStackSynthesizer({ qualifier: bootstrapQualifier }) as IStackSynthesizer }),
    ...(permissionsBoundary === undefined
      ? {}
      : {
          permissionsBoundary: permissionsBoundary.startsWith('arn:')
            ? PermissionsBoundary.fromArn(permissionsBoundary)
            : PermissionsBoundary.fromName(permissionsBoundary),
        }),
  };
}
