import * as z from 'zod/mini';
import { count, instant, text } from './primitives.ts';

/** Why a case counts as neglected. docs/how-to/statement.md says what each rests upon. */
export const neglectReasons = [
  'no-clock',
  'no-owner',
  'owner-gone',
  'no-open-task',
  'paused-too-long',
  'customer-wrote-last',
] as const;
const neglectReason = z.enum(neglectReasons);
export type NeglectReason = (typeof neglectReasons)[number];

const neglected = z.strictObject({
  caseId: text,
  /** Since when at the latest, for each reason. */
  reasons: z.array(z.strictObject({ reason: neglectReason, since: instant })).check(z.minLength(1)),
});
export type NeglectedCase = z.infer<typeof neglected>;

/** Whose budget held an effect. */
const heldBy = z.enum(['case', 'person', 'policy']);

/** The daily statement: ids, instants and numbers; nothing about people but the ids of cases. */
export const statement = z.strictObject({
  schemaVersion: z.literal(1),
  /** The day by the clock on the wall of `timeZone`. */
  date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  timeZone: text,
  language: z.enum(['ja', 'en']),
  at: instant,
  /** The time that it speaks of begins here and ends with `at`. */
  from: instant,
  sweeps: z.strictObject({
    runs: count,
    cutRuns: count,
    looked: count,
    asked: count,
    foundChanged: count,
    foundUnknown: count,
    foundGone: count,
    repaired: count,
    unrepaired: count,
    failed: count,
    /** Runs to which the search refused an order by date. Absent: none. */
    byTokenRuns: z.optional(count),
    lastRunAt: z.optional(instant),
  }),
  /** The sweep of SLAs; absent when none ran. */
  slaSweeps: z.optional(z.strictObject({ runs: count, cutRuns: count, looked: count, found: count, failed: count })),
  /** The newest full pass; absent before the first. */
  fullPass: z.optional(z.strictObject({ begunAt: instant, endedAt: z.optional(instant), cases: count })),
  ledger: z.strictObject({ openCases: count, runningClocks: count, unreadable: count }),
  /** How many cases there are for each reason; the list below may be shorter. */
  counts: z.record(neglectReason, count),
  neglected: z.array(neglected),
  /** What was owed and is not done; absent in statements of versions that did not look. */
  undone: z.optional(
    z.strictObject({
      /** Cases whose item takes up nothing any more; the first of them by id. */
      parkedCases: count,
      parkedCaseIds: z.array(text),
      /** Effects that were given up, and those of them that were within the time of the statement. */
      parkedEffects: count,
      newlyParked: count,
      /** Parked effects that a budget has held. */
      heldByBudget: count,
      /**
       * The same, summed up by budget and hour, the newest hour first; what cases and persons are is left out. Absent in
       * statements of versions that did not sum up.
       */
      budgets: z.optional(
        z.array(
          z.strictObject({
            budget: heldBy,
            policy: z.optional(text),
            hourBegan: instant,
            effects: count.check(z.gte(1)),
          }),
        ),
      ),
      /** Effects that have been owed for more than an hour and wait for their turn or another attempt. */
      waiting: count,
      /** Why effects are parked, the most frequent first. */
      reasons: z.array(z.strictObject({ reason: text, effects: count })),
    }),
  ),
  /** Neglected cases that the list leaves out. */
  more: count,
  /** Open cases that were not changed for the longest time, the oldest first. */
  oldest: z.array(z.strictObject({ caseId: text, lastUpdatedAt: instant })),
});
export type Statement = z.infer<typeof statement>;

/** `show` is what a person asks for; without it the schedule makes the statement of the day. */
export const statementRequest = z.looseObject({
  show: z.optional(z.strictObject({ date: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))) })),
});

export const statementAnswer = z.union([
  z.strictObject({ statement, texts: z.strictObject({ ja: text, en: text }) }),
  z.strictObject({ none: z.literal(true) }),
]);
export type StatementAnswer = z.infer<typeof statementAnswer>;

/** What goes to Casewarden's event bus; `id` is the same however often a day is told. */
export type StatementAnnouncement =
  | {
      readonly detailType: 'Statement Published';
      readonly id: string;
      readonly at: string;
      readonly date: string;
      readonly sweeps: Statement['sweeps'];
      readonly counts: Statement['counts'];
      readonly neglectedCases: number;
    }
  | {
      readonly detailType: 'Case Neglected';
      readonly id: string;
      readonly at: string;
      readonly date: string;
      readonly caseId: string;
      readonly reason: NeglectReason;
      readonly since: string;
    };
