/** A line that has no answer; the message says why. */
export class LineError extends Error {
  override readonly name = 'LineError';
  readonly retryable = false;
}
