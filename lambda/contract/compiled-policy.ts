import * as z from 'zod/mini';
import { count, severity, text } from './primitives.ts';

/** A person who can be given a case, resolved from the name in the policy file. */
const person = z.strictObject({
  /** The Connect user name, as written in the policy file. */
  name: text,
  userId: text,
  userArn: text,
  displayName: text,
  /** Absent when the instance keeps no e-mail address for this user. */
  email: z.optional(text),
});
export type Person = z.infer<typeof person>;

/** One consequence of a level, in the order in which the policy file lists them. */
export const action = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reassign'),
    team: text,
    people: z.array(person).check(z.minLength(1)),
    pick: z.literal('first'),
  }),
  z.strictObject({ kind: z.literal('email'), to: z.literal('owner'), subject: text, body: text }),
  z.strictObject({ kind: z.literal('task'), to: z.literal('owner') }),
  z.strictObject({
    kind: z.literal('slack'),
    channel: text,
    mention: z.optional(z.enum(['channel', 'here'])),
  }),
]);
export type Action = z.infer<typeof action>;

/** One row of `policies:`; exactly one clock per case and cycle. */
const clockPolicy = z.strictObject({
  name: text,
  severity,
  for: z.strictObject({ templateId: text }),
  until: z.strictObject({ fieldId: z.literal('status'), values: z.array(text).check(z.minLength(1)) }),
  targetSeconds: count,
  breach: z.array(action),
});
export type ClockPolicy = z.infer<typeof clockPolicy>;

const salesforceSink = z.strictObject({
  on: z.array(z.enum(['created', 'updated'])),
  object: text,
  /** The external id field of the object; its value is the case id. */
  key: text,
  /** Salesforce field -> case field id. */
  map: z.record(text, text),
});
export type SalesforceSink = z.infer<typeof salesforceSink>;

/**
 * The policy file with every name resolved: what the functions read at run time. Stored as an immutable ledger row
 * `POLICY#<hash>`; the hash is the SHA-256 (hex) of its canonical JSON (keys sorted, no spaces).
 */
export const compiledPolicy = z.strictObject({
  schemaVersion: z.literal(1),
  language: z.enum(['ja', 'en']),
  /** IANA zone in which people read times in notices. */
  timeZone: text,
  instanceArn: text,
  casesDomainId: text,
  /** Name in the policy file -> case field id. Holds system fields that are named and every custom field. */
  fields: z.record(text, z.strictObject({ id: text, label: text })),
  /** Option value of `status` -> label, for notices. */
  statuses: z.record(text, text),
  /** Everybody whom the policy can name, by user ARN: resolves an owner that a person has set to a name and address. */
  people: z.array(person),
  mail: z.optional(z.strictObject({ from: text })),
  policies: z.array(clockPolicy),
  sinks: z.strictObject({ salesforce: z.optional(salesforceSink) }),
  /** Ids of the fields that decide clocks or that sinks map: all that the shadow, which is kept, may hold of a case. */
  shadowFieldIds: z.array(text),
  /** Ids of the fields that the texts of notices name: read when a notice is sent, and not kept. */
  noticeFieldIds: z.array(text),
});
export type CompiledPolicy = z.infer<typeof compiledPolicy>;
