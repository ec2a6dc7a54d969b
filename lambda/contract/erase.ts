import * as z from 'zod/mini';
import { count, instant, text } from './primitives.ts';

/*
 * Forgetting what is known of a case: what the function `erase` is asked and answers, and `casewarden erase` prints. Numbers
 * only; what is forgotten is not repeated on the way.
 */

export const eraseRequest = z.strictObject({
  caseId: text,
  /** False: only look. */
  act: z.boolean(),
  /** Who asks, as the history of the case keeps it. */
  by: z.string().check(z.minLength(1), z.maxLength(100)),
});
export type EraseRequest = z.infer<typeof eraseRequest>;

/** What of a case is forgotten, and what is kept. */
const eraseCounts = z.strictObject({
  /** Values of fields, those of the newest snapshot and those by which clocks were judged. */
  values: count,
  /** Signals of contacts and comments. */
  signals: count,
  /** Lines of the timeline whose texts go; the lines stay. */
  timelineLines: count,
  /** Verdicts of clocks; they stay. */
  verdicts: count,
  /** Keys of effects; they stay, with when they ended and how. */
  effects: count,
});
export type EraseCounts = z.infer<typeof eraseCounts>;

export const eraseAnswer = z.union([
  z.strictObject({ caseId: text, unknown: z.literal(true) }),
  /** `running`: a clock runs. `owed`: something has not been done or cancelled yet. `changed`: others kept writing. */
  z.strictObject({ caseId: text, refused: z.enum(['running', 'owed', 'changed']) }),
  z.strictObject({
    caseId: text,
    /** When it was erased; null for a look at what would go. */
    erasedAt: z.nullable(instant),
    /** False: what is left of the timeline follows by itself within minutes. */
    isFinished: z.boolean(),
    counts: eraseCounts,
  }),
]);
export type EraseAnswer = z.infer<typeof eraseAnswer>;
