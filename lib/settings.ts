/** What a deployment chooses beyond the policy file. Read from the CDK context key `casewarden` and `-c` overrides. */
export interface DeploymentSettings {
  /** Path of the policy file. @default casewarden.yaml, else examples/first-desk.yaml */
  readonly policyPath: string;
  /** Tells two deployments of one account apart; part of every stack name. @default dev */
  readonly stage: string;
  /** ARN or name of a permissions boundary for every role. @default none */
  readonly permissionsBoundary?: string;
  /** Qualifier of the CDK bootstrap. @default hnb659fds */
  readonly bootstrapQualifier?: string;
  /** Names of the secrets that hold what sinks need. They exist before the deployment. */
  readonly secretNames: { readonly slack: string; readonly salesforce: string };
}

export const defaultSecretNames = { slack: 'casewarden/slack', salesforce: 'casewarden/salesforce' } as const;
