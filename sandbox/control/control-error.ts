import type { ControlErrorCode } from './schema.ts';

const statuses: Readonly<Record<ControlErrorCode, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  failed: 500,
  'not-supported': 501,
};

/** A request of the control API that cannot be done; the same request never succeeds unless the sandbox changes. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly retryable = false;
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  get status(): number {
    return statuses[this.code];
  }
}
