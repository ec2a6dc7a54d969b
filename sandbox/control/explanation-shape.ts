import * as z from 'zod';
import { instant, words } from './shapes.ts';

/*
 * What the deployed function `explain` answers, as the control API passes it on. The sandbox takes it as data: what a later
 * version of the function adds gets through.
 */

const count = z.number();
const span = z.object({ from: instant, to: instant });

const row = z.object({
  policy: z.string(),
  kind: z.string(),
  severity: z.string(),
  /** The case is of its template, and all that `for` asks holds. */
  matched: z.boolean(),
  /** The first that matched of its kind: the one that counts. */
  chosen: z.boolean(),
  templateMatches: z.boolean(),
  conditions: z.array(
    z.object({
      part: z.enum(['for', 'start', 'until', 'cancel', 'reset', 'pause', 'resume']),
      holds: z.boolean(),
      tests: z.array(
        z.object({
          fieldId: z.string(),
          label: z.string(),
          wanted: words,
          found: z.union([z.string(), z.number(), z.boolean(), z.null()]),
          foundSince: instant.nullable(),
          holds: z.boolean(),
        }),
      ),
    }),
  ),
  why: words,
});

/** A stretch of the time of a clock. */
const piece = span.extend({
  /** `kept`: used before another policy took over. `several`: too many to list one by one. */
  state: z.enum(['open', 'closed', 'paused-open', 'paused-closed', 'kept', 'several']),
  openMilliseconds: count,
  creditedMilliseconds: count,
});

const level = z.object({
  policy: z.string(),
  name: z.string(),
  kind: z.enum(['warn', 'breach', 'escalate']),
  usedSeconds: count,
  momentAt: instant.nullable(),
  state: z.enum(['fired', 'skipped', 'pending', 'not-reached', 'cancelled']),
  stateAt: instant.nullable(),
  why: words,
  effects: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      lane: z.string(),
      status: z.enum(['pending', 'claimed', 'done', 'parked', 'cancelled']),
      owedAt: instant,
      attempt: count,
      endedAt: instant.nullable(),
      reference: z.string().nullable(),
      why: words,
    }),
  ),
});

const clock = z.object({
  kind: z.string(),
  policy: z.string(),
  cycle: count,
  severity: z.string(),
  startedAt: instant,
  takenOverAt: instant.nullable(),
  keptMilliseconds: count,
  targetSeconds: count,
  /** Name null: round the clock. */
  calendar: z.object({ name: z.string().nullable(), zone: z.string() }),
  verdict: z.enum(['running', 'met', 'met-late', 'cancelled']),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  breachedAt: instant.nullable(),
  isPaused: z.boolean(),
  deadline: instant.nullable(),
  usedMilliseconds: count,
  pausedMilliseconds: count,
  creditedMilliseconds: count,
  leftMilliseconds: count,
  overMilliseconds: count,
  pauses: z.array(
    z.object({
      from: instant,
      to: instant.nullable(),
      reason: z.enum(['condition', 'closed']),
      creditedMilliseconds: count,
    }),
  ),
  /** From the start until now or the end; their open time adds up to `usedMilliseconds`. */
  pieces: z.array(piece),
  /** From now until the deadline, if nothing changes. */
  ahead: z.array(piece),
  /** What a picture should show. */
  range: span,
  /** Open hours in the range; all of them up to `windowsUntil`. */
  windows: z.array(span),
  windowsUntil: instant,
  levels: z.array(level),
  summary: z.array(words),
});

export const caseExplanation = z.object({
  caseId: z.string(),
  now: instant,
  templateId: z.string(),
  createdAt: instant,
  deletedAt: instant.nullable(),
  policyHash: z.string(),
  timeZone: z.string(),
  /** Every row of the policy, in the order of the file. */
  rows: z.array(row),
  /** Every cycle, oldest first. */
  clocks: z.array(clock),
  next: z.array(z.object({ at: instant, words })),
  /** Why nothing runs, or nothing has fired; empty when something has. */
  whyNothing: z.array(words),
});
export type CaseExplanation = z.infer<typeof caseExplanation>;

/** The ledger does not know the case, or its policy is gone. */
export const caseUnexplained = z.object({ caseId: z.string(), unknown: z.enum(['case', 'policy']), reason: words });
