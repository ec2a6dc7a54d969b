import { CasewardenError } from './errors.ts';

/** Somebody else made the same thing between our look and our call; looking again finds it. */
export class MadeMeanwhileError extends CasewardenError {
  override readonly name = 'MadeMeanwhileError';
  readonly code = 'MADE_MEANWHILE';
  readonly retryable = true;
}

/** Something takes longer than a look: looking again later may find it ready. */
export class NotReadyError extends CasewardenError {
  override readonly name = 'NotReadyError';
  readonly code = 'NOT_READY';
  readonly retryable = true;
}

/** What is there does not fit what is wanted, and a person must decide. The message says what to do. */
export class ConflictingSetupError extends CasewardenError {
  override readonly name = 'ConflictingSetupError';
  readonly code = 'CONFLICTING_SETUP';
  readonly retryable = false;
}

/** A request of CloudFormation that this version does not understand. */
export class ResourceRequestInvalidError extends CasewardenError {
  override readonly name = 'ResourceRequestInvalidError';
  readonly code = 'RESOURCE_REQUEST_INVALID';
  readonly retryable = false;
}
