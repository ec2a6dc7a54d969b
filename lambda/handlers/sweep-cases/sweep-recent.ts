import { addSeconds } from '../../domain/instants.ts';
import { longestLagSeconds } from '../../domain/sweep/compare.ts';
import { lastInstant, nextPlace } from '../../domain/sweep/place.ts';
import { lookAtPage } from './look.ts';
import { inTurn, save, type Sweep, type SweepCasesPorts } from './sweep.ts';

/**
 * Looks at every case that was changed since the last look, and at those of the time before that the search may have hidden
 * then. The earliest change comes first: a case that changes meanwhile moves ahead of us, never behind. The mark moves when
 * all of them were looked at, to the instant at which the look began; a look that is cut goes on where it was.
 * @throws SweepCut
 */
export async function sweepRecent(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { recent, careSince } = sweep.progress;
  const from = recent.mark === undefined ? careSince : addSeconds(recent.mark, -longestLagSeconds);
  let look = recent.look ?? { begunAt: ports.clock.now(), place: { from } };
  for (;;) {
    const { place } = look;
    const wanted = { by: 'lastUpdatedAt', onlyOpen: false, fieldIds: sweep.fieldIds, ...place } as const;
    const page = await inTurn(ports, sweep, sweep.searches, () => ports.search.page(wanted));
    await lookAtPage(ports, sweep, page.cases);
    const next = nextPlace(place, 'lastUpdatedAt', page);
    // What was changed after the look began is for the next one: else a busy desk would never let it end.
    const isDone = next === undefined || (lastInstant(page.cases, 'lastUpdatedAt') ?? '') > look.begunAt;
    if (isDone) return await save(ports, sweep, { recent: { mark: look.begunAt } });
    look = { ...look, place: next };
    await save(ports, sweep, { recent: { ...recent, look } });
  }
}
