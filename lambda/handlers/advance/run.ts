import type { CaseItem, IndexAttributes } from '../../contract/case-item.ts';
import { hasEnded } from '../../domain/effects.ts';
import { describeError, LedgerContentionError } from '../../domain/errors.ts';
import { isFrozen, timelineExpiry } from '../../domain/erase.ts';
import { withoutCopied } from '../../domain/history.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import { earliest, wholeSecondsUntil } from '../../domain/instants.ts';
import { budgetBytes, fitItem, type Fitted } from '../../domain/item-size.ts';
import type { Announcer, CaseLedger, Clock, Hours, Inbox, LaneHints, Log, Policies } from '../../domain/ports.ts';
import { withoutOldRead } from '../../domain/shared-read.ts';
import { eraseTimeline } from '../shared/erase-timeline.ts';
import type { RunningPolicy } from '../../domain/running-policy.ts';
import type { SqsBatch, SqsBatchAnswer } from '../shared/sqs-records.ts';
import { foldMessages } from './fold-messages.ts';
import { readBatch, type Received, type Refused } from './messages.ts';

export interface AdvancePorts {
  readonly clock: Clock;
  readonly ledger: CaseLedger;
  readonly policies: Policies;
  readonly hours: Hours;
  readonly announcer: Announcer;
  readonly laneHints: LaneHints;
  readonly inbox: Inbox;
  readonly log: Log;
}

export interface AdvanceSettings {
  /** The newest policy, which new items follow; an item with an open clock keeps its own. */
  readonly policyHash: string;
  /** A moment nearer than this is sent to the inbox at once, because `tick` may already have looked past it. */
  readonly lookAheadSeconds: number;
}

/** Lost conditional writes after which the messages go back to the queue. */
const maximumTries = 5;

/** Pages of an erased case's timeline that one message rewrites; the item stays due for the rest. */
const timelinePages = 10;

/** Items as a batch found them; a case that is absent is to be read on its own. */
type Loaded = Awaited<ReturnType<CaseLedger['loadAll']>>;

/**
 * Folds the messages of the batch into their cases. The cases are read at once, and the messages of one case written at once:
 * a message costs at most one write. What cannot be folded goes back to the queue and touches no other message.
 */
export async function runAdvance(
  ports: AdvancePorts,
  settings: AdvanceSettings,
  batch: SqsBatch,
): Promise<SqsBatchAnswer> {
  const { byCase, refused } = readBatch(batch);
  const failed = [...refused];
  const known = await readAtOnce(ports, [...byCase.keys()]);
  for (const [caseId, messages] of byCase) {
    try {
      failed.push(...(await advance(ports, settings, { caseId, messages }, known)));
    } catch (error) {
      failed.push(...messages.map(({ messageId }) => ({ messageId, error })));
    }
  }
  for (const { messageId, error } of failed) ports.log.error('message failed', { messageId, ...describeError(error) });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** One read for several cases. When it fails each of them is read on its own, and says its own error. */
async function readAtOnce(ports: AdvancePorts, caseIds: readonly string[]): Promise<Loaded> {
  if (caseIds.length < 2) return new Map();
  try {
    return await ports.ledger.loadAll(caseIds);
  } catch (error) {
    ports.log.info('cases are read one by one', { cases: caseIds.length, ...describeError(error) });
    return new Map();
  }
}

/** @returns the messages that could not be folded; the others are. @throws when none of them is known to be */
async function advance(
  ports: AdvancePorts,
  settings: AdvanceSettings,
  { caseId, messages }: { readonly caseId: string; readonly messages: readonly Received[] },
  known: Loaded,
): Promise<readonly Refused[]> {
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const loaded = tries === 0 && known.has(caseId) ? known.get(caseId) : await ports.ledger.load(caseId);
    const now = ports.clock.now();
    const folded = await foldMessages(ports, settings.policyHash, loaded, messages, now);
    const { item, changed, running, taken, refused } = folded;
    if (item === undefined || running === undefined) return refused;
    const { item: next, bytes, isNewlyParked } = fit(loaded, withoutOldRead(item, now), running, now);
    const index = indexAttributes(next, now);
    const news: News = {
      hasEvent: taken.some(({ message }) => 'source' in message),
      hasOwed: hasOwedEffects(item) || (loaded !== undefined && hasOwedEffects(loaded)),
    };
    // A due moment is written even when nothing changed: the index must move on to the next one.
    if (!changed && !taken.some(({ message }) => !('source' in message) && message.kind === 'due')) {
      // Nothing new, but an earlier run may have died between its write and what follows from it.
      if (isUnfinished(item, index)) await finish(ports, settings, news, item, index);
      return refused;
    }
    if (loaded !== undefined && loaded.timeline.length > 0)
      await ports.ledger.appendTimeline(caseId, loaded.timeline, timelineExpiry(loaded, now));
    if (!(await ports.ledger.save(next, index))) continue;
    if (isNewlyParked) ports.log.error('case parked: its item is too large', { caseId, bytes });
    else if (bytes > budgetBytes) ports.log.info('item over its budget', { caseId, bytes });
    await finish(ports, settings, news, { ...next, version: next.version + 1 }, index);
    return refused;
  }
  throw new LedgerContentionError(
    `case ${caseId} was written by others ${maximumTries} times in a row; try again later`,
  );
}

