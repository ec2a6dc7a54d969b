import { arnOf, type Deployment } from '../deployment.ts';

/**
 * ARN pattern of a secret by its name: Secrets Manager adds a hyphen and six characters, which only exist once somebody
 * has made the secret. Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
export function secretArnPattern(deployment: Deployment, name: string): string {
  return arnOf(deployment, 'secretsmanager', `secret:${name}-??????`);
}
