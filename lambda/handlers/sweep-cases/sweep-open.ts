import type { CaseItem } from '../../contract/case-item.ts';
import type { SeenCase } from '../../contract/sweep-rows.ts';
import { hasEnded } from '../../domain/effects.ts';
import { ownerFields } from '../../domain/sweep/compare.ts';
import { isPassDue } from '../../domain/sweep/night.ts';
import { goOn, lastInstant, nobodyShown } from '../../domain/sweep/place.ts';
import type { FoundCase } from '../../domain/sweep/sweep-ports.ts';
import { askForCase, lookAtPage } from './look.ts';
import { save, searchInTurn, SweepCut, type Sweep, type SweepCasesPorts } from './sweep.ts';

export type Pass = NonNullable<Sweep['progress']['full']>;

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
  if (full === undefined || (full.stage === 'ended' && isDue)) await beginPass(ports, sweep);
  if (passOf(sweep).stage === 'cases') await passOverCases(ports, sweep);
  if (passOf(sweep).stage === 'ledger') await passOverLedger(ports, sweep);
}

/** A new full pass; where the one before has ended, that stays known until this one has. */
export async function beginPass(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const { full: last } = sweep.progress;
  const begun = { begunAt: ports.clock.now(), stage: 'cases' as const, place: {}, lookedCases: 0, lookedItems: 0 };
  const { ledgerLookedAt, begunAt, endedAt } = last ?? {};
  await save(ports, sweep, {
    full: { ...begun, ...(ledgerLookedAt === undefined ? {} : { ledgerLookedAt }) },
    ...(begunAt === undefined || endedAt === undefined ? {} : { endedPass: { begunAt, endedAt } }),
  });
}

/** The pass has seen all that it is to see. */
export async function endPass(ports: SweepCasesPorts, sweep: Sweep, pass: Pass): Promise<void> {
  await save(ports, sweep, { full: { ...pass, stage: 'ended', place: {}, endedAt: ports.clock.now() } });
}

async function passOverCases(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
  const slice = ports.clock.now();
  let standing = nobodyShown;
  for (let number = 0; ; number += 1) {
    const { place, begunAt, lookedCases } = passOf(sweep);
    const wanted = { by: 'createdAt', onlyOpen: true, fieldIds: sweep.fieldIds, ...place } as const;
    const page = await searchInTurn(ports, sweep, wanted);
    await lookAtPage(ports, sweep, page.cases);
    const isPastEnd = (lastInstant(page.cases, 'createdAt') ?? '') > begunAt;
    const gone = goOn(place, 'createdAt', page, standing, isPastEnd);
    const { next } = gone;
    // Before the place moves on, or a run that dies here would have them asked for one by one.
    if (page.cases.length > 0) await ports.sweepRows.addSeen(begunAt, `${slice}#${number}`, page.cases.map(asSeen));
    const pass: Pass = { ...passOf(sweep), lookedCases: lookedCases + gone.fresh };
    if (next === undefined) return await save(ports, sweep, { full: { ...pass, stage: 'ledger', place: {} } });
    await save(ports, sweep, { full: { ...pass, place: next } });
    ({ standing } = gone);
  }
}

/**
 * The other way: every item of the ledger in turn; it stands on no index whether one is open, and the few runs of a night are no reason for a
 * third one, which the table could not get anyway in one update with another.
 */
export async function passOverLedger(ports: SweepCasesPorts, sweep: Sweep): Promise<void> {
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
    if (page.next === undefined) return await endPass(ports, sweep, looked);
    await save(ports, sweep, { full: { ...looked, ledgerPlace: page.next } });
  }
}

/** What is kept of a case that a pass has seen. */
export function asSeen({ caseId, lastUpdatedAt, fields }: FoundCase): SeenCase {
  const ownerArn = fields[ownerFields.user];
  const isQueued = typeof ownerArn !== 'string' && typeof fields[ownerFields.queue] === 'string';
  return {
    caseId,
    ...(lastUpdatedAt === undefined ? {} : { lastUpdatedAt }),
    ...(typeof ownerArn === 'string' ? { ownerArn } : {}),
    ...(isQueued ? { isQueued } : {}),
  };
}

/** Open by the ledger, and old enough that the search must have shown it. */
function isExpected(item: CaseItem, passBegunAt: string): boolean {
  if (item.deleted === true || item.createdAt >= passBegunAt) return false;
  const status = item.observations.findLast(({ fieldId }) => fieldId === 'status')?.value;
  return (
    (typeof status === 'string' && status !== 'closed') ||
    item.clocks.some(({ verdict }) => verdict === 'running') ||
    Object.values(item.effects).some((effect) => !hasEnded(effect))
  );
}

/** The pass that is under way. */
export function passOf(sweep: Sweep): Pass {
  if (sweep.progress.full === undefined) throw new TypeError('no full pass has begun');
  return sweep.progress.full;
}
