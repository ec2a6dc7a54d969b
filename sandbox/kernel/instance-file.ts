import * as z from 'zod';

const id = z.string().min(1);
const window = z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/, 'a window like 09:00-17:00');

/**
 * `sandbox/instance.yaml`: the world before anything is deployed. What an admin has set up in the Connect console, what
 * the customer's Slack and CRM are called, which secrets exist.
 */
export const instanceFile = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  region: z.string(),
  instance: z.strictObject({ id, alias: id, timeZone: z.string() }),
  hoursOfOperation: z.array(
    z.strictObject({
      id,
      name: id,
      timeZone: z.string(),
      /** Day -> open windows; a day left out is closed. */
      week: z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(window)),
    }),
  ),
  queues: z.array(z.strictObject({ id, name: id, hours: id })),
  users: z.array(
    z.strictObject({
      id,
      /** Connect user name. */
      name: id,
      firstName: z.string(),
      lastName: z.string(),
      email: z.email(),
      slackUserId: z.string().optional(),
      /** Queues of the user's routing profile, by name. */
      queues: z.array(id),
      /** On duty (Available) when the run starts. */
      onDuty: z.boolean(),
    }),
  ),
  profiles: z.strictObject({ domain: id, associated: z.boolean() }),
  mail: z.strictObject({
    /** Verified SES identities (domains or addresses). */
    identities: z.array(id),
    /** True while SES only sends to verified addresses. */
    inSandbox: z.boolean(),
  }),
  /** Secrets Manager: name -> JSON value. Made-up values; real ones never stand in a file. */
  secrets: z.record(z.string(), z.record(z.string(), z.unknown())),
  partners: z.strictObject({
    slack: z.strictObject({
      workspace: id,
      botToken: id,
      channels: z.record(z.string(), z.strictObject({ name: id })),
    }),
    salesforce: z.strictObject({
      domain: z.url(),
      clientId: id,
      clientSecret: id,
      /** Object -> its fields that exist; `externalIds` are unique. */
      objects: z.record(z.string(), z.strictObject({ fields: z.array(id), externalIds: z.array(id) })),
    }),
  }),
});
export type InstanceFile = z.infer<typeof instanceFile>;
