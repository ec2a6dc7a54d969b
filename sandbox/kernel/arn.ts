import type { InstanceFile } from './instance-file.ts';
import type { Place } from './kernel.ts';

/** ARN of a resource in the sandbox's account and Region, such as `arn:aws:dynamodb:ap-northeast-1:111122223333:table/x`. */
export const arnOf = (place: Place, service: string, resource: string): string =>
  `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;

/** ARN of a resource of IAM, which has no Region: `root`, `role/x`. */
export const iamArnOf = (place: Pick<Place, 'partition' | 'accountId'>, resource: string): string =>
  `arn:${place.partition}:iam::${place.accountId}:${resource}`;

/** ARN of the Connect instance that `instance.yaml` sets up. */
export const instanceArnOf = (place: Place, file: InstanceFile): string =>
  arnOf(place, 'connect', `instance/${file.instance.id}`);

/** ARN of the role under which Connect itself calls other services. */
export const connectRoleArnOf = (place: Pick<Place, 'partition' | 'accountId'>): string =>
  iamArnOf(place, 'role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect');
