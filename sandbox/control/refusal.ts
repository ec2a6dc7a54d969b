import { AwsError } from '../kernel/service.ts';

/** Why a service refused a call. */
export type RefusalKind = 'permission' | 'throttling' | 'request';

const throttlingCodes = /throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|SlowDown/i;
const permissionCodes = /AccessDenied|NotAuthorized|UnauthorizedOperation/i;

/** A call beyond what the service takes at a time. */
export const isThrottling = (error: unknown): boolean =>
  error instanceof AwsError && (error.statusCode === 429 || throttlingCodes.test(error.code));

/**
 * What kind of refusal an error is; undefined for answers that a correct program expects: something is not there, is there
 * already, or was changed by another one meanwhile (a condition that did not hold is how claims are settled).
 */
export function refusalOf(error: AwsError): RefusalKind | undefined {
  if (isThrottling(error)) return 'throttling';
  if (error.statusCode === 403 || permissionCodes.test(error.code)) return 'permission';
  if ([404, 409].includes(error.statusCode)) return undefined;
  if (/^(ConditionalCheckFailed|TransactionCanceled|ResourceNotFound|Conflict)/.test(error.code)) return undefined;
  return 'request';
}
