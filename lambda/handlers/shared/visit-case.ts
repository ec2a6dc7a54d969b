import type { CaseItem, Effect, SharedRead } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { LaneName } from '../../contract/primitives.ts';
import type { ApiName } from '../../contract/quota-profile.ts';
import { whyBeyondCase } from '../../domain/budgets.ts';
import { claimEffect, endEffect, failEffect, postponeEffect, releaseClaim, withEffect } from '../../domain/claims.ts';
import { hasEnded } from '../../domain/effects.ts';
import { describeError } from '../../domain/errors.ts';
import { indexAttributes, readyEffects } from '../../domain/index-attributes.ts';
import { addSeconds } from '../../domain/instants.ts';
import type {
  Budgets,
  CaseReader,
  Clock,
  EffectLedger,
  EffectPerformer,
  FreshCase,
  Identifiers,
  Inbox,
  Log,
  Performed,
  Policies,
  Quotas,
  Work,
} from '../../domain/ports.ts';
import { isContradicted, isReadGood, readOfAnother, readToShare, withRead } from '../../domain/shared-read.ts';
import { freshFieldIds, judgeByFreshCase, type CaseRead } from '../../domain/still-owed.ts';
import { recordOutcome } from './record-outcome.ts';
import { spendBudgets } from './spend-budgets.ts';
import { noteRefusal, takeTurn, tellRefusals, type RunTurns } from './turns.ts';

/** What a lane needs to carry out the effects of a case. */
export interface LaneWorkPorts {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly ledger: EffectLedger;
  readonly policies: Policies;
  readonly cases: CaseReader;
  readonly performer: EffectPerformer;
  readonly inbox: Inbox;
  /** The buckets of the request quotas, which all lanes share. */
  readonly quotas: Quotas;
  readonly budgets: Budgets;
  readonly log: Log;
}

/** One run of a lane. */
export interface LaneRun {
  readonly lane: LaneName;
  readonly together: boolean;
  /** The calls that performing these effects takes. */
  readonly callsFor: (effects: readonly Effect[]) => readonly ApiName[];
  readonly turns: RunTurns;
  /** Begin nothing new from this instant on. */
  readonly stopAt: string;
}

/** Lost conditional writes in one visit after which the case is left to a later one. */
const maximumLosses = 5;
/**
 * Nobody else may take a claim before. What is claimed is begun on a good read only, so there are 35 seconds left for it: two
 * calls that hang, and writing the outcome.
 */
const claimSeconds = 65;
/** A visit that has taken longer begins nothing more: its calls hung or the ledger refused, and the lease of the lane may be ending. */
const longestVisitSeconds = 15;
/** A turn that is further off is left to a later run, lest the lease of this one end while it waits. */
const longestWaitSeconds = 30;

/** What one visit knows and holds. Changed by the functions of this file only. */
export interface Visit {
  read: FreshRead | undefined;
  /** APIs whose turn has been waited for and not been spent on a call. */
  readonly hasTurnOf: Set<ApiName>;
  /** Keys of effects that have been counted for their budgets. */
  readonly spent: Set<string>;
}

export interface FreshRead extends CaseRead {
  readonly policy: CompiledPolicy;
  readonly fieldIds: readonly string[];
}

/**
 * Performs what the case owes on this lane; removes its marker when nothing more is ready. All waiting and the fresh read
 * come before the claim, so that `claimed` means "about to call": a run that is stopped while it waits leaves nothing
 * claimed, and nothing is parked as of unknown outcome that was never sent.
 * @returns false when the run has no time for what the case owes, nor then for any other
 */
export async function visitCase(ports: LaneWorkPorts, run: LaneRun, caseId: string): Promise<boolean> {
  const visit: Visit = { read: undefined, hasTurnOf: new Set(), spent: new Set() };
  const leaveAt = addSeconds(ports.clock.now(), longestVisitSeconds);
  let losses = 0;
  while (losses < maximumLosses) {
    const item = await ports.ledger.load(caseId);
    const ready = item === undefined ? [] : readyEffects(item, run.lane, ports.clock.now());
    if (item === undefined || ready.length === 0) {
      await ports.ledger.unmark(run.lane, caseId);
      return true;
    }
    if (ports.clock.now() >= run.stopAt) return false;
    const next = await decide(ports, run, visit, item, ready);
    if (next === 'out of time') return false;
    const isStored =
      'unclaimed' in next
        ? await storeUnclaimed(ports, item, next.unclaimed)
        : await claimAndPerform(ports, run, visit, item, next);
    if (!isStored) losses += 1;
    await tellRefusals(ports, run.turns);
    // What is left keeps its marker: the run comes back to it once it has kept its lane.
    if (ports.clock.now() > leaveAt) return true;
  }
  return true;
}