/** The item as it is written: what has been copied out is dropped, and it is no larger than an item may be. */
function fit(loaded: CaseItem | undefined, item: CaseItem, running: RunningPolicy, now: string): Fitted {
  if (loaded === undefined) return fitItem(undefined, item, running, now);
  return fitItem(withoutCopied(loaded, loaded.timeline), withoutCopied(item, loaded.timeline), running, now);
}

/** What of the messages and of the item they found decides what follows from a write. */
interface News {
  /** Only an event may start a chain through the inbox. */
  readonly hasEvent: boolean;
  /** Markers of lanes may stand, or be needed now. */
  readonly hasOwed: boolean;
}

function hasOwedEffects({ effects }: CaseItem): boolean {
  return Object.values(effects).some((effect) => !hasEnded(effect));
}

function isUnfinished(item: CaseItem, index: IndexAttributes): boolean {
  return item.outbox.length > 0 || index.ready.size > 0 || item.clocks.some((clock) => clock.verdict === 'running');
}

/**
 * What follows from the stored item. Every part may be lost by a crash: the item stays due until it is done, and everything
 * here may be done twice. A bus that is down must not keep lanes from hearing of their work.
 */
async function finish(
  ports: AdvancePorts,
  settings: AdvanceSettings,
  news: News,
  item: CaseItem,
  index: IndexAttributes,
): Promise<void> {
  if (news.hasOwed) await ports.ledger.markReady(item.caseId, index);
  try {
    await publishOutbox(ports, item);
  } finally {
    for (const lane of index.ready.keys()) await ports.laneHints.hint(lane);
    await sendNearLevel(ports, settings, news, item);
  }
  // Where the outbox was cleared the item has moved on; it is due again for this.
  if (item.outbox.length === 0) await eraseTimeline(ports, item, timelinePages);
}

async function publishOutbox(ports: AdvancePorts, item: CaseItem): Promise<void> {
  if (item.outbox.length === 0) return;
  await ports.announcer.announce(item.outbox);
  const told = { ...item, outbox: [] };
  // When somebody has written meanwhile, they carry the outbox along and tell it once more under the same ids.
  await ports.ledger.clearOutbox(told, indexAttributes(told, ports.clock.now()));
}

/**
 * Sends a level that comes so soon that `tick` may have looked past it. Only an event may start a chain through the inbox:
 * Lambda stops a chain of functions and queues after 16 rounds, so what follows a due moment or an outcome is left to `tick`.
 */
async function sendNearLevel(
  ports: AdvancePorts,
  settings: AdvanceSettings,
  { hasEvent }: News,
  item: CaseItem,
): Promise<void> {
  const running = item.clocks.filter(({ verdict }) => verdict === 'running');
  const dueAt = earliest(running.map(({ nextMomentAt }) => nextMomentAt));
  if (isFrozen(item) || !hasEvent || dueAt === undefined) return;
  const delaySeconds = wholeSecondsUntil(ports.clock.now(), dueAt);
  if (delaySeconds > settings.lookAheadSeconds) return;
  await ports.inbox.send([{ message: { kind: 'due', caseId: item.caseId, dueAt }, delaySeconds }]);
}
