import * as z from 'zod/mini';
import { clockKind, count, instant, laneName, severity, text } from './primitives.ts';

/*
 * Why the clocks of a case are as they are, at one instant: what the function `explain` answers, `casewarden explain` prints
 * and the page draws. docs/decisions/0009 is the meaning. Spans are `[from, to)`; open time is whole milliseconds, so that
 * sums are exact.
 */

/** For people, in both languages. */
const sentence = z.strictObject({ ja: text, en: text });
export type Sentence = z.infer<typeof sentence>;

const kind = z.union([clockKind, z.literal('adopted')]);

/** One test of a condition on one field, as the field was at the instant. */
const testExplanation = z.strictObject({
  fieldId: text,
  /** What the policy file calls the field for people. */
  label: text,
  /** `one of high, urgent`, `set`. */
  wanted: sentence,
  /** Null: none. */
  found: z.nullable(z.union([z.string(), z.number(), z.boolean()])),
  /** Since when the field has had that value, as far as we know; null when nobody has told us of the field. */
  foundSince: z.nullable(instant),
  holds: z.boolean(),
});
export type TestExplanation = z.infer<typeof testExplanation>;

const conditionParts = ['for', 'start', 'until', 'cancel', 'reset', 'pause', 'resume'] as const;

const conditionExplanation = z.strictObject({
  part: z.enum(conditionParts),
  holds: z.boolean(),
  tests: z.array(testExplanation),
});
export type ConditionExplanation = z.infer<typeof conditionExplanation>;

/** One row of `policies:`, in the order of the file. */
const rowExplanation = z.strictObject({
  policy: text,
  kind: clockKind,
  severity,
  /** The case is of its template, and all that `for` asks holds. */
  matched: z.boolean(),
  /** The first that matched of its kind: the one that counts. */
  chosen: z.boolean(),
  templateMatches: z.boolean(),
  /** Every condition of the row, `for` first. */
  conditions: z.array(conditionExplanation),
  /** Matched or not, and by which condition. */
  why: sentence,
});
export type RowExplanation = z.infer<typeof rowExplanation>;

/**
 * `kept`: used before a take-over, by calendars and pauses of the rows before. `several`: open, closed and paused stretches
 * that are too many to list one by one.
 */
const pieceStates = ['open', 'closed', 'paused-open', 'paused-closed', 'kept', 'several'] as const;

const piece = z.strictObject({
  from: instant,
  to: instant,
  state: z.enum(pieceStates),
  /** What it adds to the used time; 0 while closed or paused. */
  openMilliseconds: count,
  /** Open time that a pause in it credits. */
  creditedMilliseconds: count,
});
export type Piece = z.infer<typeof piece>;

const span = z.strictObject({ from: instant, to: instant });

const effectExplanation = z.strictObject({
  key: text,
  kind: text,
  lane: laneName,
  status: z.enum(['pending', 'claimed', 'done', 'parked', 'cancelled']),
  owedAt: instant,
  attempt: count,
  endedAt: z.nullable(instant),
  /** What the outside called the result. */
  reference: z.nullable(text),
  /** What became of it, and why it has not happened or never will. */
  why: sentence,
});
export type EffectExplanation = z.infer<typeof effectExplanation>;

/** `pending`: still to come. `not-reached`: the cycle was met before. `cancelled`: the cycle was cancelled before. */
const levelStates = ['fired', 'skipped', 'pending', 'not-reached', 'cancelled'] as const;

const levelExplanation = z.strictObject({
  policy: text,
  name: text,
  kind: z.enum(['warn', 'breach', 'escalate']),
  /** Used seconds at which it stands. */
  usedSeconds: count,
  /** Null while a pause is open that nothing is known to end, and when the used time never gets there. */
  momentAt: z.nullable(instant),
  state: z.enum(levelStates),
  /** When it fired or was skipped. */
  stateAt: z.nullable(instant),
  why: sentence,
  effects: z.array(effectExplanation),
});
export type LevelExplanation = z.infer<typeof levelExplanation>;

const pauseExplanation = z.strictObject({
  from: instant,
  /** Null: open, and nothing is known to end it. */
  to: z.nullable(instant),
  reason: z.enum(['condition', 'closed']),
  creditedMilliseconds: count,
});

/** One cycle of one kind of clock. */
const clockExplanation = z.strictObject({
  kind,
  policy: text,
  cycle: count,
  severity,
  startedAt: instant,
  /** The latest take-over, or when the clock was attached after the fact. */
  takenOverAt: z.nullable(instant),
  keptMilliseconds: count,
  targetSeconds: count,
  /** Name null: round the clock. */
  calendar: z.strictObject({ name: z.nullable(text), zone: text }),
  verdict: z.enum(['running', 'met', 'met-late', 'cancelled']),
  endedAt: z.nullable(instant),
  endedBy: z.nullable(z.enum(['stop', 'cancel', 'unmatched', 'reset', 'taken-over', 'deleted'])),
  breachedAt: z.nullable(instant),
  isPaused: z.boolean(),
  /** If nothing changes any more; null while a pause is open that nothing ends. */
  deadline: z.nullable(instant),
  /** Open time used until now, or until the end; the sum over `pieces`. */
  usedMilliseconds: count,
  /** Time in pauses on the clock on the wall. */
  pausedMilliseconds: count,
  /** Open time in pauses: by so much they have put the deadline off. */
  creditedMilliseconds: count,
  /** Until the target; the sum over `ahead` when there is a deadline. */
  leftMilliseconds: count,
  /** Beyond the target. */
  overMilliseconds: count,
  pauses: z.array(pauseExplanation),
  /** From the start until now or the end, without gaps. */
  pieces: z.array(piece),
  /** From now until the deadline without gaps, if nothing changes; empty when it has passed or there is none. */
  ahead: z.array(piece),
  /** What a picture should show: from the start until after the last of now, deadline and levels. */
  range: span,
  /** Open hours in the range, in order. Ends early when there are too many: `windowsUntil` says up to where all of them stand here. */
  windows: z.array(span),
  windowsUntil: instant,
  levels: z.array(levelExplanation),
  /** How the clock stands, in a sentence or two. */
  summary: z.array(sentence),
});
export type ClockExplanation = z.infer<typeof clockExplanation>;

const upcoming = z.strictObject({ at: instant, words: sentence });
export type Upcoming = z.infer<typeof upcoming>;

export const explanation = z.strictObject({
  caseId: text,
  /** The instant for which all of it holds. */
  now: instant,
  templateId: text,
  createdAt: instant,
  deletedAt: z.nullable(instant),
  policyHash: text,
  /** IANA zone in which people read times. */
  timeZone: text,
  rows: z.array(rowExplanation),
  /** Oldest cycle first. */
  clocks: z.array(clockExplanation),
  /** What comes next by itself, the earliest first. */
  next: z.array(upcoming),
  /** Why nothing runs, or nothing has fired; empty when something has. */
  whyNothing: z.array(sentence),
});
export type Explanation = z.infer<typeof explanation>;

/** Input of the function `explain`. */
export const explainRequest = z.strictObject({ caseId: text });

/** Answer of the function `explain`. `unknown`: there is no such case in the ledger, or its policy is gone. */
export const explainAnswer = z.union([
  explanation,
  z.strictObject({ caseId: text, unknown: z.enum(['case', 'policy']), reason: sentence }),
]);
export type ExplainAnswer = z.infer<typeof explainAnswer>;
