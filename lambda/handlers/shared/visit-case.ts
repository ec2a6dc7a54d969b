import type { CaseItem, Effect } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { LaneName } from '../../contract/primitives.ts';
import { claimEffect, endEffect, failEffect, withEffect } from '../../domain/claims.ts';
import { hasEnded } from '../../domain/effects.ts';
import { describeError, LedgerContentionError, ThrottledError } from '../../domain/errors.ts';
import { indexAttributes, readyEffects } from '../../domain/index-attributes.ts';
import { addSeconds } from '../../domain/instants.ts';
import type {
  CaseReader,
  Clock,
  EffectLedger,
  EffectPerformer,
  FreshCase,
  Identifiers,
  Inbox,
  Log,
  Policies,
  Work,
} from '../../domain/ports.ts';
import { freshFieldIds, judgeByFreshCase } from '../../domain/still-owed.ts';
import { slowDown, takeTurn, type Pace } from './pace.ts';

/** What a lane needs to carry out the effects of a case. */
export interface LaneWorkPorts {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly ledger: EffectLedger;
  readonly policies: Policies;
  readonly cases: CaseReader;
  readonly performer: EffectPerformer;
  readonly inbox: Inbox;
  readonly log: Log;
}

/** One run of a lane. */
export interface LaneRun {
  readonly lane: LaneName;
  readonly together: boolean;
  readonly pace: Pace;
  /** Begin nothing new from this instant on. */
  readonly stopAt: string;
  /** Nobody else may take the claims of this run before. */
  readonly leaseUntil: string;
}

/** Lost conditional writes in one visit after which the case is left to a later one. */
const maximumLosses = 5;
const maximumRecordTries = 10;
/** How long a read of a case may decide. */
const readGoodSeconds = 30;

/** Performs what the case owes on this lane; removes its marker when nothing more is ready. */
export async function visitCase(ports: LaneWorkPorts, run: LaneRun, caseId: string): Promise<void> {
  const reads: FreshReads = { last: undefined };
  let losses = 0;
  while (losses < maximumLosses) {
    const item = await ports.ledger.load(caseId);
    const ready = item === undefined ? [] : readyEffects(item, run.lane, ports.clock.now());
    if (item === undefined || ready.length === 0) return await ports.ledger.unmark(run.lane, caseId);
    if (ports.clock.now() >= run.stopAt) return;
    const claimed = await claim(ports, run, item, run.together ? ready : ready.slice(0, 1));
    if (claimed.effects.length === 0) {
      losses += 1;
      continue;
    }
    await carryOut(ports, run, claimed, reads);
  }
}

interface FreshReads {
  last: { readonly fresh: FreshCase | undefined; readonly goodUntil: string } | undefined;
}

interface Claimed {
  readonly item: CaseItem;
  readonly effects: readonly Effect[];
}

/** Claims the effects one by one, each on top of the last; stops at the first that somebody else came before. */
async function claim(ports: LaneWorkPorts, run: LaneRun, loaded: CaseItem, ready: readonly Effect[]): Promise<Claimed> {
  let item = loaded;
  const effects: Effect[] = [];
  for (const effect of ready) {
    const now = ports.clock.now();
    const claimed = claimEffect(effect, ports.identifiers.next(), now, run.leaseUntil);
    const next = withEffect(item, claimed);
    if (!(await ports.ledger.claim(item.caseId, item.version, claimed, indexAttributes(next, now)))) break;
    item = { ...next, version: item.version + 1 };
    effects.push(claimed);
  }
  return { item, effects };
}

async function carryOut(ports: LaneWorkPorts, run: LaneRun, claimed: Claimed, reads: FreshReads): Promise<void> {
  const ended = await settle(ports, run, claimed, reads);
  let item: CaseItem | undefined = claimed.item;
  for (const effect of ended) {
    if (effect.status === 'parked') {
      ports.log.error('effect parked', { caseId: claimed.item.caseId, effect: effect.key, ...reasonOf(effect) });
    }
    item = await record(ports, item, claimOf(claimed, effect), effect);
  }
  const messages = ended.filter(hasEnded).map((effect) => ({
    message: { kind: 'outcome' as const, caseId: claimed.item.caseId, effect: effect.key },
    delaySeconds: 0,
  }));
  if (messages.length > 0) await ports.inbox.send(messages);
}

