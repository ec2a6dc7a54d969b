import * as z from 'zod/mini';
import { announcement } from './announcement.ts';
import { action } from './compiled-policy.ts';
import { count, instant, laneName, proofClass, severity, text } from './primitives.ts';

/** A value of a case field; null says that the field was cleared. */
const fieldValue = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
export type FieldValue = z.infer<typeof fieldValue>;

/** A case field as an event or a read has told us, with the time of that change; the last writer wins per field. */
const shadowField = z.strictObject({ value: fieldValue, changedAt: instant });

const verdicts = ['running', 'met', 'met-late', 'cancelled'] as const;

/** One policy running on one case, in one cycle. `breachedAt` is set once, when the breach level fires. */
const clockState = z.strictObject({
  policy: text,
  policyHash: text,
  cycle: count,
  startedAt: instant,
  targetSeconds: count,
  deadline: instant,
  verdict: z.enum(verdicts),
  breachedAt: z.optional(instant),
  endedAt: z.optional(instant),
});
export type ClockState = z.infer<typeof clockState>;

/**
 * The durable record that somebody is about to make the call that carries an effect out, or has made it; valid until
 * `leaseUntil`. Waiting and reading come before the claim.
 */
const claim = z.strictObject({ id: text, claimedAt: instant, leaseUntil: instant, attempt: count });

/**
 * What a read of the case showed that ends clocks, with the instant at which it was asked for: evidence like an event's, for
 * when the event was lost.
 */
const observation = z.union([
  z.strictObject({ at: instant, fieldId: text, value: fieldValue }),
  z.strictObject({ at: instant, deleted: z.literal(true) }),
]);
export type Observation = z.infer<typeof observation>;

/** How an effect ended. The outcome in the item is the truth; messages are hints. */
const outcome = z.strictObject({
  at: instant,
  /** What the outside called the result: message id, contact id, user ARN, Slack ts. Never personal data. */
  reference: z.optional(text),
  /** Why it was parked or cancelled, in one sentence. */
  reason: z.optional(text),
  /** Why it was cancelled, as evidence for the clocks; dropped once it has been folded into the item. */
  observed: z.optional(observation),
});
export type Outcome = z.infer<typeof outcome>;

const effectStatuses = ['pending', 'claimed', 'done', 'parked', 'cancelled'] as const;

/** One thing owed in the outside world. Key: `<policy>:<cycle>:<level>:<index>-<action kind>`; unique in the item. */
const effect = z.strictObject({
  key: text,
  lane: laneName,
  proof: proofClass,
  policy: text,
  policyHash: text,
  cycle: count,
  level: text,
  severity,
  action,
  /** The person chosen when the effect came to be owed (`reassign` only). */
  chosenUserArn: z.optional(text),
  owedAt: instant,
  status: z.enum(effectStatuses),
  /** Key of an effect of the same item that must have ended (done, parked or cancelled) before this one may start. */
  waitsFor: z.optional(text),
  attempt: count,
  retryNotBefore: z.optional(instant),
  claim: z.optional(claim),
  outcome: z.optional(outcome),
  /** True once `advance` has written the outcome to the timeline. */
  noted: z.boolean(),
});
export type Effect = z.infer<typeof effect>;

/** A line of the case's history in our words. `id` is unique in the case and stable across retries. */
const timelineEntry = z.strictObject({
  id: text,
  at: instant,
  kind: text,
  detail: z.record(text, z.union([z.string(), z.number(), z.boolean()])),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/**
 * The ledger item of one case (`pk` = `CASE#<caseId>`, `sk` = `CASE`): shadow, clocks, effects, sink versions. One write
 * conditioned on `version` is the transaction. `due*` are the sparse index `due`; absent when nothing is due.
 */
export const caseItem = z.strictObject({
  schemaVersion: z.literal(1),
  version: count,
  caseId: text,
  templateId: text,
  createdAt: instant,
  policyHash: text,
  shadow: z.record(text, shadowField),
  clocks: z.array(clockState),
  effects: z.record(text, effect),
  /** Snapshot version that a sink should have, and the last one it confirmed. */
  sinks: z.record(text, z.strictObject({ wanted: count, delivered: count })),
  /** Announcements that the bus has not confirmed yet. */
  outbox: z.array(announcement),
  /** New timeline entries; the next write copies them out under their id and drops them. */
  timeline: z.array(timelineEntry),
  deleted: z.optional(z.boolean()),
});
export type CaseItem = z.infer<typeof caseItem>;

/** What both `advance` and `dispatch` write beside the item's content; a pure function of the item. */
export interface IndexAttributes {
  /** Earliest moment at which somebody must look at the item again, or undefined. */
  readonly nextDueAt: string | undefined;
  /** Epoch seconds after which the item may vanish: of a deleted case on which nothing is due any more. */
  readonly expiresAt?: number;
  /** Lanes that have an effect ready to be claimed now, each with its sort order (severity, then lateness). */
  readonly ready: ReadonlyMap<z.infer<typeof laneName>, string>;
}
