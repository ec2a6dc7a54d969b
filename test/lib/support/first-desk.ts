import { loadPolicy } from '../../../lib/policy/load-policy.ts';
import type { PolicySource } from '../../../lib/policy/policy-source.ts';
import type { Deployment } from '../../../lib/deployment.ts';
import { deploymentOf } from '../../../lib/deployment.ts';
import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import { defaultSecretNames, type DeploymentSettings } from '../../../lib/settings.ts';

export const settings: DeploymentSettings = {
  policyPath: 'examples/first-desk.yaml',
  stage: 'dev',
  secretNames: defaultSecretNames,
};

/** The shipped example with its lock file. */
export const firstDesk: PolicySource = await loadPolicy(settings.policyPath);

export const deployment: Deployment = deploymentOf(firstDesk, settings);

/** The example with parts of its policy file replaced. */
export const firstDeskWith = (change: Partial<PolicyFile>): PolicySource => ({
  ...firstDesk,
  policy: { ...firstDesk.policy, ...change },
});
