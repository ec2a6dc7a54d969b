import type { Announcement } from '../contract/announcement.ts';
import type { CalendarDefinition } from '../contract/calendar.ts';
import type {
  CaseItem,
  Effect,
  FieldValue,
  IndexAttributes,
  Outcome,
  SharedRead,
  TimelineEntry,
} from '../contract/case-item.ts';
import type { CompiledPolicy } from '../contract/compiled-policy.ts';
import type { InboxMessage, SlaSeenMessage } from '../contract/inbox-message.ts';
import type { LaneName } from '../contract/primitives.ts';
import type { ApiName } from '../contract/quota-profile.ts';
import type { Turns } from './bucket.ts';
import type { Budget } from './budgets.ts';

/*
 * Interfaces only: what the handlers need of the outside world, in our words. Adapters implement them; every await of a
 * `run.ts` is a call of one of these. Instants are ISO-8601 in UTC with milliseconds.
 */

export interface Clock {
  now(): string;
  /** Resolves when that much time has passed. Lanes pace their calls with it. */
  pause(milliseconds: number): Promise<void>;
}

export interface Identifiers {
  /** A new unguessable id. */
  next(): string;
}

/** The ledger as `advance` uses it. */
export interface CaseLedger {
  /** Reads the item consistently; undefined when the case is not in the ledger. */
  load(caseId: string): Promise<CaseItem | undefined>;
  /**
   * Reads several items consistently, at the price of one call. A case that is missing in the answer could not be read along with
   * the others: `load` says why.
   */
  loadAll(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseItem | undefined>>;
  /**
   * Writes the whole item with `version + 1` if the stored version is still `item.version` (0 = must not exist yet).
   * @returns false when somebody else wrote in between; nothing was written then.
   */
  save(item: CaseItem, index: IndexAttributes): Promise<boolean>;
  /**
   * Writes timeline rows under their own id; writing the same row twice changes nothing.
   * @param expiresAt epoch seconds after which they may vanish
   */
  appendTimeline(caseId: string, entries: readonly TimelineEntry[], expiresAt?: number): Promise<void>;
  /** A page of the timeline in order of time. @param from `next` of the page before */
  timelinePage(
    caseId: string,
    from?: string,
  ): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next: string | undefined }>;
  /** Puts or removes the marker rows of the case so that they agree with `index.ready`. */
  markReady(caseId: string, index: IndexAttributes): Promise<void>;
  /** Removes announcements that the bus has confirmed from the stored outbox; false when the version has moved on. */
  clearOutbox(item: CaseItem, index: IndexAttributes): Promise<boolean>;
}

/** The ledger as `dispatch` uses it: touches one effect and the index attributes, nothing else. */
export interface EffectLedger {
  load(caseId: string): Promise<CaseItem | undefined>;
  /**
   * Case ids with a marker for the lane, in order of severity, then lateness. When there are more than `limit`, the last of
   * them is the one whose deadline is the oldest of all, unless it is among them anyway.
   */
  readyCases(lane: LaneName, limit: number): Promise<readonly string[]>;
  /**
   * Stores the claim in `effect` if the stored effect is still pending and the item is still at `version`.
   * @param read what the item is to hold of a read from then on; nothing when absent
   */
  claim(caseId: string, version: number, effect: Effect, index: IndexAttributes, read?: SharedRead): Promise<boolean>;
  /** Stores what becomes of an effect that nobody has claimed, under the conditions of `claim`. */
  settle(caseId: string, version: number, effect: Effect, index: IndexAttributes, read?: SharedRead): Promise<boolean>;
  /**
   * Stores the ended or released `effect` if its stored claim is still `claimId` and the item is still at `version`, since
   * `index` was computed from that version; false when either has moved on: load again to learn which.
   */
  record(
    caseId: string,
    version: number,
    claimId: string,
    effect: Effect,
    index: IndexAttributes,
    read?: SharedRead,
  ): Promise<boolean>;
  /** Removes the lane's marker of the case. */
  unmark(lane: LaneName, caseId: string): Promise<void>;
}

