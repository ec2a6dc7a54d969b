import * as z from 'zod/mini';
import { policyCalendar } from './policy-calendar.ts';
import { clockKind, severity, text } from './primitives.ts';
import { apiRate } from './quota-profile.ts';

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

const fieldText = z.union([z.string(), z.number(), z.boolean()]);

/**
 * Who carries a consequence out: Casewarden (default), or a Contact Lens rule on the breach of the native SLA, which knows
 * neither the owner nor any field of the case.
 */
const consequence = z.union([
  z.strictObject({ reassign: text }),
  z.strictObject({
    email: z.union([
      z.strictObject({ to: z.literal('owner'), subject: text, body: text, by: z.optional(z.literal('casewarden')) }),
      z.strictObject({ to: z.array(text).check(z.minLength(1)), subject: text, body: text, by: z.literal('native') }),
    ]),
  }),
  z.strictObject({
    task: z.union([
      z.strictObject({ to: z.literal('owner'), by: z.optional(z.literal('casewarden')) }),
      z.strictObject({ queue: text, name: text, description: z.optional(text), by: z.literal('native') }),
    ]),
  }),
  /** A notice in the agents' workspace; only Amazon Connect itself can show one. */
  z.strictObject({
    notify: z.strictObject({ users: z.array(text).check(z.minLength(1)), text, by: z.literal('native') }),
  }),
  z.strictObject({
    slack: z.strictObject({ channel: slackChannel, mention: z.optional(z.enum(['channel', 'here'])) }),
  }),
  z.strictObject({ set: z.record(text, fieldText) }),
]);
export type Consequence = z.infer<typeof consequence>;

const scalars = z.union([fieldText, z.array(fieldText).check(z.minLength(1))]);
/** `high`, `[high, urgent]`, `{ not: low }`, `{ set: true }`. */
const fieldTest = z.union([
  fieldText,
  z.array(fieldText).check(z.minLength(1)),
  z.strictObject({ not: scalars }),
  z.strictObject({ set: z.boolean() }),
]);
export type FieldTest = z.infer<typeof fieldTest>;

/** Case field and what it must be; all must hold. */
const condition = z.record(text, fieldTest);
export type ConditionText = z.infer<typeof condition>;

const share = z.string().check(z.regex(/^[1-9][0-9]?%$/, 'a share of the target like 50%, below 100%'));
const consequences = z.array(consequence).check(z.minLength(1));

/** docs/decisions/0009-clock-semantics.md says exactly what each of these does. */
const clockPolicyRow = z.strictObject({
  severity,
  /** @default first-response */
  clock: z.optional(clockKind),
  /** `template`, and case fields with what they must be. */
  for: z.catchall(z.object({ template: text }), fieldTest),
  start: z.optional(condition),
  until: z.optional(condition),
  cancel: z.optional(condition),
  reset: z.optional(condition),
  pause: z.optional(
    z.union([
      z.strictObject({ while: condition, atMost: z.optional(duration) }),
      z.strictObject({ when: condition, resume: condition, atMost: z.optional(duration) }),
    ]),
  ),
  /** What counts as an update to the customer; `clock: update` only. */
  renew: z.optional(
    z.strictObject({
      changed: z.optional(z.array(text)),
      comment: z.optional(z.boolean()),
      outbound: z.optional(z.boolean()),
    }),
  ),
  within: duration,
  calendar: z.optional(text),
  /** @default continue */
  reopen: z.optional(z.enum(['continue', 'reset'])),
  /** @default forward */
  onChange: z.optional(z.enum(['forward', 'retroactive', 'reset'])),
  warn: z.optional(
    z.array(
      z.union([
        z.strictObject({ at: share, do: consequences }),
        z.strictObject({ before: duration, do: consequences }),
      ]),
    ),
  ),
  breach: consequences,
  escalate: z.optional(
    z.array(
      z.strictObject({
        after: duration,
        do: consequences,
        repeat: z.optional(z.strictObject({ every: duration, atMost: z.number().check(z.int(), z.gte(1), z.lte(20)) })),
      }),
    ),
  ),
  /** False: agents see no native SLA for this clock. @default true */
  native: z.optional(z.boolean()),
});

/** By name of the operation; what is not named has its default of `quota-profile.ts`. */
const quotas = z.strictObject({
  share: z.optional(z.string().check(z.regex(/^(100|[1-9][0-9]?)%$/, 'a share like 70%'))),
  apis: z.optional(
    z.strictObject({
      GetCase: z.optional(apiRate),
      UpdateCase: z.optional(apiRate),
      CreateRelatedItem: z.optional(apiRate),
      SearchRelatedItems: z.optional(apiRate),
      SearchAllRelatedItems: z.optional(apiRate),
      SearchCases: z.optional(apiRate),
      DeleteRelatedItem: z.optional(apiRate),
      StartTaskContact: z.optional(apiRate),
      SendEmail: z.optional(apiRate),
      'chat.postMessage': z.optional(apiRate),
    }),
  ),
});
export type QuotaSettings = z.infer<typeof quotas>;

/** Who hears of alarms. */
const operations = z.strictObject({
  email: z.array(z.string().check(z.email())).check(z.minLength(1), z.maxLength(10)),
});
const atMostAnHour = z.number().check(z.int(), z.gte(1), z.lte(1_000_000));

/** How much may be done within an hour; what is beyond is parked. */
const budgets = z.strictObject({
  perCase: z.optional(atMostAnHour),
  perPerson: z.optional(atMostAnHour),
  perPolicy: z.optional(atMostAnHour),
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
  quotas: z.optional(quotas),
  operations: z.optional(operations),
  budgets: z.optional(budgets),
  fields: z.optional(z.record(nameKey, field)),
  statuses: z.optional(z.record(optionValue, label)),
  templates: z.record(nameKey, template),
  intake: z.optional(z.record(nameKey, intake)),
  teams: z.optional(z.record(nameKey, team)),
  mail: z.optional(z.strictObject({ from: z.string().check(z.email()) })),
  calendars: z.optional(z.record(nameKey, policyCalendar)),
  policies: z.record(nameKey, clockPolicyRow),
  /** The daily statement. */
  statement: z.optional(
    z.strictObject({
      /** By the clock on the wall of `zone`. @default 08:00 */
      at: z.optional(z.string().check(z.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'an hour of the day like 08:00'))),
      /** IANA zone. @default timeZone */
      zone: z.optional(text),
      /** Where it is posted to, beside the event bus and the bucket. */
      slack: z.optional(z.strictObject({ channel: slackChannel })),
    }),
  ),
  /** SLAs that rules of the console attach: the first pattern that fits the SLA's name gives it the levels of a policy. */
  adopt: z.optional(
    z.array(
      z.strictObject({
        slaName: z.string().check(z.minLength(1), z.maxLength(500)),
        policy: text,
      }),
    ),
  ),
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
