import { CasewardenError, describeError, LedgerContentionError } from '../../domain/errors.ts';
import type { Log } from '../../domain/ports.ts';
import type { LaneRun } from './visit-case.ts';

/**
 * What is wrong with one case keeps no other waiting: it is told, and kept for the end of the run.
 * @throws the error when it concerns every case, as a ledger that is away does
 */
export function passOver(
  ports: { readonly log: Log },
  run: LaneRun,
  caseId: string,
  failures: unknown[],
  error: unknown,
): void {
  const isOfThisCase =
    !(error instanceof CasewardenError) || !error.retryable || error instanceof LedgerContentionError;
  if (!isOfThisCase) throw error;
  ports.log.error('case could not be visited', { caseId, lane: run.lane, ...describeError(error) });
  failures.push(error);
}
