import {
  CasewardenError,
  OutcomeUnknownError,
  QuotaUsedUpError,
  RequestRefusedError,
  SearchRefusedError,
  ServiceUnavailableError,
  ThrottledError,
} from '../domain/errors.ts';

/** What was being asked of AWS when it failed. */
export interface AwsCall {
  /** As AWS names it: `Cases UpdateCase`. */
  readonly operation: string;
  /** A read changes nothing, so a lost answer leaves nothing unknown. */
  readonly changes: boolean;
}

/**
 * The same for a search: of a request that AWS finds invalid its filter, its order or its token may be the cause, without
 * which it can be asked again.
 * @throws SearchRefusedError then
 */
export async function translateSearchErrors<Answer>(operation: string, action: () => Promise<Answer>): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    if (!isAwsError(error, 'ValidationException')) throw toCasewardenError(error, { operation, changes: false });
    throw new SearchRefusedError(`${operation}: ValidationException; it may take the filter, the order or the token for invalid`, {
      cause: error,
    });
  }
}

interface SdkError {
  readonly name: string;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** Failures in which no byte of the request can have arrived. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const neverSentNames = new Set(['CredentialsProviderError', 'TokenProviderError']);
const throttlingNames = /Throttl|TooManyRequests|RequestLimitExceeded|ProvisionedThroughputExceeded|SlowDown/;

/**
 * Runs a call of an AWS client and translates what it throws into our errors; the original is kept as cause. The message
 * holds AWS's name of the error but not its text, which may hold an address or a value of a field.
 */
export async function translateAwsErrors<Answer>(call: AwsCall, action: () => Promise<Answer>): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    throw toCasewardenError(error, call);
  }
}

function toCasewardenError(error: unknown, { operation, changes }: AwsCall): CasewardenError {
  if (error instanceof CasewardenError) return error;
  const { name, code, $metadata, $retryable, $response } = asSdkError(error);
  const status = $metadata?.httpStatusCode;
  const options = { cause: error };
  const what = `${operation}: ${name}${status === undefined ? '' : ` (HTTP ${status})`}`;
  if (status === 402) return new QuotaUsedUpError(`${what}; ask for a higher quota, waiting does not help`, options);
  if (status === 429 || $retryable?.throttling === true || throttlingNames.test(name)) {
    const asked = Number($response?.headers?.['retry-after']);
    return new ThrottledError(what, { ...options, ...(asked > 0 ? { retryAfterSeconds: asked } : {}) });
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return new RequestRefusedError(`${what}; see the request in the service's documentation`, options);
  }
  const unsent = neverSentNames.has(name) || (typeof code === 'string' && neverSent.has(code));
  if (unsent || !changes) return new ServiceUnavailableError(what, options);
  return new OutcomeUnknownError(`${what}; no answer tells whether it happened`, options);
}

function asSdkError(error: unknown): SdkError {
  return error instanceof Error ? error : { name: typeof error };
}

/** Whether AWS answered with the error of that name, like `ResourceNotFoundException`. */
export function isAwsError(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
