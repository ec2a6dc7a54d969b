import type { CaseItem } from '../../contract/case-item.ts';
import { hasEnded } from '../../domain/effects.ts';
import { isPassDue } from '../../domain/sweep/night.ts';
import { lastInstant, nextPlace } from '../../domain/sweep/place.ts';
import { askForCase, lookAtPage } from './look.ts';
import { inTurn, save, SweepCut, type Sweep, type SweepCasesPorts } from './sweep.ts';

type Pass = NonNullable<Sweep['progress']['full']>;

/** As many ids as fit into one row several times over. */
const idsPerRow = 4000;

/**
 * The full pass, once a night and in as many runs as it takes: every open case in the order of creation, and then the other
 * way, cases that are open in the ledger and that the search did not show.
 * @throws SweepCut
 */
export async function sweepOpen(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { full } = sweep.progress;
  const now = ports.clock.now();
  const isDue = isPassDue(sweep.newest.policy.timeZone, now, full?.begunAt);
  // A pass that takes longer than a day is finished before the next begins.
  if (full === undefined || (full.stage === 'ended' && isDue)) {
    await save(ports, sweep, { full: { begunAt: now, stage: 'cases', place: {}, lookedCases: 0, lookedItems: 0 } });
  }
  if (passOf(sweep).stage === 'cases') await passOverCases(ports, sweep);
  if (passOf(sweep).stage === 'ledger') await passOverLedger(ports, sweep);
}

async function passOverCases(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const slice = ports.clock.now();
  const seen = new Set<string>();
  let rows = 0;
  const storeSeen = async (): Promise<void> => {
    if (seen.size > 0) await ports.sweepRows.addSeen(passOf(sweep).begunAt, `${slice}#${rows}`, [...seen]);
  };
  for (;;) {
    const { place, begunAt, lookedCases } = passOf(sweep);
    const wanted = { by: 'createdAt', onlyOpen: true, fieldIds: sweep.fieldIds, ...place } as const;
    const page = await inTurn(ports, sweep, sweep.searches, () => ports.search.page(wanted));
    await lookAtPage(ports, sweep, page.cases);
    for (const { caseId } of page.cases) seen.add(caseId);
    const next = nextPlace(place, 'createdAt', page);
    const isDone = next === undefined || (lastInstant(page.cases, 'createdAt') ?? '') > begunAt;
    // Before the place moves on, or a run that dies here would have them asked for one by one.
    await storeSeen();
    if (seen.size >= idsPerRow) {
      rows += 1;
      seen.clear();
    }
    const pass: Pass = { ...passOf(sweep), lookedCases: lookedCases + page.cases.length };
    if (isDone) return await save(ports, sweep, { full: { ...pass, stage: 'ledger', place: {} } });
    await save(ports, sweep, { full: { ...pass, place: next } });
  }
}

/**
 * Every item of the ledger in turn; it stands on no index whether one is open, and the few runs of a night are no reason for a
 * third one, which the table could not get anyway in one update with another.
 */
async function passOverLedger(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const seen = await ports.sweepRows.seen(passOf(sweep).begunAt);
  for (;;) {
    const pass = passOf(sweep);
    if (ports.clock.now() >= sweep.stopAt) throw new SweepCut('time is up');
    const page = await ports.casePages.page(pass.ledgerPlace);
    for (const item of page.items) {
      if (!isExpected(item, pass.begunAt) || seen.has(item.caseId) || sweep.told.has(item.caseId)) continue;
      await askForCase(ports, sweep, item.caseId, item);
    }
    const { ledgerPlace: _place, ...rest } = pass;
    const looked = { ...rest, lookedItems: pass.lookedItems + page.items.length };
    if (page.next === undefined) {
      return await save(ports, sweep, { full: { ...looked, stage: 'ended', endedAt: ports.clock.now() } });
    }
    await save(ports, sweep, { full: { ...looked, ledgerPlace: page.next } });
  }
}

/** Open by the ledger, and old enough that the search must have shown it. */
function isExpected(item: CaseItem, passBegunAt: string): boolean {
  if (item.deleted === true || item.createdAt >= passBegunAt) return false;
  return (
    item.clocks.some(({ verdict }) => verdict === 'running') ||
    Object.values(item.effects).some((effect) => !hasEnded(effect))
  );
}

function passOf(sweep: Sweep): Pass {
  if (sweep.progress.full === undefined) throw new TypeError('no full pass has begun');
  return sweep.progress.full;
}
