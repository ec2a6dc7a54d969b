import * as z from 'zod/mini';
import { announcement } from './announcement.ts';
import { action } from './compiled-policy.ts';
import { clockKind, count, instant, laneName, proofClass, severity, text } from './primitives.ts';

/** A value of a case field; null says that the field was cleared. */
const fieldValue = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
export type FieldValue = z.infer<typeof fieldValue>;

/** A case field as an event or a read has told us, with the time of that change; the last writer wins per field. */
const shadowField = z.strictObject({ value: fieldValue, changedAt: instant });

/** At that instant the field had that value. All that decides clocks; kept in order of instant, then field. */
const fieldObservation = z.strictObject({
  at: instant,
  fieldId: text,
  value: fieldValue,
  /** True when nobody has told it: what a case that was found late is taken to have begun with. Whatever is told counts instead. */
  assumed: z.optional(z.literal(true)),
});
export type FieldObservation = z.infer<typeof fieldObservation>;

const signal = z.strictObject({ at: instant, kind: z.enum(['inbound', 'outbound', 'agent', 'comment']), id: text });
export type Signal = z.infer<typeof signal>;

const verdicts = ['running', 'met', 'met-late', 'cancelled'] as const;

/** Why a cycle ended; `stop` is the answer that was owed. */
const endReasons = ['stop', 'cancel', 'unmatched', 'reset', 'taken-over', 'deleted'] as const;

const pause = z.strictObject({
  from: instant,
  /** When it ended or will end at the latest; absent while nothing is known to end it. */
  to: z.optional(instant),
  reason: z.enum(['condition', 'closed']),
});
export type ClockPause = z.infer<typeof pause>;

/** One cycle of one kind of clock; docs/decisions/0009 is the meaning. Ended cycles stay as their verdict. */
const clockState = z.strictObject({
  kind: z.union([clockKind, z.literal('adopted')]),
  cycle: count,
  /** The row that it follows now. */
  policy: text,
  policyHash: text,
  startedAt: instant,
  /** When `policy` took the cycle over, or was attached to it after the fact; absent when it has followed it from its start. */
  takenOverAt: z.optional(instant),
  /** Open milliseconds used before `takenOverAt` that a take-over `forward` has kept; counting goes on from there. */
  keptMilliseconds: count,
  targetSeconds: count,
  pauses: z.array(pause),
  isPaused: z.boolean(),
  /** If nothing changes any more; absent while a pause is open that nothing ends. At a verdict: the one it was judged by. */
  deadline: z.optional(instant),
  /** When somebody must look again: the next level that has not fired, or the end of a pause by its cap. */
  nextMomentAt: z.optional(instant),
  verdict: z.enum(verdicts),
  endedAt: z.optional(instant),
  endedBy: z.optional(z.enum(endReasons)),
  /** When the breach level fired, set once. */
  breachedAt: z.optional(instant),
  /** `<policy>:<level>` -> what became of it. A level that is not here is still to come. */
  levels: z.record(text, z.strictObject({ at: instant, state: z.enum(['fired', 'skipped']) })),
});
export type ClockState = z.infer<typeof clockState>;

/** A cycle as a replay of the facts that are gone has left it; the last of its kind. */
const settledCycle = z.strictObject({
  policy: text,
  cycle: count,
  startedAt: instant,
  takenOverAt: z.optional(instant),
  countedFrom: instant,
  keptMilliseconds: count,
  pauses: z.array(pause),
  isHeld: z.boolean(),
  end: z.optional(
    z.strictObject({
      at: instant,
      by: z.enum(endReasons),
      verdict: z.enum(['met', 'met-late', 'cancelled']),
      deadline: z.optional(instant),
    }),
  ),
  skipped: z.record(text, instant),
});
export type SettledCycle = z.infer<typeof settledCycle>;

const settledKind = z.strictObject({
  isDone: z.boolean(),
  hasMatched: z.boolean(),
  cancelledAt: z.optional(instant),
  last: z.optional(settledCycle),
});
export type SettledKind = z.infer<typeof settledKind>;

/** What the facts until an instant have come to, by a policy: they are gone, and this stands for them. */
const settledState = z.strictObject({ at: instant, policyHash: text, kinds: z.record(text, settledKind) });

/** What stays of a cycle that was settled. */
const verdictOfCycle = z.strictObject({
  kind: clockState.shape.kind,
  cycle: count,
  policy: text,
  startedAt: instant,
  deadline: z.optional(instant),
  endedAt: instant,
  verdict: z.enum(['met', 'met-late', 'cancelled']),
  breachedAt: z.optional(instant),
});

