import * as z from 'zod/mini';
import { count, instant, text } from './primitives.ts';

/**
 * The most fields that a sweep compares. A search returns 25, of which four are always asked for: both dates, the user and the
 * queue. Source: API_connect-cases_SearchCases.
 */
export const mostSweptFields = 21;

/**
 * A place in an order of cases: pages begin at `from`; within many cases of one instant at `token`. `walk` counts how often we go
 * through these, and is absent the first time.
 */
const place = z.strictObject({ from: z.optional(instant), token: z.optional(text), walk: z.optional(count) });
export type SweepPlace = z.infer<typeof place>;

/** What was told to the inbox and is not known to have been taken in yet. */
const finding = z.strictObject({
  caseId: text,
  kind: z.enum(['changed', 'unknown', 'gone']),
  foundAt: instant,
  /** The instant of which the message told. */
  at: instant,
});
export type SweepFinding = z.infer<typeof finding>;

/** An open case as the full pass has seen it. */
export const seenCase = z.strictObject({
  caseId: text,
  lastUpdatedAt: z.optional(instant),
  /** ARN of its user; absent when nobody has it. */
  ownerArn: z.optional(text),
  /** True when it has no user, but stands in a queue. */
  isQueued: z.optional(z.literal(true)),
});
export type SeenCase = z.infer<typeof seenCase>;

/** How far the sweep of cases has come: one row, written under its version. */
export const sweepProgress = z.strictObject({
  version: count,
  /** Cases that were created before it were there before our care began. */
  careSince: instant,
  recent: z.strictObject({
    /** Every case that was last changed before it has been looked at, but for what the index hid longer than the overlap. */
    mark: z.optional(instant),
    /** A look that is under way, in one run or over several. */
    look: z.optional(z.strictObject({ begunAt: instant, place })),
  }),
  full: z.optional(
    z.strictObject({
      begunAt: instant,
      stage: z.enum(['cases', 'ledger', 'ended']),
      /** In the search for open cases. */
      place,
      /** In the ledger. */
      ledgerPlace: z.optional(text),
      /** Cases of the search, and of the ledger, that were looked at so far. */
      lookedCases: count,
      lookedItems: count,
      endedAt: z.optional(instant),
      /** Where cases come in no order: how often they are gone through, and how many the newest time has shown first. */
      walk: z.optional(z.strictObject({ number: count, fresh: count })),
      /** When a pass last began to look at the ledger; carried on from pass to pass. */
      ledgerLookedAt: z.optional(instant),
    }),
  ),
  /** The newest full pass that has ended, while another is under way. */
  endedPass: z.optional(z.strictObject({ begunAt: instant, endedAt: instant })),
  /** When the search last refused to put cases in order by a date. Absent when it does so. */
  refusedAt: z.optional(instant),
  awaited: z.array(finding),
  /** Cases that could not be read: asked for again by the next run. Absent when there are none. */
  unread: z.optional(z.array(text)),
});
export type SweepProgress = z.infer<typeof sweepProgress>;

/** Where a look was cut: the page that `token` asks for, and the related items on it that were looked at. */
const slaPlace = { token: z.optional(text), done: z.optional(z.array(text)) };

/** How far the sweep of SLAs has come: one row, written under its version. */
export const slaSweepProgress = z.strictObject({
  /** Rows of the version before have none, and neither `overdue`. */
  version: z.prefault(count, 0),
  /** Every SLA that was attached before it and still ran has been looked at. */
  watermark: z.optional(instant),
  /** A look at those that run, cut before its end. `until`: those that were attached earlier are none of its business. */
  active: z.optional(z.strictObject({ begunAt: instant, until: z.optional(instant), ...slaPlace })),
  /** The walk over those that have run out. Each goes the other way than the one before. */
  overdue: z.prefault(z.strictObject({ newestFirst: z.boolean(), ...slaPlace }), { newestFirst: false }),
});
export type SlaSweepProgress = z.infer<typeof slaSweepProgress>;

/** What one run of a sweep did. */
export const sweepRun = z.strictObject({
  sweep: z.enum(['cases', 'slas']),
  startedAt: instant,
  endedAt: instant,
  /** True when time was up before the work was. */
  isCut: z.boolean(),
  /** True when the search refused to put cases in order by date, so that they were gone through by its tokens. */
  isByToken: z.optional(z.literal(true)),
  calls: count,
  /** Cases, or SLAs, that were looked at. */
  looked: count,
  /** Items of the ledger that the search did not show, and that were asked for one by one. */
  asked: count,
  foundChanged: count,
  foundUnknown: count,
  foundGone: count,
  /** SLAs that the ledger did not know; the sweep of SLAs only. */
  foundSlas: z.optional(count),
  /** Of what this and earlier runs found: what stands in the ledger now. */
  repaired: count,
  /** Given up to wait for: still not in the ledger after a day. */
  unrepaired: count,
  /** Cases that could not be read. */
  failed: count,
});
export type SweepRun = z.infer<typeof sweepRun>;