/** Reads the case afresh, performs what is still owed, and says what becomes of each claimed effect. */
async function settle(
  ports: LaneWorkPorts,
  run: LaneRun,
  { item, effects }: Claimed,
  reads: FreshReads,
): Promise<readonly Effect[]> {
  const settled = new Map<string, Effect>();
  const works: Work[] = [];
  try {
    const policy = await ports.policies.byHash(item.policyHash);
    const fresh = await readFresh(ports, run, reads, item.caseId, policy);
    for (const effect of effects) {
      const verdict = judgeByFreshCase(effect, policy, fresh, ports.clock.now());
      if (verdict !== undefined) settled.set(effect.key, endEffect(effect, verdict));
      else if (fresh !== undefined) works.push({ item, effect, policy, fresh });
    }
    if (works.length > 0) {
      await takeTurn(ports, run.pace);
      const performed = await ports.performer.perform(works);
      for (const [index, { effect }] of works.entries()) {
        const result = performed[index];
        if (result !== undefined) settled.set(effect.key, endEffect(effect, result));
      }
    }
  } catch (error) {
    // The error lives on in the ledger: as a retry with a pause, or as the reason why the effect is parked.
    if (error instanceof ThrottledError) slowDown(run.pace);
    ports.log.error('effect failed', { caseId: item.caseId, lane: run.lane, ...describeError(error) });
    for (const effect of effects) {
      if (!settled.has(effect.key)) settled.set(effect.key, failEffect(effect, error, ports.clock.now()));
    }
  }
  return [...settled.values()];
}

/** One read serves the effects of one visit for a short while, since GetCase has a small quota that agents share. */
async function readFresh(
  ports: LaneWorkPorts,
  run: LaneRun,
  reads: FreshReads,
  caseId: string,
  policy: CompiledPolicy,
): Promise<FreshCase | undefined> {
  if (reads.last !== undefined && ports.clock.now() < reads.last.goodUntil) return reads.last.fresh;
  await takeTurn(ports, run.pace);
  const fresh = await ports.cases.read(caseId, freshFieldIds(policy));
  reads.last = { fresh, goodUntil: addSeconds(ports.clock.now(), readGoodSeconds) };
  return fresh;
}

/**
 * Writes what became of a claimed effect. Others may write the item meanwhile: then the index attributes are computed again
 * from what they wrote. A claim that is no longer ours has been judged by others, and our outcome is dropped.
 * @returns the item as it now stands, or undefined when it is gone
 */
async function record(
  ports: LaneWorkPorts,
  known: CaseItem | undefined,
  claimId: string,
  effect: Effect,
): Promise<CaseItem | undefined> {
  let item = known;
  for (let tries = 0; tries < maximumRecordTries; tries += 1) {
    if (item?.effects[effect.key]?.claim?.id !== claimId) {
      ports.log.error('claim lost before its outcome was written', { effect: effect.key, status: effect.status });
      return item;
    }
    const next = withEffect(item, effect);
    const index = indexAttributes(next, ports.clock.now());
    if (await ports.ledger.record(item.caseId, item.version, claimId, effect, index)) {
      return { ...next, version: item.version + 1 };
    }
    item = await ports.ledger.load(item.caseId);
  }
  throw new LedgerContentionError(`effect ${effect.key}: its outcome could not be written, others kept writing`);
}

function claimOf({ effects }: Claimed, settled: Effect): string {
  return effects.find((effect) => effect.key === settled.key)?.claim?.id ?? '';
}

function reasonOf(effect: Effect): { readonly reason: string } {
  return { reason: effect.outcome?.reason ?? 'not given' };
}
