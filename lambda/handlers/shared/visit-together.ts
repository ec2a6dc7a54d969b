import type { CaseItem, Effect, SharedRead } from '../../contract/case-item.ts';
import { endEffect, failEffect, releaseClaim } from '../../domain/claims.ts';
import { gather, mayBeGathered, mostInDigest, noticesWithinBound } from '../../domain/digest.ts';
import { hasEnded } from '../../domain/effects.ts';
import { readyEffects } from '../../domain/index-attributes.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { LaneLease, Performed, Work } from '../../domain/ports.ts';
import { readToShare } from '../../domain/shared-read.ts';
import { keepLane, type LaneHold } from './hold-lane.ts';
import { passOver } from './pass-over.ts';
import { recordOutcome } from './record-outcome.ts';
import { takeTurn, tellRefusals } from './turns.ts';
import {
  claim,
  decide,
  isGood,
  noteFailure,
  storeUnclaimed,
  tellEnded,
  visitCase,
  type FreshRead,
  type LaneRun,
  type LaneWorkPorts,
  type Visit,
} from './visit-case.ts';

/** How a lane puts notices of several cases together. */
export interface Digester {
  /** Notices that the lane may send in a second, in the long run. */
  readonly noticesPerSecond: number;
  /** Who gets the notice, and in which language; undefined when it cannot stand in a digest. */
  readonly recipientOf: (work: Work) => string | undefined;
  /** Sends one message for all of them, in one call. @returns how each effect ended, in the same order */
  readonly perform: (works: readonly [Work, ...Work[]]) => Promise<readonly Performed[]>;
}

/** The ports of a lane whose notices may be put together. */
export type NoticePorts = LaneWorkPorts & { readonly lease: LaneLease; readonly digester: Digester };

/** One page of ready cases of a run. */
export interface Page {
  readonly hold: LaneHold;
  readonly caseIds: readonly string[];
  /** What was wrong with single cases. */
  readonly failures: unknown[];
}

/** A notice that is still owed by a fresh read, and not claimed. */
interface Prepared {
  readonly visit: Visit;
  readonly read: FreshRead;
  readonly work: Work;
}

/** Reads are good for 30 seconds: the turn, the claims and the call have to come after them. */
const gatherSeconds = 10;
const turnSeconds = 10;
const maximumClaimTries = 3;

/** Notices that wait for their message. Changed by the functions of this file only. */
interface Gathered {
  readonly notices: Prepared[];
  /** When the first of them was read, or a little before. */
  since: string;
}

/** Whether more cases wait on this lane than can be told one by one within the bound. */
export async function isBeyondSupply(ports: NoticePorts, run: LaneRun): Promise<boolean> {
  const within = noticesWithinBound(ports.digester.noticesPerSecond);
  return (await ports.ledger.readyCases(run.lane, within + 1)).length > within;
}

/**
 * Visits cases like `visitCase`, but puts the less severe notices of one recipient together. Each effect is read for, judged,
 * claimed and recorded by itself; what could not be claimed stays pending and is not in the message.
 * @returns false when the run has no more time
 */
export async function visitTogether(ports: NoticePorts, run: LaneRun, page: Page): Promise<boolean> {
  const gathered: Gathered = { notices: [], since: ports.clock.now() };
  for (const [place, caseId] of page.caseIds.entries()) {
    if (!(await mayGoOn(ports, run, page))) return false;
    run.turns.inSight = page.caseIds.length - place;
    if (!(await gatherOrVisit(ports, run, page, caseId, gathered))) return false;
    const isFull =
      gathered.notices.length >= mostInDigest || ports.clock.now() >= addSeconds(gathered.since, gatherSeconds);
    if (isFull && !(await tellAll(ports, run, page, gathered))) return false;
  }
  return await tellAll(ports, run, page, gathered);
}

async function mayGoOn(ports: NoticePorts, run: LaneRun, { hold }: Page): Promise<boolean> {
  return ports.clock.now() < run.stopAt && (await keepLane(ports, hold));
}

/** @returns false when the run has no time for it */
async function gatherOrVisit(
  ports: NoticePorts,
  run: LaneRun,
  { failures }: Page,
  caseId: string,
  gathered: Gathered,
): Promise<boolean> {
  try {
    if (gathered.notices.length === 0) gathered.since = ports.clock.now();
    const next = await prepare(ports, run, caseId);
    if (next === 'alone') return await visitCase(ports, run, caseId);
    if (typeof next === 'object') gathered.notices.push(next);
    return next !== 'out of time';
  } catch (error) {
    passOver(ports, run, caseId, failures, error);
    return true;
  }
}

