import * as z from 'zod/mini';
import { caseEvent } from './case-event.ts';
import { instant, text } from './primitives.ts';

/** A moment of a case's ledger item has come, or an effect of it has ended. A hint: `advance` judges by the item. */
const dueMessage = z.strictObject({ kind: z.literal('due'), caseId: text, dueAt: instant });
const outcomeMessage = z.strictObject({ kind: z.literal('outcome'), caseId: text, effect: text });

/** What a linked contact tells about who spoke last; sent by whoever has put both halves together. */
const signalMessage = z.strictObject({
  kind: z.literal('signal'),
  caseId: text,
  at: instant,
  signal: z.enum(['inbound', 'outbound', 'agent']),
  id: text,
});

/** A native SLA that a read has shown, with what is needed to open the item of a case that nobody knew. */
const slaSeenMessage = z.strictObject({
  kind: z.literal('sla-seen'),
  caseId: text,
  seenAt: instant,
  templateId: z.optional(text),
  createdAt: z.optional(instant),
  relatedItemId: text,
  slaName: text,
  status: text,
  attachedAt: instant,
  targetTime: instant,
  completedAt: z.optional(instant),
  fieldId: z.optional(text),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type SlaSeenMessage = z.infer<typeof slaSeenMessage>;

/**
 * What a look at a case has shown that the ledger does not know, with what is needed to open the item of a case that nobody
 * knew. The fields had these values at `lastUpdatedAt`; without it, at `seenAt`. docs/decisions/0013 is the meaning.
 */
const caseSeenMessage = z.strictObject({
  kind: z.literal('case-seen'),
  caseId: text,
  templateId: text,
  seenAt: instant,
  createdAt: z.optional(instant),
  lastUpdatedAt: z.optional(instant),
  /** Values of the fields that were asked for; null says that a field has none. */
  fields: z.record(text, z.nullable(z.union([z.string(), z.number(), z.boolean()]))),
  /** True for a case that is older than our care: levels whose moment has passed are not acted upon. */
  isFromBefore: z.optional(z.boolean()),
});
export type CaseSeenMessage = z.infer<typeof caseSeenMessage>;

/** A case of the ledger that Cases does not have any more. */
const caseGoneMessage = z.strictObject({ kind: z.literal('case-gone'), caseId: text, seenAt: instant });
export type CaseGoneMessage = z.infer<typeof caseGoneMessage>;

/** Everything that may stand in the inbox queue: EventBridge's envelope as it is, or one of our own hints. */
export const inboxMessage = z.union([
  dueMessage,
  outcomeMessage,
  signalMessage,
  slaSeenMessage,
  caseSeenMessage,
  caseGoneMessage,
  caseEvent,
]);
export type InboxMessage = z.infer<typeof inboxMessage>;

/** A hint in a lane's queue that the lane may have ready work. Carries nothing: the ledger knows. */
const laneHint = z.strictObject({ kind: z.literal('ready'), lane: text });
export type LaneHint = z.infer<typeof laneHint>;
