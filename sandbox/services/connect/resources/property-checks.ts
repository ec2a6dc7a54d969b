import type { ConnectContext } from '../context.ts';
import { notFound } from '../flow-catalogue.ts';

/** @throws AwsError ResourceNotFoundException when the ARN is not that of the sandbox's instance. */
export function requireInstanceArn({ store }: ConnectContext, arn: string): void {
  if (arn !== store.instanceArn) throw notFound('instance', arn);
}

export const tagMap = (tags: readonly { Key: string; Value: string }[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key: key, Value: value }) => [key, value]));
