import * as z from 'zod/mini';
import { count, instant, severity, text } from './primitives.ts';

/** `source` of everything that Casewarden puts on its own event bus. */
export const announcementSource = 'casewarden';

const common = { id: text, at: instant, caseId: text };
const ofClock = { ...common, policy: text, cycle: count };
const ofLevel = { ...ofClock, severity, deadline: instant };

/** What Casewarden announces on its event bus, for sinks and for others to build on. `id` is stable across retries. */
export const announcement = z.discriminatedUnion('detailType', [
  z.strictObject({ detailType: z.literal('SLA Warned'), ...ofLevel, level: text }),
  z.strictObject({ detailType: z.literal('SLA Breached'), ...ofLevel }),
  z.strictObject({ detailType: z.literal('Case Escalated'), ...ofLevel, level: text }),
  z.strictObject({
    detailType: z.literal('SLA Ended'),
    ...ofClock,
    /** Absent when the clock was cancelled while nothing was known to end its pause. */
    deadline: z.optional(instant),
    endedAt: instant,
    verdict: z.enum(['met', 'met-late', 'cancelled']),
  }),
  /** A case that nobody looks after unless a person does; why, in a word or two. */
  z.strictObject({ detailType: z.literal('Case Neglected'), ...common, reason: text }),
  z.strictObject({ detailType: z.literal('Sink Ready'), ...common, sink: text, wanted: count }),
]);
export type Announcement = z.infer<typeof announcement>;
