import { UserError } from './command.ts';

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What to do about an error of AWS, by its name. */
const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'Sign in as for the AWS CLI (aws sso login, or AWS_PROFILE), or try: npx casewarden resolve --sandbox',
  ExpiredTokenException: 'Sign in again (aws sso login).',
  AccessDeniedException: 'The calls that are needed stand in: npx casewarden resolve --help',
  ResourceNotFoundException: 'Check connect.instance of the policy file, and that the credentials are of its account.',
  UnrecognizedClientException: 'The credentials are not of this partition or Region; sign in again.',
};

/** Turns an error of an AWS client into one that a person can act on; everything else is returned as it is. */
export function asAwsProblem(error: unknown, instanceArn: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { name, code, $metadata } = error as SdkError;
  const known = advice[name];
  if ($metadata === undefined && known === undefined && code === undefined) return error;
  const network = code === undefined ? '' : ` (${code})`;
  return new UserError(`asking about ${instanceArn}: ${name}: ${error.message}${network}`, {
    next: known ?? 'The lock file was left as it is; try again.',
    cause: error,
  });
}
