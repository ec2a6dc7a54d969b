import * as z from 'zod/mini';
import { count, instant, severity, text } from './primitives.ts';

/** `source` of everything that Casewarden puts on its own event bus. */
export const announcementSource = 'casewarden';

/** What Casewarden announces on its event bus, for sinks and for others to build on. `id` is stable across retries. */
export const announcement = z.discriminatedUnion('detailType', [
  z.strictObject({
    detailType: z.literal('SLA Warned'),
    id: text,
    at: instant,
    caseId: text,
    policy: text,
    severity,
    cycle: count,
    level: text,
    deadline: instant,
  }),
  z.strictObject({
    detailType: z.literal('Case Escalated'),
    id: text,
    at: instant,
    caseId: text,
    policy: text,
    severity,
    cycle: count,
    level: text,
    deadline: instant,
  }),
  z.strictObject({
    detailType: z.literal('SLA Breached'),
    id: text,
    at: instant,
    caseId: text,
    policy: text,
    severity,
    cycle: count,
    deadline: instant,
  }),
  z.strictObject({
    detailType: z.literal('SLA Ended'),
    id: text,
    at: instant,
    caseId: text,
    policy: text,
    cycle: count,
    /** Absent when the clock was cancelled while nothing was known to end its pause. */
    deadline: z.optional(instant),
    endedAt: instant,
    verdict: z.enum(['met', 'met-late', 'cancelled']),
  }),
  z.strictObject({
    detailType: z.literal('Sink Ready'),
    id: text,
    at: instant,
    caseId: text,
    sink: text,
    wanted: count,
  }),
]);
export type Announcement = z.infer<typeof announcement>;