/** Who drains a lane. */
export interface LaneLeaseRow {
  readonly holder: string;
  /** Nobody else may take the lane before. */
  readonly leaseUntil: string;
  /** From when on the run that holds it begins nothing new, however often it renews its lease. */
  readonly endsAt: string;
}

/** At most one run of a lane at a time, without reserved concurrency. */
export interface LaneLease {
  /** Takes the lease if it is free or expired at `now`. */
  acquire(lane: LaneName, lease: LaneLeaseRow, now: string): Promise<boolean>;
  /** Holds the lease until `leaseUntil`. @returns false when it is not the holder's any more */
  renew(lane: LaneName, holder: string, leaseUntil: string): Promise<boolean>;
  release(lane: LaneName, holder: string): Promise<void>;
}

/** The request quotas that all functions of the deployment share: a bucket for each API. */
export interface Quotas {
  /**
   * Draws turns to call `api` which begin before `until`: at most `wanted`, and no more than a few seconds' worth. Turns that
   * are not spent are lost. @returns undefined when none begins before `until`; nothing was drawn then
   */
  draw(api: ApiName, wanted: number, now: string, until: string): Promise<Turns | undefined>;
  /** The API refused a call as one too many: halves its rate for a while, for everybody. */
  slowDown(api: ApiName, now: string): Promise<void>;
}

/** What may still be done in an hour. */
export interface Budgets {
  /** Spends one of the budget if any is left. `isFirstRefusal` is true once for each budget and hour. */
  spend(budget: Budget): Promise<{ readonly isWithin: boolean; readonly isFirstRefusal: boolean }>;
}

export interface DueRow {
  readonly caseId: string;
  readonly dueAt: string;
}

/** Rows whose `nextDueAt` has come or comes within the look-ahead. */
export interface DueRows {
  readonly shards: readonly string[];
  /** The oldest rows of the shard due in `(after, until]`, oldest first, at most `limit`. */
  between(shard: string, after: string, until: string, limit: number): Promise<readonly DueRow[]>;
  /** Up to where the rows of the shard have been sent. */
  watermark(shard: string): Promise<string | undefined>;
  moveWatermark(shard: string, to: string): Promise<void>;
}

export interface LaneStates {
  /** Lanes with work that waits, each once, always in the same order. */
  withReadyWork(): Promise<readonly LaneName[]>;
  /** The lease of the lane as it was last written, also when it has expired; undefined when it was released. */
  leaseOf(lane: LaneName): Promise<Omit<LaneLeaseRow, 'holder'> | undefined>;
}

/** The compiled policies in the ledger, immutable and found by hash. */
export interface Policies {
  /** @throws PolicyMissingError when no such row exists. */
  byHash(hash: string): Promise<CompiledPolicy>;
}

/** Hours of operation as Connect last told them. */
export interface Hours {
  /** The definitions of those ids that are known. */
  read(hoursOfOperationIds: readonly string[]): Promise<ReadonlyMap<string, CalendarDefinition>>;
}

export interface Inbox {
  /** Sends hints; `delaySeconds` 0 to 900. */
  send(messages: readonly { message: InboxMessage; delaySeconds: number }[]): Promise<void>;
}

export interface LaneHints {
  /** Wakes the lane after `delaySeconds` (0 to 900); when absent, as soon as markers that were written before can be found. */
  hint(lane: LaneName, delaySeconds?: number): Promise<void>;
}

export interface Announcer {
  /** Puts announcements on the bus; resolves only when the bus has taken every one of them. */
  announce(announcements: readonly Announcement[]): Promise<void>;
}

