/*
 * Everything that the runtime throws on purpose. Each error states whether the same input can succeed later
 * (`retryable`). Messages hold ids and names of operations only, never what an outside system said in free text, because
 * that may name a person; the original error is kept as `cause`.
 */

/** Base of all errors of the runtime. `name` is literal in every subclass, because minification renames classes. */
export abstract class CasewardenError extends Error {
  abstract readonly code: string;
  /** True when the same input can succeed later without anybody changing anything. */
  abstract readonly retryable: boolean;
}

/** A message of the inbox, of a lane or of a sink that is not what the contract says. */
export class MessageInvalidError extends CasewardenError {
  override readonly name = 'MessageInvalidError';
  readonly code = 'MESSAGE_INVALID';
  readonly retryable = false;
}

/** A row of the ledger that this version cannot read. */
export class LedgerRowInvalidError extends CasewardenError {
  override readonly name = 'LedgerRowInvalidError';
  readonly code = 'LEDGER_ROW_INVALID';
  readonly retryable = false;
}

/** No policy row of that hash in the ledger; retryable, because a deployment may be on its way. */
export class PolicyMissingError extends CasewardenError {
  override readonly name = 'PolicyMissingError';
  readonly code = 'POLICY_MISSING';
  readonly retryable = true;
}

/** Others wrote the same item again and again between our read and our write. */
export class LedgerContentionError extends CasewardenError {
  override readonly name = 'LedgerContentionError';
  readonly code = 'LEDGER_CONTENTION';
  readonly retryable = true;
}

/** Some parts of a tick failed, the others were done. The next tick tries all of them again. */
export class TickIncompleteError extends CasewardenError {
  override readonly name = 'TickIncompleteError';
  readonly code = 'TICK_INCOMPLETE';
  readonly retryable = true;
}

/** Some hours of operation could not be read or used; what was known of them holds, and the next run tries again. */
export class HoursIncompleteError extends CasewardenError {
  override readonly name = 'HoursIncompleteError';
  readonly code = 'HOURS_INCOMPLETE';
  readonly retryable = true;
}

/** The outside asked us to slow down; nothing was performed. */
export class ThrottledError extends CasewardenError {
  override readonly name = 'ThrottledError';
  readonly code = 'THROTTLED';
  readonly retryable = true;
  /** How long the outside asked us to wait, if it said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** What was refused, by which the message begins: `Cases UpdateCase`. */
  get operation(): string {
    return this.message.split(':', 1)[0] ?? '';
  }
}

/** The outside could not be reached or said that it did nothing. */
export class ServiceUnavailableError extends CasewardenError {
  override readonly name = 'ServiceUnavailableError';
  readonly code = 'SERVICE_UNAVAILABLE';
  readonly retryable = true;
}

/** The request went out and no answer tells what became of it. Safe to repeat only where the effect proves itself. */
export class OutcomeUnknownError extends CasewardenError {
  override readonly name = 'OutcomeUnknownError';
  readonly code = 'OUTCOME_UNKNOWN';
  readonly retryable = true;
}

/** The outside understood the request and will not do it. */
export class RequestRefusedError extends CasewardenError {
  override readonly name = 'RequestRefusedError';
  readonly code = 'REQUEST_REFUSED';
  readonly retryable = false;
}

/**
 * A search that the outside understood and will not do as it was asked: by this filter, in this order, or from this token on.
 * Asked for less, it may answer.
 */
export class SearchRefusedError extends CasewardenError {
  override readonly name = 'SearchRefusedError';
  readonly code = 'SEARCH_REFUSED';
  readonly retryable = false;
}

/** A quota on how much may exist is used up (HTTP 402). Not a throttle: waiting does not help, somebody must raise it. */
export class QuotaUsedUpError extends CasewardenError {
  override readonly name = 'QuotaUsedUpError';
  readonly code = 'QUOTA_USED_UP';
  readonly retryable = false;
}

/** A secret or an environment variable is missing or is not what we expect. */
export class SettingInvalidError extends CasewardenError {
  override readonly name = 'SettingInvalidError';
  readonly code = 'SETTING_INVALID';
  readonly retryable = false;
}

/**
 * What may be said about an error in logs and in the ledger: code and message of our own errors, else only its name,
 * because the text of an unknown error may hold personal data.
 */
export function describeError(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CasewardenError) return { code: error.code, message: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'UNEXPECTED', message: `unexpected ${name}; its text is withheld because it may hold personal data` };
}
