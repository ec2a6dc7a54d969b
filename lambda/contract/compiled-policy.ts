import * as z from 'zod/mini';
import { calendarDefinition } from './calendar.ts';
import { clockKind, count, severity, text } from './primitives.ts';

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

const scalar = z.union([z.string(), z.number(), z.boolean()]);

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
  /** Sets case fields to constant values. */
  z.strictObject({ kind: z.literal('set'), fields: z.record(text, scalar) }),
  /** Keeps the native SLA of a clock in step; owed by the mirror, never written in a policy file. */
  z.strictObject({
    kind: z.literal('native-sla'),
    slaName: text,
    /** When the native SLA shall run out; absent: the case shall have none that is open. */
    targetTime: z.optional(text),
    fieldId: text,
    value: text,
  }),
]);
export type Action = z.infer<typeof action>;

const test = z.union([
  z.strictObject({ fieldId: text, oneOf: z.array(scalar).check(z.minLength(1)) }),
  z.strictObject({ fieldId: text, noneOf: z.array(scalar).check(z.minLength(1)) }),
  z.strictObject({ fieldId: text, isSet: z.boolean() }),
]);
export type ConditionTest = z.infer<typeof test>;

/** Tests that must all hold; an empty list always holds. docs/decisions/0009 is the meaning of all of this. */
const condition = z.array(test);
export type Condition = z.infer<typeof condition>;

/** A moment on a clock at which something is owed. */
const level = z.strictObject({
  /** `warn-1`, `breach`, `escalate-1`, `escalate-1.2` (a repeat); unique in the row. */
  name: text,
  kind: z.enum(['warn', 'breach', 'escalate']),
  /** Used seconds at which it stands. */
  usedSeconds: count,
  actions: z.array(action),
});
export type Level = z.infer<typeof level>;

/** One row of `policies:`, in the order of the file. */
const clockPolicy = z.strictObject({
  name: text,
  kind: clockKind,
  severity,
  for: z.strictObject({ templateId: text, where: condition }),
  start: condition,
  /** Absent: nothing about the fields ends the clock (`update` and `next-response` only). */
  until: z.optional(condition),
  cancel: z.optional(condition),
  reset: z.optional(condition),
  pause: z.optional(
    z.union([
      z.strictObject({ while: condition, atMostSeconds: z.optional(count) }),
      z.strictObject({ when: condition, resume: condition, atMostSeconds: z.optional(count) }),
    ]),
  ),
  /** What counts as an update to the customer (`update` only). */
  renew: z.optional(z.strictObject({ changedFieldIds: z.array(text), comment: z.boolean(), outbound: z.boolean() })),
  targetSeconds: count,
  /** Name in `calendars`; absent: round the clock. */
  calendar: z.optional(text),
  reopen: z.enum(['continue', 'reset']),
  onChange: z.enum(['forward', 'retroactive', 'reset']),
  /** In the order of their used seconds; exactly one is the breach, and it stands at the target. */
  levels: z.array(level),
  /**
   * How agents see the clock as a native SLA; absent: not at all. `rule`: Contact Lens rules attach it with the first
   * cycle, and the mirror only mends what differs later; `mirror`: the mirror attaches it.
   */
  native: z.optional(
    z.strictObject({
      by: z.enum(['rule', 'mirror']),
      slaName: text,
      /** The field and the one value by which Cases itself sees that the SLA is met. */
      fieldId: text,
      value: text,
      /** True when `fieldId` is our own field, which must be set to `value` when the clock is met. */
      isOwnField: z.boolean(),
      /**
       * Our own field by which the rules attach the SLA once, for a clock that starts by a condition: a rule on the creation of
       * the case sets it to `waiting`, the rule on its updates that attaches the SLA to `assigned`.
       */
      markerFieldId: z.optional(text),
    }),
  ),
});
export type ClockPolicy = z.infer<typeof clockPolicy>;

/** A calendar of the policy file: as it stood at synthesis, and for Connect's hours of operation where it is read again. */
const namedCalendar = z.strictObject({
  definition: calendarDefinition,
  hoursOfOperationId: z.optional(text),
});
export type NamedCalendar = z.infer<typeof namedCalendar>;

const salesforceSink = z.strictObject({
  on: z.array(z.enum(['created', 'updated'])),
  object: text,
  /** The external id field of the object; its value is the case id. */
  key: text,
  /** Salesforce field -> case field id. */
  map: z.record(text, text),
});
export type SalesforceSink = z.infer<typeof salesforceSink>;

/** How much may be done within an hour; absent: the default of `budgets.ts`, or no limit. */
const budgets = z.strictObject({
  perCase: z.optional(count),
  perPerson: z.optional(count),
  perPolicy: z.optional(count),
});
export type Budgets = z.infer<typeof budgets>;

/**
 * The policy file with every name resolved: what the functions read at run time. Stored as an immutable ledger row
 * `POLICY#<hash>`; the hash is the SHA-256 (hex) of its canonical JSON (keys sorted, no spaces).
 */
export const compiledPolicy = z.strictObject({
  schemaVersion: z.literal(2),
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
  budgets: z.optional(budgets),
  calendars: z.record(text, namedCalendar),
  policies: z.array(clockPolicy),
  /** SLAs made in the console: the first pattern (`*` stands for any text) that fits the SLA's name gives it the levels of the policy. */
  adopt: z.array(z.strictObject({ slaName: text, policy: text })),
  sinks: z.strictObject({ salesforce: z.optional(salesforceSink) }),
  /** Ids of the fields that the conditions of clocks name: what observations, which are kept, may hold of a case. */
  decidingFieldIds: z.array(text),
  /** Ids of the fields that sinks map: all that the shadow, which is kept, may hold of a case. */
  shadowFieldIds: z.array(text),
  /** Ids of the fields that the texts of notices name: read when a notice is sent, and not kept. */
  noticeFieldIds: z.array(text),
});
export type CompiledPolicy = z.infer<typeof compiledPolicy>;