/** Effects that end or wait without being performed, or effects that may be performed now. */
type Decision =
  | 'out of time'
  | { readonly unclaimed: readonly Effect[] }
  | { readonly owed: readonly Effect[]; readonly read: FreshRead; readonly fresh: FreshCase };

/** Reads the case afresh, says what is still owed, and waits for the turn to perform it. Claims nothing. */
export async function decide(
  ports: LaneWorkPorts,
  run: LaneRun,
  visit: Visit,
  item: CaseItem,
  ready: readonly Effect[],
): Promise<Decision> {
  try {
    for (;;) {
      const read = await readFresh(ports, run, visit, item);
      if (read === undefined) return 'out of time';
      const now = ports.clock.now();
      const owed: Effect[] = [];
      const unclaimed: Effect[] = [];
      for (const effect of run.together ? ready : ready.slice(0, 1)) {
        const verdict = judgeByFreshCase(effect, item, read.policy, read, now) ?? beyondCase(effect, item, read, now);
        if (verdict === undefined) owed.push(effect);
        else unclaimed.push(endEffect(effect, verdict));
      }
      if (unclaimed.length > 0 || read.fresh === undefined) return { unclaimed };
      if (!(await waitForTurns(ports, run, visit, run.callsFor(owed)))) return 'out of time';
      // A read that has grown old over the turns is done once more; the turns are kept.
      if (!isGood(ports, read)) continue;
      const { policy, fresh } = read;
      const beyond = await spendBudgets(ports, { policy, fresh }, owed, visit.spent);
      return beyond.length > 0 ? { unclaimed: beyond } : { owed, read, fresh };
    }
  } catch (error) {
    noteFailure(ports, run, item.caseId, error);
    // What keeps us from reading the case concerns everything that it owes on this lane.
    return { unclaimed: ready.map((effect) => postponeEffect(effect, error, ports.clock.now())) };
  }
}

function beyondCase(effect: Effect, item: CaseItem, { policy }: FreshRead, now: string): Performed | undefined {
  const reason = whyBeyondCase(item, effect, policy, now);
  return reason === undefined ? undefined : { status: 'parked', outcome: { at: now, reason } };
}

/** One read serves the effects of one visit for a short while, since GetCase has a small quota that agents share. */
async function readFresh(
  ports: LaneWorkPorts,
  run: LaneRun,
  visit: Visit,
  item: CaseItem,
): Promise<FreshRead | undefined> {
  const { read } = visit;
  if (read !== undefined && isGood(ports, read) && !isContradicted(item, read, read.fieldIds)) return read;
  const policy = await ports.policies.byHash(item.policyHash);
  const fieldIds = freshFieldIds(policy, item);
  const ofAnother = readOfAnother(item, fieldIds, ports.clock.now());
  if (ofAnother !== undefined) {
    visit.read = { policy, fieldIds, ...ofAnother };
    return visit.read;
  }
  if (!(await takeTurn(ports, run.turns, 'cases:GetCase', turnsUntil(ports, run)))) return undefined;
  const askedAt = ports.clock.now();
  const fresh = await ports.cases.read(item.caseId, fieldIds);
  visit.read = { policy, fieldIds, fresh, askedAt };
  return visit.read;
}

async function waitForTurns(
  ports: LaneWorkPorts,
  run: LaneRun,
  visit: Visit,
  calls: readonly ApiName[],
): Promise<boolean> {
  for (const api of calls) {
    if (visit.hasTurnOf.has(api)) continue;
    if (!(await takeTurn(ports, run.turns, api, turnsUntil(ports, run)))) return false;
    visit.hasTurnOf.add(api);
  }
  return true;
}

function turnsUntil({ clock }: { readonly clock: Clock }, { stopAt }: LaneRun): string {
  const longest = addSeconds(clock.now(), longestWaitSeconds);
  return longest < stopAt ? longest : stopAt;
}

export function isGood(ports: { readonly clock: Clock }, read: FreshRead): boolean {
  return isReadGood(read, ports.clock.now());
}