/** Tells what has been gathered, one message for each recipient. @returns false when the run has no more time */
async function tellAll(ports: NoticePorts, run: LaneRun, page: Page, gathered: Gathered): Promise<boolean> {
  const groups = gather(gathered.notices.splice(0), ({ work }) => ports.digester.recipientOf(work));
  for (const group of groups) {
    if (!(await mayGoOn(ports, run, page))) return false;
    try {
      await tellTogether(ports, run, group);
    } catch (error) {
      passOver(ports, run, group[0]?.work.item.caseId ?? '', page.failures, error);
    }
  }
  return true;
}

async function prepare(
  ports: LaneWorkPorts,
  run: LaneRun,
  caseId: string,
  visit: Visit = { read: undefined, hasTurnOf: new Set(), spent: new Set() },
): Promise<Prepared | 'alone' | 'nothing' | 'out of time'> {
  const item = await ports.ledger.load(caseId);
  const ready = item === undefined ? [] : readyEffects(item, run.lane, ports.clock.now());
  const [effect] = ready;
  if (item === undefined || effect === undefined) {
    await ports.ledger.unmark(run.lane, caseId);
    return 'nothing';
  }
  if (!mayBeGathered(effect)) return 'alone';
  const next = await decide(ports, { ...run, callsFor: () => [] }, visit, item, [effect]);
  await tellRefusals(ports, run.turns);
  if (next === 'out of time') return next;
  if ('unclaimed' in next) {
    await storeUnclaimed(ports, item, next.unclaimed);
    return 'nothing';
  }
  const { read, fresh } = next;
  return { visit, read, work: { item, effect, policy: read.policy, fresh } };
}

/** What finds no turn stays pending for the next look. */
async function tellTogether(ports: NoticePorts, run: LaneRun, group: readonly Prepared[]): Promise<void> {
  const until = addSeconds(ports.clock.now(), turnSeconds);
  for (const api of run.callsFor(group.map(({ work }) => work.effect))) {
    if (!(await takeTurn(ports, run.turns, api, until < run.stopAt ? until : run.stopAt))) return;
  }
  const claimed: Prepared[] = [];
  for (const each of group) {
    const next = await claimOne(ports, run, each);
    if (next !== undefined) claimed.push(next);
  }
  const isInTime = (each: Prepared): boolean => isGood(ports, each.read) && ports.clock.now() < run.stopAt;
  const works = claimed.filter(isInTime).map(({ work }) => work);
  const settled = [
    ...(await perform(ports, run, works)),
    ...claimed.filter(({ work }) => !works.includes(work)).map(({ work }) => releaseClaim(work.effect)),
  ];
  const ordered = [...works, ...claimed.map(({ work }) => work).filter((work) => !works.includes(work))];
  await recordAll(ports, run, claimed, ordered, settled);
  await tellRefusals(ports, run.turns);
}

/** Claims on top of what others have written meanwhile, as long as the notice is owed by the same read. */
async function claimOne(ports: LaneWorkPorts, run: LaneRun, prepared: Prepared): Promise<Prepared | undefined> {
  let current = prepared;
  for (let tries = 0; tries < maximumClaimTries; tries += 1) {
    const { work, read, visit } = current;
    if (!isGood(ports, read)) return undefined;
    const { item, effects } = await claim(ports, work.item, [work.effect], share(run, current, work.item));
    const [effect] = effects;
    if (effect !== undefined) return { ...current, work: { ...work, item, effect } };
    const next = await prepare(ports, run, work.item.caseId, visit);
    if (typeof next !== 'object' || next.work.effect.key !== work.effect.key) return undefined;
    current = next;
  }
  return undefined;
}

async function perform(ports: NoticePorts, run: LaneRun, works: readonly Work[]): Promise<readonly Effect[]> {
  const [first, second] = works;
  if (first === undefined) return [];
  try {
    const performed =
      second === undefined
        ? await ports.performer.perform([first])
        : await ports.digester.perform([first, ...works.slice(1)]);
    return works.flatMap(({ effect }, place) => {
      const result = performed[place];
      return result === undefined ? [] : [endEffect(effect, result)];
    });
  } catch (error) {
    for (const { item } of works) noteFailure(ports, run, item.caseId, error);
    return works.map(({ effect }) => failEffect(effect, error, ports.clock.now()));
  }
}

/** One outcome that cannot be written keeps no other from being written. */
async function recordAll(
  ports: LaneWorkPorts,
  run: LaneRun,
  claimed: readonly Prepared[],
  works: readonly Work[],
  settled: readonly Effect[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const [place, { item, effect }] of works.entries()) {
    const outcome = settled[place];
    const prepared = claimed.find(({ work }) => work.item === item);
    if (outcome === undefined || prepared === undefined) continue;
    try {
      const left = hasEnded(outcome) ? share(run, prepared, item) : undefined;
      await recordOutcome(ports, item, effect, outcome, left);
      await tellEnded(ports, item.caseId, [outcome]);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function share(run: LaneRun, { read, work }: Prepared, item: CaseItem): SharedRead | undefined {
  return readToShare(item, run.lane, { fresh: work.fresh, askedAt: read.askedAt }, read.fieldIds);
}
