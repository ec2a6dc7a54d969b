import type { CaseItem, Effect, IndexAttributes, TimelineEntry } from '../../contract/case-item.ts';
import type { CasePages } from '../case-pages.ts';

/** A message that nobody could handle. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** When it was sent first; a dead-letter queue keeps that time. */
  readonly sentAt: string;
  /** The error that a rule of EventBridge noted when it could not deliver. */
  readonly errorCode: string | undefined;
  /** By which this receipt is given back or removed. */
  readonly receipt: string;
}

/** Queues of messages that nobody could handle, each with the queue from which they came. */
export interface DeadLetters {
  readonly queues: readonly string[];
  /** A few letters, hidden from others for a while; none when there are no more to be seen. */
  receive(queue: string): Promise<readonly DeadLetter[]>;
  /** Sends the letter to the queue from which it came; resolves only when that has taken it. */
  sendOn(queue: string, letter: DeadLetter): Promise<void>;
  /** Removes the letter for good. */
  remove(queue: string, letter: DeadLetter): Promise<void>;
  /** Shows the letters to others again at once. */
  giveBack(queue: string, letters: readonly DeadLetter[]): Promise<void>;
}

/** The ledger as `redrive` uses it. */
export interface ParkedLedger extends CasePages {
  /** Reads the item consistently. */
  load(caseId: string): Promise<CaseItem | undefined>;
  /** Writes timeline rows under their own id; writing the same row twice changes nothing. */
  appendTimeline(caseId: string, entries: readonly TimelineEntry[]): Promise<void>;
  /**
   * Stores `effect` if the stored one is still parked and the item is still at `version`, with `timeline` in place of the
   * item's, which must have been copied out. @returns false when either has moved on; nothing was written then
   */
  bringBack(
    caseId: string,
    version: number,
    effect: Effect,
    timeline: readonly TimelineEntry[],
    index: IndexAttributes,
  ): Promise<boolean>;
}
