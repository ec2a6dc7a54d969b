import { addSeconds } from '../../domain/instants.ts';
import type { FoundSla } from '../../domain/ports.ts';
import { createPace } from '../shared/pace.ts';
import { pageInTurn, save, SweepCut, type Sweep, type SweepSlasPorts } from './sweep.ts';
import { tell } from './tell.ts';

export type { SweepSlasPorts } from './sweep.ts';

export interface SweepSlasSettings {
  /** The newest policy, whose patterns say which SLAs are adopted. */
  readonly policyHash: string;
  readonly ratePerSecond: number;
  readonly timeoutSeconds: number;
}

/** Kept before the function's time-out for what has been begun. */
const reserveSeconds = 30;
/** A search may show an SLA only after others that are newer, so every sweep looks at the last minutes again. */
const overlapSeconds = 900;

/**
 * Tells the inbox of native SLAs that others have attached, if the policy file adopts them: of those that came since the last
 * sweep, in the first half of the run at most, and of those that have run out, which nobody may have told us of. What the
 * ledger has adopted is not told again. A look that is cut goes on with the next run, so that none is left out.
 */
export async function runSweepSlas(ports: SweepSlasPorts, settings: SweepSlasSettings): Promise<void> {
  const startedAt = ports.clock.now();
  const seconds = settings.timeoutSeconds - reserveSeconds;
  const sweep: Sweep = {
    policy: await ports.policies.byHash(settings.policyHash),
    pace: createPace(settings.ratePerSecond),
    stopAt: startedAt,
    counts: { calls: 0, looked: 0, asked: 0, foundSlas: 0, failed: 0 },
    progress: (await ports.rows.progress()) ?? { version: 0, overdue: { newestFirst: false } },
  };
  let isCut = true;
  try {
    const isNewSeen = await lookUntil(ports, sweep, 'new', addSeconds(startedAt, Math.floor(seconds / 2)));
    const isOverdueSeen = await lookUntil(ports, sweep, 'overdue', addSeconds(startedAt, seconds));
    isCut = !(isNewSeen && isOverdueSeen);
  } finally {
    const none = { foundChanged: 0, foundUnknown: 0, foundGone: 0, repaired: 0, unrepaired: 0 };
    const run = { sweep: 'slas' as const, startedAt, endedAt: ports.clock.now(), isCut, ...none, ...sweep.counts };
    await ports.sweepRuns.note(run);
    ports.log.info('sweep of SLAs', run);
  }
}

/** @returns false when the look was cut at `stopAt` */
async function lookUntil(
  ports: SweepSlasPorts,
  sweep: Sweep,
  which: 'new' | 'overdue',
  stopAt: string,
): Promise<boolean> {
  sweep.stopAt = stopAt;
  try {
    if (which === 'new') await sweepNew(ports, sweep);
    else await sweepOverdue(ports, sweep);
    return true;
  } catch (error) {
    if (error instanceof SweepCut) return false;
    throw error;
  }
}

/** Those that run and were attached since the last look, the newest first: what comes meanwhile moves none out of sight. */
async function sweepNew(ports: SweepSlasPorts, sweep: Sweep): Promise<void> {
  const { watermark, active: cut } = sweep.progress;
  const until = watermark === undefined ? undefined : addSeconds(watermark, -overlapSeconds);
  const begun = { begunAt: ports.clock.now(), ...(until === undefined ? {} : { until }) };
  let look: NonNullable<Sweep['progress']['active']> = cut ?? begun;
  for (;;) {
    const since = look.until ?? '';
    const page = await pageInTurn(ports, sweep, { status: 'Active', newestFirst: true, from: look.token });
    const wanted = page.slas.filter(({ attachedAt }) => attachedAt >= since);
    const { done: _done, ...rest } = look;
    await tellAndKeep(ports, sweep, wanted, look.done, (done) => ({ active: { ...rest, done } }));
    if (page.next === undefined || wanted.length < page.slas.length) break;
    look = { ...rest, token: page.next };
    await save(ports, sweep, { ...sweep.progress, active: look });
  }
  const { active: _seen, ...rest } = sweep.progress;
  await save(ports, sweep, { ...rest, watermark: look.begunAt });
  // What came since a look that went on over several runs began has waited for long enough.
  if (cut !== undefined) await sweepNew(ports, sweep);
}

/**
 * A walk over all that have run out. Tokens may be positions, so that one which leaves the list before our place moves an
 * unseen one across it: the next walk goes the other way.
 */
async function sweepOverdue(ports: SweepSlasPorts, sweep: Sweep): Promise<void> {
  const { token: cutAt, done: cutIn } = sweep.progress.overdue;
  const wasCut = cutAt !== undefined || cutIn !== undefined;
  for (;;) {
    const { newestFirst, token, done: known } = sweep.progress.overdue;
    const page = await pageInTurn(ports, sweep, { status: 'Overdue', newestFirst, from: token });
    await tellAndKeep(ports, sweep, page.slas, known, (done) => ({ overdue: { ...sweep.progress.overdue, done } }));
    const isDone = page.next === undefined;
    const overdue = isDone ? { newestFirst: !newestFirst } : { newestFirst, token: page.next };
    await save(ports, sweep, { ...sweep.progress, overdue });
    if (isDone) break;
  }
  // What ran out since a walk that went on over several runs began has waited for long enough.
  if (wasCut) await sweepOverdue(ports, sweep);
}

/** Tells of a page; where that is cut, what was looked at of it is kept: a page of unknown cases may be more than a run can read. */
async function tellAndKeep(
  ports: SweepSlasPorts,
  sweep: Sweep,
  slas: readonly FoundSla[],
  known: readonly string[] | undefined,
  place: (done: string[]) => Partial<Sweep['progress']>,
): Promise<void> {
  const done = new Set(known);
  try {
    await tell(ports, sweep, slas, done);
  } catch (error) {
    if (error instanceof SweepCut) await save(ports, sweep, { ...sweep.progress, ...place([...done]) });
    throw error;
  }
}
