import type { CaseItem, IndexAttributes } from '../../contract/case-item.ts';
import { inboxMessage, type InboxMessage } from '../../contract/inbox-message.ts';
import { LedgerContentionError, MessageInvalidError } from '../../domain/errors.ts';
import { withoutCopied } from '../../domain/history.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import { earliest, wholeSecondsUntil } from '../../domain/instants.ts';
import { followedPolicy } from '../../domain/open-case.ts';
import type { Announcer, CaseLedger, Clock, Hours, Inbox, LaneHints, Log, Policies } from '../../domain/ports.ts';
import { withoutOldRead, withoutOutdatedRead } from '../../domain/shared-read.ts';
import { step } from '../../domain/step.ts';
import { loadPolicy } from '../shared/load-policy.ts';
import { parseJson } from '../shared/parse-json.ts';
import { handleRecords, type SqsBatch, type SqsBatchAnswer } from '../shared/sqs-records.ts';

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

/** Lost conditional writes after which the message goes back to the queue. */
const maximumTries = 5;

/** Folds every message of the batch into its case, one after another. */
export async function runAdvance(
  ports: AdvancePorts,
  settings: AdvanceSettings,
  batch: SqsBatch,
): Promise<SqsBatchAnswer> {
  const records = {
    handle: async ({ body }: { readonly body: string }): Promise<void> => {
      await advance(ports, settings, parseJson(inboxMessage, body, 'inbox message'));
    },
  };
  return await handleRecords({ log: ports.log, records }, batch);
}

async function advance(ports: AdvancePorts, settings: AdvanceSettings, message: InboxMessage): Promise<void> {
  const caseId = caseIdOf(message);
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const loaded = await ports.ledger.load(caseId);
    const running = await loadPolicy(ports, policyHash(loaded, message, settings));
    const now = ports.clock.now();
    const stepped = step(loaded, message, running, now);
    const item = stepped.item === undefined ? undefined : withoutOutdatedRead(stepped.item, message);
    const changed = stepped.changed || item !== stepped.item;
    if (item === undefined) return;
    const next = withoutOldRead(withoutCopied(item, loaded?.timeline ?? []), now);
    const index = indexAttributes(next, now);
    // A due moment is written even when nothing changed: the index must move on to the next one.
    if (!changed && message.kind !== 'due') {
      // Nothing new, but an earlier run may have died between its write and what follows from it.
      return isUnfinished(item, index) ? await finish(ports, settings, message, item, index) : undefined;
    }
    if (loaded !== undefined && loaded.timeline.length > 0) await ports.ledger.appendTimeline(caseId, loaded.timeline);
    if (!(await ports.ledger.save(next, index))) continue;
    return await finish(ports, settings, message, { ...next, version: next.version + 1 }, index);
  }
  throw new LedgerContentionError(
    `case ${caseId} was written by others ${maximumTries} times in a row; try again later`,
  );
}

/** A moment that has come and an effect that has ended are no news of the case: they leave an item with its policy. */
function policyHash(loaded: CaseItem | undefined, message: InboxMessage, settings: AdvanceSettings): string {
  const isOwnHint = !('source' in message) && (message.kind === 'due' || message.kind === 'outcome');
  return isOwnHint && loaded !== undefined ? loaded.policyHash : followedPolicy(loaded, settings.policyHash);
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
  message: InboxMessage,
  item: CaseItem,
  index: IndexAttributes,
): Promise<void> {
  if (Object.keys(item.effects).length > 0) await ports.ledger.markReady(item.caseId, index);
  try {
    await publishOutbox(ports, item);
  } finally {
    for (const lane of index.ready.keys()) await ports.laneHints.hint(lane);
    await sendNearLevel(ports, settings, message, item);
  }
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
  message: InboxMessage,
  item: CaseItem,
): Promise<void> {
  const running = item.clocks.filter(({ verdict }) => verdict === 'running');
  const dueAt = earliest(running.map(({ nextMomentAt }) => nextMomentAt));
  if (!('source' in message) || dueAt === undefined) return;
  const delaySeconds = wholeSecondsUntil(ports.clock.now(), dueAt);
  if (delaySeconds > settings.lookAheadSeconds) return;
  await ports.inbox.send([{ message: { kind: 'due', caseId: item.caseId, dueAt }, delaySeconds }]);
}

function caseIdOf(message: InboxMessage): string {
  if (!('source' in message)) return message.caseId;
  const { detail, id } = message;
  const caseId = detail.case?.caseId ?? detail.relatedItem?.caseId;
  if (caseId === undefined) {
    throw new MessageInvalidError(
      `event ${id} of type ${detail.eventType} names no case; it cannot be folded into one`,
    );
  }
  return caseId;
}
