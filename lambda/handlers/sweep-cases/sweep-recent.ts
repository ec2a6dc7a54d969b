import { addSeconds } from '../../domain/instants.ts';
import { longestLagSeconds } from '../../domain/sweep/compare.ts';
import { goOn, lastInstant, nobodyShown } from '../../domain/sweep/place.ts';
import { lookAtPage } from './look.ts';
import { save, searchInTurn, type Sweep, type SweepCasesPorts } from './sweep.ts';

/**
 * Looks at every case that was changed since the last look, and at those of the time before that the search may have hidden
 * then. The earliest change comes first: a case that changes meanwhile moves ahead of us, never behind. The mark moves when
 * all of them were looked at, to the instant at which the look began; a look that is cut goes on where it was.
 * @throws SweepCut
 */
export async function sweepRecent(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const isGoingOn = sweep.progress.recent.look !== undefined;
  await look(ports, sweep);
  // What was changed since a look that went on over several runs began has waited for long enough.
  if (isGoingOn) await look(ports, sweep);
}

async function look(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { recent, careSince } = sweep.progress;
  const from = recent.mark === undefined ? careSince : addSeconds(recent.mark, -longestLagSeconds);
  let going = recent.look ?? { begunAt: ports.clock.now(), place: { from } };
  let standing = nobodyShown;
  for (;;) {
    const { place } = going;
    const wanted = { by: 'lastUpdatedAt', onlyOpen: false, fieldIds: sweep.fieldIds, ...place } as const;
    const page = await searchInTurn(ports, sweep, wanted);
    await lookAtPage(ports, sweep, page.cases);
    // What was changed after the look began is for the next one: else a busy desk would never let it end.
    const isPastEnd = (lastInstant(page.cases, 'lastUpdatedAt') ?? '') > going.begunAt;
    const gone = goOn(place, 'lastUpdatedAt', page, standing, isPastEnd);
    const { next } = gone;
    if (next === undefined) return await save(ports, sweep, { recent: { mark: going.begunAt } });
    ({ standing } = gone);
    going = { ...going, place: next };
    await save(ports, sweep, { recent: { ...recent, look: going } });
  }
}
