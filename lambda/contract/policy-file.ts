import * as z from 'zod/mini';
import { severity, text } from './primitives.ts';

/*
 * The policy file `casewarden.yaml`: the one schema. `casewarden validate`, the CDK app and the editors' JSON Schema
 * (`schemas/policy-file.schema.json`) come from it. Names that need the Connect instance (users, queues) are resolved
 * through the lock file.
 */

/** A name that is a key of this file: letters, digits, `_` and `-`; becomes part of AWS names. */
const nameKey = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_-]{0,49}$/, 'lower-case letters, digits, _ and -, starting with a letter, at most 50'));

/** `30m`, `4h`, `2d`; at least one minute, because native SLAs count whole minutes. */
const duration = z.string().check(z.regex(/^[1-9][0-9]{0,6}(m|h|d)$/, 'a positive duration like 30m, 4h or 2d'));

const label = z.string().check(z.minLength(1), z.maxLength(100));
/** Option values: alphanumeric, `-`, `_`, at most 100. Source: API_connect-cases_BatchPutFieldOptions. */
const optionValue = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,100}$/, 'letters, digits, _ and -, at most 100'));

const field = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), label }),
  z.strictObject({ type: z.literal('single-select'), label, options: z.record(optionValue, label) }),
]);

const template = z.strictObject({ label, fields: z.array(text), required: z.optional(z.array(text)) });

const intake = z.strictObject({
  template: text,
  channel: z.literal('chat'),
  /** Queue that takes the contact while somebody is on duty; its hours decide who is. A queue name of the instance. */
  queue: text,
  /** Answers of the pre-chat form: `name`, `email`, and fields of the template. */
  ask: z.array(text).check(z.minLength(1)),
});

const team = z.strictObject({ users: z.array(text).check(z.minLength(1)), pick: z.literal('first') });

const slackChannel = z.string().check(z.regex(/^[CG][A-Z0-9]{2,}$/, 'a Slack channel id like C0SLA'));

const consequence = z.union([
  z.strictObject({ reassign: text }),
  z.strictObject({ email: z.strictObject({ to: z.literal('owner'), subject: text, body: text }) }),
  z.strictObject({ task: z.strictObject({ to: z.literal('owner') }) }),
  z.strictObject({
    slack: z.strictObject({ channel: slackChannel, mention: z.optional(z.enum(['channel', 'here'])) }),
  }),
]);
export type Consequence = z.infer<typeof consequence>;

const clockPolicyRow = z.strictObject({
  severity,
  for: z.strictObject({ template: text }),
  until: z.strictObject({ status: z.union([text, z.array(text).check(z.minLength(1))]) }),
  within: duration,
  breach: z.array(consequence).check(z.minLength(1)),
});

export const policyFile = z.strictObject({
  version: z.literal(1),
  language: z.enum(['ja', 'en']),
  /** IANA zone in which notices show times. */
  timeZone: z.optional(text),
  connect: z.strictObject({
    instance: z
      .string()
      .check(
        z.regex(
          /^arn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance\/[0-9a-f-]+$/,
          'the ARN of an Amazon Connect instance',
        ),
      ),
    /** `create` (looked up by name first), or the name of an existing Cases domain. */
    casesDomain: text,
  }),
  quotas: z.optional(z.strictObject({ share: z.string().check(z.regex(/^(100|[1-9][0-9]?)%$/, 'a share like 70%')) })),
  fields: z.optional(z.record(nameKey, field)),
  statuses: z.optional(z.record(optionValue, label)),
  templates: z.record(nameKey, template),
  intake: z.optional(z.record(nameKey, intake)),
  teams: z.optional(z.record(nameKey, team)),
  mail: z.optional(z.strictObject({ from: z.string().check(z.email()) })),
  policies: z.record(nameKey, clockPolicyRow),
  sinks: z.optional(
    z.strictObject({
      salesforce: z.optional(
        z.strictObject({
          on: z.array(z.enum(['created', 'updated'])).check(z.minLength(1)),
          object: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'an object name like Case')),
          key: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]*__c$/, 'an external id field like ConnectCaseId__c')),
          map: z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]*$/)), text),
        }),
      ),
    }),
  ),
});
export type PolicyFile = z.infer<typeof policyFile>;

/** System fields of Cases that the policy file may name without defining them. Source: adminguide case-fields. */
export const systemFields = [
  'case_id',
  'reference_number',
  'customer_id',
  'title',
  'summary',
  'status',
  'case_reason',
  'assigned_queue',
  'assigned_user',
  'created_datetime',
  'last_updated_datetime',
  'last_closed_datetime',
] as const;

/** Options of `status` that every Cases domain has. */
export const builtInStatuses = { open: 'Open', closed: 'Closed' } as const;
