import * as z from 'zod/mini';
import { count, instant, text } from './primitives.ts';

/*
 * Playing again what happened to cases, by the decisions of today: what the function `explain` is asked and answers, and
 * `casewarden replay` prints. It reports and never acts.
 */

/** For people, in both languages. */
const sentence = z.strictObject({ ja: text, en: text });

/** Cases to which something happened in `[from, to)`. */
export const replayRequest = z.strictObject({
  kind: z.literal('replay'),
  from: instant,
  to: instant,
  /** Where the piece before ended. */
  next: z.optional(text),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** One case that was played again. */
const replayedCase = z.strictObject({
  caseId: text,
  /** Where the ledger and the decisions of today part; empty when they agree. */
  differences: z.array(sentence),
  /** Why it could not be played again; then nothing is said of differences. */
  unplayable: z.optional(sentence),
});
export type ReplayedCase = z.infer<typeof replayedCase>;

export const replayAnswer = z.strictObject({
  kind: z.literal('replay'),
  /** The instant up to which the cases were played. */
  now: instant,
  /** Rows of the ledger that were looked at. */
  looked: count,
  /** Cases that were played again and agree. */
  agreed: count,
  /** Cases that differ, or could not be played. */
  found: z.array(replayedCase),
  /** Ids of cases whose row this version cannot read. */
  unreadable: z.array(text),
  /** Where to go on; absent when everything has been looked at. */
  next: z.optional(text),
});
export type ReplayAnswer = z.infer<typeof replayAnswer>;
