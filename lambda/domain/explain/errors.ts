import { CasewardenError } from '../errors.ts';

/** A cycle follows a row of a policy that is not there any more. */
export class PolicyOfClockMissingError extends CasewardenError {
  override readonly name = 'PolicyOfClockMissingError';
  readonly code = 'POLICY_OF_CLOCK_MISSING';
  readonly retryable = false;
}
