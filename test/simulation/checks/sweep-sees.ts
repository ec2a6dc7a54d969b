import { isOpen, nightAfter } from '../functions/worth-sweeping.ts';
import { assumedOf, type Assumed } from './oracle.ts';
import type { CaseHistory, Change, Evidence, InjectedFault } from './evidence.ts';

/*
 * What is known of a case of which events were lost. A sweep shows the case as it is, and since when: so a state that stood for long
 * enough must be known as of its own instant, as if nothing had been lost. What remains open is small, and each way in which it
 * may have gone is tried:
 * - a state that was overwritten before two sweeps had passed has left no trace, unless a sweep has just been shown it;
 * - a read by a lane or of a doubtful case tells a state: it counts as of the case's last change by then, or of the read, and the sweep, which then
 *   finds no difference, does not correct it (docs/decisions/0013, "Differences only"); of several reads it may be any, since a lane
 *   that has only a native SLA to keep in step judges nothing by its read;
 * - a deletion is told by a read only, which is that of the full pass at the latest: it counts as of that read;
 * - of a case that a sweep has opened nobody knows how it began: it is taken to have been open, and to have had what chooses its row
 *   ("A case that nobody knew").
 */

/** One way in which what was lost may have come to be known. */
export interface Hearing {
  /** As of when what the event tells is known; undefined when it is not. Events that are absent were told. */
  readonly heardAt: ReadonlyMap<string, number | undefined>;
  /** What the case is taken to have begun with, if a sweep has opened it. */
  readonly assumed?: Assumed;
  /** Instants are those of reads, which count as of when they were asked for. */
  readonly isDatedByReads: boolean;
}

export const nothingLost: Hearing = { heardAt: new Map(), isDatedByReads: false };
/** More ways than that are not tried: hours in which all was lost leave a few open at most. */
const mostHearings = 400;

interface Way {
  readonly eventId: string;
  readonly at: number | undefined;
  readonly isRead: boolean;
}

/**
 * The ways in which what was lost may have come to be known, the likeliest first.
 * @param lost ids of events that nobody was ever told @param dead those of events among the dead letters
 */
export function hearingsOf(
  evidence: Evidence,
  history: CaseHistory,
  lost: ReadonlySet<string>,
  dead: ReadonlySet<string>,
): readonly Hearing[] {
  if (lost.size + dead.size === 0) return [nothingLost];
  const isAstray = (eventId: string): boolean => lost.has(eventId) || dead.has(eventId);
  const { caseId, changes, deletedAt = Infinity, deletionEventId = '' } = history;
  const reads = evidence.reads.filter((read) => read.caseId === caseId);
  const ways = changes.flatMap((change, place): Way[][] => {
    if (!isAstray(change.eventId)) return [];
    const until = Math.min(changes[place + 1]?.at ?? Infinity, deletedAt);
    const changedBy = (at: number): number => changes.findLast((one) => one.at <= at)?.at ?? at;
    const readAt = reads.filter(({ at }) => at >= change.at && at < until).flatMap(({ at }) => [changedBy(at), at]);
    const known = isSurelySeen(evidence, caseId, change.at, until)
      ? 'surely'
      : dead.has(change.eventId) || isShown(evidence, caseId, change.at, until)
        ? 'perhaps'
        : 'by nobody';
    return [waysOf(change, known, readAt)];
  });
  if (isAstray(deletionEventId)) {
    const seen = reads.filter(({ truth, at }) => truth === undefined && at >= deletedAt);
    const none: Way = { eventId: deletionEventId, at: undefined, isRead: false };
    const ofReads = seen.map(({ at }): Way => ({ eventId: deletionEventId, at, isRead: true }));
    // Nobody asks for a case of which nothing is left to do.
    const item = evidence.items.get(caseId);
    const mayBeUnknown =
      item === undefined || !isOpen(item) || evidence.endedAt < deletionKnownBy(evidence, caseId, deletedAt);
    // An event among the dead letters may have been heard all the same.
    const own: Way[] = dead.has(deletionEventId) ? [{ eventId: deletionEventId, at: deletedAt, isRead: false }] : [];
    const known = [...own, ...ofReads, ...(mayBeUnknown ? [none] : [])];
    ways.push(known.length > 0 ? known : [{ eventId: deletionEventId, at: deletedAt, isRead: false }]);
  }
  let hearings: Hearing[] = [nothingLost];
  for (const choices of ways) {
    hearings = choices
      .flatMap(({ eventId, at, isRead }) =>
        hearings.map(({ heardAt, isDatedByReads }): Hearing => ({
          heardAt: new Map([...heardAt, [eventId, at]]),
          isDatedByReads: isDatedByReads || isRead,
        })),
      )
      .slice(0, mostHearings);
  }
  if (!isAstray(changes[0]?.eventId ?? '')) return hearings;
  // The sweep that opened the case may have shown any of its states.
  const begun = changes.map((change) => assumedOf(evidence.policy, history.templateId, change.fields));
  return [...hearings, ...begun.flatMap((assumed) => hearings.map((hearing) => ({ ...hearing, assumed })))];
}

function waysOf(
  { at, eventId }: Change,
  isKnown: 'surely' | 'perhaps' | 'by nobody',
  readAt: readonly number[],
): Way[] {
  const seen: Way = { eventId, at, isRead: false };
  const read = [...new Set(readAt)].map((one): Way => ({ eventId, at: one, isRead: true }));
  if (isKnown === 'surely') return [seen, ...read];
  const none: Way = { eventId, at: undefined, isRead: false };
  return isKnown === 'perhaps' ? [seen, none, ...read] : [none, ...read];
}

/** Whether a search, or a sweep's read of the case, has shown the state. */
function isShown({ shown, reads }: Evidence, caseId: string, from: number, until: number): boolean {
  return (
    shown.some((one) => one.caseId === caseId && one.changedAt === from) ||
    reads.some((one) => one.caseId === caseId && one.runId.startsWith('sweep-') && one.at >= from && one.at < until)
  );
}

/** Two sweeps, after whatever else went wrong meanwhile. */
function isSurelySeen(evidence: Evidence, caseId: string, from: number, until: number): boolean {
  return knownBy(evidence, caseId, from) <= Math.min(until, evidence.endedAt);
}

/** Faults without those of events of other cases, and of events that tell of what Casewarden itself has written. */
export function faultsFeltBy({ faults, histories }: Evidence, caseId: string): readonly InjectedFault[] {
  const history = histories.find((one) => one.caseId === caseId);
  const isOwn = (id: string): boolean =>
    history?.changes.some(({ eventId, by }) => eventId === id && by === 'casewarden') === true;
  return faults.filter(({ event }) => event === undefined || (event.caseId === caseId && !isOwn(event.id)));
}

/** When at the latest a state that began then and lasts is known. */
function knownBy(evidence: Evidence, caseId: string, from: number): number {
  const felt = 2 * evidence.sweepPeriod;
  let by = from + felt;
  for (const fault of [...faultsFeltBy(evidence, caseId)].sort((one, other) => one.from - other.from)) {
    if (fault.to + felt < from || fault.from > by) continue;
    by = Math.max(by, fault.to + felt);
  }
  return by;
}

/** When at the latest a deletion is known of a case that is open in the ledger: by the full pass of a night without faults. */
function deletionKnownBy(evidence: Evidence, caseId: string, from: number): number {
  const calm = knownBy(evidence, caseId, from);
  return knownBy(evidence, caseId, nightAfter(calm)) + 2 * evidence.sweepPeriod;
}