/** A native SLA that a rule of the console has attached, and that a policy's levels watch over. */
const adoptedSla = z.strictObject({
  relatedItemId: text,
  slaName: text,
  policy: text,
  attachedAt: instant,
  targetTime: instant,
  fieldId: z.optional(text),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type AdoptedSla = z.infer<typeof adoptedSla>;

/**
 * The durable record that somebody is about to make the call that carries an effect out, or has made it; valid until
 * `leaseUntil`. Waiting and reading come before the claim.
 */
const claim = z.strictObject({ id: text, claimedAt: instant, leaseUntil: instant, attempt: count });

/**
 * What a read of the case showed that changes what is owed, with the instant at which it was asked for: evidence like an
 * event's, for when the event was lost.
 */
const observation = z.union([
  z.strictObject({ at: instant, fields: z.record(text, fieldValue) }),
  z.strictObject({ at: instant, deleted: z.literal(true) }),
]);
export type Observation = z.infer<typeof observation>;

/** Somebody else has changed a field that an effect had set. `by` is the ARN of the user, if the event names one. */
const setBack = z.strictObject({ fieldId: text, at: instant, by: z.optional(text) });
export type SetBack = z.infer<typeof setBack>;

/** What a lane has read of the case, kept for the other lanes while it may decide. Every field that was asked for; null when empty. */
const sharedRead = z.strictObject({ askedAt: instant, templateId: text, fields: z.record(text, fieldValue) });
export type SharedRead = z.infer<typeof sharedRead>;

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
  /** Name of the row's level; `native` for what the mirror owes. */
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

/** How an effect may have ended. */
const endings = ['done', 'parked', 'cancelled'] as const;

/**
 * What stays of an effect that ended long ago: enough to owe it never again, and to say what became of it. Its key names the
 * clock, the cycle, the level and the kind of action.
 */
const endedEffect = z.strictObject({
  status: z.enum(endings),
  owedAt: instant,
  at: instant,
  attempt: count,
  reference: z.optional(text),
  reason: z.optional(text),
});
export type EndedEffect = z.infer<typeof endedEffect>;

/**
 * That texts and values of the case were removed, for good: its clocks are never judged again, and nothing of it is learnt
 * again.
 */
const erasure = z.strictObject({
  at: instant,
  /** Where in the timeline the removal goes on; absent before it has begun. */
  timelineFrom: z.optional(text),
  /** True when every row of the timeline has been looked at. */
  isDone: z.boolean(),
});

/** A line of the case's history in our words. `id` is unique in the case and stable across retries. */
export const timelineEntry = z.strictObject({
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
  schemaVersion: z.literal(3),
  version: count,
  caseId: text,
  templateId: text,
  createdAt: instant,
  policyHash: text,
  /** When the item came to follow this policy, if it had followed another before: its levels of before are skipped. */
  pinnedAt: z.optional(instant),
  shadow: z.record(text, shadowField),
  observations: z.array(fieldObservation),
  signals: z.array(signal),
  /** When the case was deleted out there. */
  deletedAt: z.optional(instant),
  /** Every cycle that is not settled, and the last of each kind; oldest first. */
  clocks: z.array(clockState),
  adopted: z.array(adoptedSla),
  /** Until when the clocks are settled: what the facts of before have come to. */
  settled: z.optional(settledState),
  /** Cycles that were settled, the newest, oldest first. */
  verdicts: z.optional(z.array(verdictOfCycle)),
  effects: z.record(text, effect),
  /** Effects that ended long ago, by their key. */
  ended: z.record(text, endedEffect),
  /** The newest few, in order; absent when there are none. */
  setBacks: z.optional(z.array(setBack)),
  /** Gone once no other lane waits for it. */
  read: z.optional(sharedRead),
  /** Snapshot version that a sink should have, and the last one it confirmed. */
  sinks: z.record(text, z.strictObject({ wanted: count, delivered: count })),
  /** Announcements that the bus has not confirmed yet. */
  outbox: z.array(announcement),
  /** New timeline entries; the next write copies them out under their id and drops them. */
  timeline: z.array(timelineEntry),
  deleted: z.optional(z.boolean()),
  erased: z.optional(erasure),
  /** Since when the item is too large to take up what is new: a person must look after the case. */
  parkedAt: z.optional(instant),
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
