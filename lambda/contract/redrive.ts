import * as z from 'zod/mini';
import { count, instant, laneName, text } from './primitives.ts';

/*
 * Bringing back what was given up: what the function `redrive` is asked and answers, and `casewarden redrive` prints.
 * Every request does a bounded piece of the work; whoever asks goes on from the answer.
 */

/** For people, in both languages. */
const sentence = z.strictObject({ ja: text, en: text });

/** Everything that is given must fit. */
const redriveFilter = z.strictObject({
  caseId: z.optional(text),
  policy: z.optional(text),
  lane: z.optional(laneName),
  /** Text that the reason contains, whatever its case. */
  reason: z.optional(text),
  /** Given up at that instant or later; a dead letter: sent first. */
  since: z.optional(instant),
  /** Before that instant. */
  until: z.optional(instant),
});
export type RedriveFilter = z.infer<typeof redriveFilter>;

/** Names of the queues that have dead letters. */
const queuesRequest = z.strictObject({ kind: z.literal('queues') });

const deadLettersRequest = z.strictObject({
  kind: z.literal('dead-letters'),
  queue: text,
  /** False: only look. */
  act: z.boolean(),
  filter: z.pick(redriveFilter, { caseId: true, reason: true, since: true, until: true }),
  /** How many to bring back at most. */
  limit: z.optional(count.check(z.gte(1))),
});
export type DeadLettersRequest = z.infer<typeof deadLettersRequest>;

const parkedRequest = z.strictObject({
  kind: z.literal('parked'),
  /** False: only look. */
  act: z.boolean(),
  /** Who asks, as the history of the case keeps it. */
  by: text,
  filter: redriveFilter,
  limit: z.optional(count.check(z.gte(1))),
  /** Also what may have happened already. */
  evenIfDoubled: z.boolean(),
  /** Where the piece before ended. */
  from: z.optional(text),
});
export type ParkedRequest = z.infer<typeof parkedRequest>;

export const redriveRequest = z.discriminatedUnion('kind', [queuesRequest, deadLettersRequest, parkedRequest]);
export type RedriveRequest = z.infer<typeof redriveRequest>;

const foundLetter = z.strictObject({
  id: text,
  /** Null when the message names none. */
  caseId: z.nullable(text),
  what: sentence,
  reason: sentence,
  since: instant,
  /** It was sent on and left the queue. */
  redriven: z.boolean(),
});
export type FoundLetter = z.infer<typeof foundLetter>;

/**
 * `again`: brought back. `may-double`: it may have happened, so only when asked to even so. `ended`: the clock that owed it has.
 * `superseded`: something newer has taken its place. `deleted`: its case is gone. `changed`: others have changed it meanwhile.
 */
const parkedVerdicts = ['again', 'may-double', 'ended', 'superseded', 'deleted', 'changed'] as const;
export const parkedVerdict = z.enum(parkedVerdicts);
export type ParkedVerdict = z.infer<typeof parkedVerdict>;

const foundEffect = z.strictObject({
  caseId: text,
  effect: text,
  kind: text,
  lane: laneName,
  policy: text,
  level: text,
  reason: text,
  /** When it was parked. */
  since: instant,
  verdict: parkedVerdict,
  /** What will happen, or why it is left alone. */
  words: sentence,
  /** It is pending again. */
  redriven: z.boolean(),
});
export type FoundEffect = z.infer<typeof foundEffect>;

export const redriveAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queues'), queues: z.array(text) }),
  z.strictObject({
    kind: z.literal('dead-letters'),
    queue: text,
    found: z.array(foundLetter),
    /** Messages that were looked at. */
    looked: count,
    /** True when there may be more than were looked at. */
    hasMore: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('parked'),
    found: z.array(foundEffect),
    /** Rows of the ledger that were looked at. */
    looked: count,
    /** Ids of cases whose row this version cannot read. */
    unreadable: z.array(text),
    /** Where to go on; absent when everything has been looked at, or the limit is reached. */
    next: z.optional(text),
  }),
]);
export type RedriveAnswer = z.infer<typeof redriveAnswer>;
export type DeadLettersAnswer = Extract<RedriveAnswer, { kind: 'dead-letters' }>;
export type ParkedAnswer = Extract<RedriveAnswer, { kind: 'parked' }>;