/** A case as Cases itself says it is, at the moment of the read. */
export interface FreshCase {
  readonly caseId: string;
  readonly templateId: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface CaseReader {
  /** @returns undefined when the case was deleted. */
  read(caseId: string, fieldIds: readonly string[]): Promise<FreshCase | undefined>;
}

export interface CaseWriter {
  /** Sets fields in one call; an absent key is left alone, null clears. */
  setFields(caseId: string, fields: Readonly<Record<string, FieldValue>>): Promise<void>;
  /** Links a contact to a case; linking the same contact again shows it twice at worst. */
  linkContact(caseId: string, contactArn: string): Promise<void>;
}

/** A native SLA of a case as Cases tells it. */
export interface CaseSla {
  readonly relatedItemId: string;
  readonly name: string;
  /** `Active` and `Overdue` are open; `Met` and `NotMet` have ended for good. */
  readonly status: string;
  readonly targetTime: string;
  readonly attachedAt: string;
}

/** The native SLAs of a case. */
export interface CaseSlas {
  /** Every SLA of the case, whoever attached it. What was written less than a minute ago may be missing. */
  list(caseId: string): Promise<readonly CaseSla[]>;
  /** Attaches an SLA that starts to count now. Not idempotent. @returns its related item id. */
  attach(caseId: string, sla: { name: string; targetMinutes: number; fieldId: string; value: string }): Promise<string>;
  /** Removes an SLA; one that is gone already is no error. */
  remove(caseId: string, relatedItemId: string): Promise<void>;
}

/** A native SLA of any case, as a search shows it. */
export type FoundSla = Omit<SlaSeenMessage, 'kind' | 'seenAt' | 'templateId' | 'createdAt'>;

export interface SlaSearch {
  /**
   * One page of the SLAs of all cases, in the order in which they were attached.
   * @param which `from`: `next` of the page before
   * @throws SearchRefusedError when the service takes `from` for invalid
   */
  page(which: {
    status: 'Active' | 'Overdue';
    newestFirst: boolean;
    from?: string | undefined;
  }): Promise<{ readonly slas: readonly FoundSla[]; readonly next?: string }>;
}

export interface Mailer {
  /** @returns the message id of the mail service. */
  send(mail: {
    from: string;
    to: string;
    subject: string;
    body: string;
    caseId: string;
    effectKey: string;
  }): Promise<string>;
}

export interface TaskStarter {
  /** Starts a routed task for a user. The same `token` never starts a second one. @returns the contact id of the task. */
  start(task: {
    token: string;
    userId: string;
    name: string;
    description: string;
    caseId: string;
    caseUrl: string;
  }): Promise<string>;
}

export interface SlackPoster {
  /** Posts a message with `text` as fallback and `metadata` for a later proof. @returns the message's `ts`. */
  post(message: { channel: string; text: string; caseId: string; effectKey: string }): Promise<string>;
}

export interface CrmSink {
  /** Creates or updates the one record whose external id is the case id. @returns what the CRM did. */
  upsert(record: {
    object: string;
    key: string;
    caseId: string;
    fields: Readonly<Record<string, FieldValue>>;
  }): Promise<'created' | 'updated'>;
}

/** The ledger as a sink uses it. */
export interface SinkLedger {
  load(caseId: string): Promise<CaseItem | undefined>;
  /** Records that the sink has `version`; never lowers it. */
  delivered(caseId: string, sink: string, version: number): Promise<void>;
}

/** One effect that is claimed and, by a fresh read of its case, still owed. */
export interface Work {
  readonly item: CaseItem;
  readonly effect: Effect;
  readonly policy: CompiledPolicy;
  readonly fresh: FreshCase;
}

/** Carries out effects of one case; each lane has one. */
export interface EffectPerformer {
  /** @returns how each effect ended, in the same order. @throws CasewardenError when all of them failed alike. */
  perform(works: readonly Work[]): Promise<readonly Performed[]>;
}

/** Structured lines for operators. Ids and codes only, never personal data. */
export interface Log {
  info(message: string, detail: Readonly<Record<string, string | number | boolean>>): void;
  error(message: string, detail: Readonly<Record<string, string | number | boolean>>): void;
}

/** One value of a metric; the names are those of `lambda/contract/metrics.ts`. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  /** As CloudWatch spells them. */
  readonly unit: 'Count' | 'Seconds';
}

/** Numbers of this deployment that alarms watch. Never who or which case. */
export interface Metrics {
  /** Puts values at the present moment. Calls no service. */
  put(metrics: readonly Metric[]): void;
}

/** The result of one effect, as the performer of its kind tells the lane. */
export type Performed =
  | { readonly status: 'done'; readonly outcome: Outcome }
  | { readonly status: 'parked'; readonly outcome: Outcome }
  | { readonly status: 'cancelled'; readonly outcome: Outcome };
