import * as z from 'zod/mini';
import { calendarDefinition } from './calendar.ts';
import { text } from './primitives.ts';

/**
 * `<policy>.lock.json`: names of the Connect instance and what they mean there, written by `casewarden resolve`.
 * Committed beside the policy file; validate and synth refuse a name that is missing here.
 */
export const lockFile = z.strictObject({
  lockVersion: z.literal(1),
  instance: z.strictObject({ arn: text, id: text, alias: text, region: text, accountId: text }),
  /** Customer Profiles domain of the instance; absent when the deployment will create one. */
  profilesDomain: z.optional(text),
  users: z.record(text, z.strictObject({ id: text, arn: text, displayName: text, email: z.optional(text) })),
  /** Hours of operation with what they were when the names were resolved; Casewarden reads them again at run time. */
  hoursOfOperation: z.optional(z.record(text, z.strictObject({ id: text, arn: text, definition: calendarDefinition }))),
  queues: z.record(text, z.strictObject({ id: text, arn: text, hoursOfOperationId: text })),
});
export type LockFile = z.infer<typeof lockFile>;
