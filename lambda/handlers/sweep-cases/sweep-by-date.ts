import { describeError, SearchRefusedError } from '../../domain/errors.ts';
import { asksByDate } from '../../domain/sweep/by-token.ts';
import { sweepByToken } from './sweep-by-token.ts';
import { sweepOpen } from './sweep-open.ts';
import { sweepRecent } from './sweep-recent.ts';
import { save, type Sweep, type SweepCasesPorts } from './sweep.ts';

/**
 * Looks by date, as long as the search puts cases in order by date and takes a date for a filter: AWS documents neither for
 * these fields. Where it refuses, the run goes by tokens, and so do all others for a day; then it is asked again.
 * @throws SweepCut
 */
export async function sweepByDate(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  if (!asksByDate(sweep.progress.refusedAt, ports.clock.now())) return await sweepByToken(ports, sweep);
  try {
    await sweepRecent(ports, sweep);
    if (sweep.progress.refusedAt !== undefined) {
      const { refusedAt: _refusedAt, ...rest } = withoutPlace(sweep.progress);
      sweep.progress = rest;
      await save(ports, sweep, {});
    }
    await sweepOpen(ports, sweep);
  } catch (error) {
    if (!(error instanceof SearchRefusedError)) throw error;
    ports.log.error('the search refuses dates; the sweep goes by tokens', describeError(error));
    sweep.progress = withoutPlace(sweep.progress);
    sweep.refusedAt = ports.clock.now();
    await sweepByToken(ports, sweep);
  }
}

/** A place in the one order means nothing in the other. */
function withoutPlace(progress: Sweep['progress']): Sweep['progress'] {
  const { full } = progress;
  if (full?.stage !== 'cases') return progress;
  const { walk: _walk, ...rest } = full;
  return { ...progress, full: { ...rest, place: {} } };
}