/** @returns false when somebody else wrote first; what was not stored is judged again */
export async function storeUnclaimed(
  ports: LaneWorkPorts,
  loaded: CaseItem,
  effects: readonly Effect[],
): Promise<boolean> {
  let item = loaded;
  const stored: Effect[] = [];
  for (const effect of effects) {
    const next = withRead(withEffect(item, effect), undefined);
    const index = indexAttributes(next, ports.clock.now());
    if (!(await ports.ledger.settle(item.caseId, item.version, effect, index, undefined))) break;
    item = { ...next, version: item.version + 1 };
    stored.push(effect);
  }
  await tellEnded(ports, item.caseId, stored);
  return stored.length === effects.length;
}

/** @returns false when nothing could be claimed in time; the effects are still pending then */
async function claimAndPerform(
  ports: LaneWorkPorts,
  run: LaneRun,
  visit: Visit,
  loaded: CaseItem,
  { owed, read, fresh }: { readonly owed: readonly Effect[]; readonly read: FreshRead; readonly fresh: FreshCase },
): Promise<boolean> {
  const share = (of: CaseItem): SharedRead | undefined =>
    readToShare(of, run.lane, { fresh, askedAt: read.askedAt }, read.fieldIds);
  const { item, effects } = await claim(ports, loaded, owed, share(loaded));
  if (effects.length === 0) return false;
  // The ledger may have been slow: nothing is performed on an old read, nor so late that the run may be stopped over it.
  const isInTime = isGood(ports, read) && ports.clock.now() < run.stopAt;
  if (isInTime) visit.hasTurnOf.clear();
  const settled = isInTime
    ? await perform(
        ports,
        run,
        effects.map((effect) => ({ item, effect, policy: read.policy, fresh })),
      )
    : effects.map(releaseClaim);
  let known: CaseItem | undefined = item;
  // After a call that failed nobody knows how the case stands.
  const left = settled.every(hasEnded) ? share(item) : undefined;
  for (const effect of settled) {
    const claimed = effects.find(({ key }) => key === effect.key);
    if (claimed !== undefined) known = await recordOutcome(ports, known, claimed, effect, left);
  }
  await tellEnded(ports, item.caseId, settled);
  return isInTime;
}

interface Claimed {
  readonly item: CaseItem;
  readonly effects: readonly Effect[];
}

/** Claims the effects one by one, each on top of the last; stops at the first that somebody else came before. */
export async function claim(
  ports: LaneWorkPorts,
  loaded: CaseItem,
  owed: readonly Effect[],
  read: SharedRead | undefined,
): Promise<Claimed> {
  let item = loaded;
  const effects: Effect[] = [];
  for (const effect of owed) {
    const now = ports.clock.now();
    const claimed = claimEffect(effect, ports.identifiers.next(), now, addSeconds(now, claimSeconds));
    const next = withRead(withEffect(item, claimed), read);
    if (!(await ports.ledger.claim(item.caseId, item.version, claimed, indexAttributes(next, now), read))) break;
    item = { ...next, version: item.version + 1 };
    effects.push(claimed);
  }
  return { item, effects };
}

/** Performs claimed effects and says what becomes of each. */
async function perform(ports: LaneWorkPorts, run: LaneRun, works: readonly Work[]): Promise<readonly Effect[]> {
  try {
    const performed = await ports.performer.perform(works);
    return works.flatMap(({ effect }, place) => {
      const result = performed[place];
      return result === undefined ? [] : [endEffect(effect, result)];
    });
  } catch (error) {
    noteFailure(ports, run, works[0]?.item.caseId ?? '', error);
    return works.map(({ effect }) => failEffect(effect, error, ports.clock.now()));
  }
}

/** The error itself lives on in the ledger: as a retry with a pause, or as the reason why the effect is parked. */
export function noteFailure(ports: LaneWorkPorts, run: LaneRun, caseId: string, error: unknown): void {
  noteRefusal(run.turns, error);
  ports.log.error('effect failed', { caseId, lane: run.lane, ...describeError(error) });
}

/** Sends a hint to `advance` for every effect that has ended. */
export async function tellEnded(ports: LaneWorkPorts, caseId: string, effects: readonly Effect[]): Promise<void> {
  const ended = effects.filter(hasEnded);
  for (const effect of ended) {
    if (effect.status !== 'parked') continue;
    ports.log.error('effect parked', { caseId, effect: effect.key, ...reasonOf(effect) });
  }
  const messages = ended.map(({ key }) => ({
    message: { kind: 'outcome' as const, caseId, effect: key },
    delaySeconds: 0,
  }));
  if (messages.length > 0) await ports.inbox.send(messages);
}

function reasonOf(effect: Effect): { readonly reason: string } {
  return { reason: effect.outcome?.reason ?? 'not given' };
}
