import { afterWalk, countMissed, freshCases, isLedgerDue, isTokenPassDue } from '../../domain/sweep/by-token.ts';
import { lookAtPage } from './look.ts';
import { asSeen, beginPass, endPass, passOf, passOverLedger, type Pass } from './sweep-open.ts';
import { save, searchInTurn, type Sweep, type SweepCasesPorts } from './sweep.ts';

/**
 * Goes through all open cases by the search's own tokens, again and again, and then through the ledger for those that it did
 * not show: whatever has changed, was created, closed or deleted is found so, without any date. It takes longer than by date,
 * and as many runs as it needs.
 * @throws SweepCut
 */
export async function sweepByToken(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  if (isTokenPassDue(sweep.progress.full, ports.clock.now())) await beginPass(ports, sweep);
  while (passOf(sweep).stage === 'cases') await walk(ports, sweep);
  if (passOf(sweep).stage === 'ledger') await passOverLedger(ports, sweep);
}

/** The rest of one walk over all open cases. */
async function walk(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { begunAt } = passOf(sweep);
  const slice = ports.clock.now();
  const known = new Map(await ports.sweepRows.seen(begunAt));
  for (let number = 0; ; number += 1) {
    const { place, lookedCases, walk: going = { number: 1, fresh: 0 } } = passOf(sweep);
    const wanted = { by: undefined, onlyOpen: true, fieldIds: sweep.fieldIds, token: place.token };
    const page = await searchInTurn(ports, sweep, wanted);
    if (sweep.refusedAt !== undefined) sweep.progress = { ...sweep.progress, refusedAt: sweep.refusedAt };
    await lookAtPage(ports, sweep, page.cases);
    const fresh = freshCases(page.cases, known);
    for (const one of fresh) known.set(one.caseId, asSeen(one));
    // Before the place moves on, or a run that dies here would have them asked for one by one.
    if (fresh.length > 0) {
      const page = `${slice}#${going.number}#${number}`;
      await ports.sweepRows.addSeen(begunAt, page, fresh.map(asSeen));
    }
    const walked = { ...going, fresh: going.fresh + countMissed(fresh, begunAt) };
    const pass: Pass = { ...passOf(sweep), lookedCases: lookedCases + fresh.length, walk: walked };
    if (page.next === undefined) {
      return await endWalk(ports, sweep, pass, place.token === undefined ? 'one page' : 'many pages');
    }
    await save(ports, sweep, { full: { ...pass, place: { token: page.next } } });
  }
}

async function endWalk(
  ports: SweepCasesPorts,
  sweep: Sweep,
  pass: Pass,
  pages: 'one page' | 'many pages',
): Promise<void> {
  const { walk: walked = { number: 1, fresh: 0 } } = pass;
  const what = afterWalk(walked, pages);
  if (what === 'again') {
    return await save(ports, sweep, { full: { ...pass, place: {}, walk: { number: walked.number + 1, fresh: 0 } } });
  }
  if (what === 'unsettled') ports.log.error('cases moved in every walk; the next pass begins anew', { ...walked });
  const now = ports.clock.now();
  if (!isLedgerDue(pass, now)) return await endPass(ports, sweep, pass);
  await save(ports, sweep, { full: { ...pass, stage: 'ledger', place: {}, ledgerLookedAt: now } });
}
