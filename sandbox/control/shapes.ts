import * as z from 'zod';
import { publicEvent } from './public-event.ts';

/* What the control API answers with. Part of the frozen API: see schema.ts. */

export const instant = z.iso.datetime();
export const words = z.strictObject({ ja: z.string(), en: z.string() });
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A public event with its sentence for people. */
export const timelineEvent = publicEvent.extend({
  sentence: words,
  /** Why it happened: which rule, policy step, flow or person. Null where nothing tells. */
  reason: words.nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

const person = z.strictObject({ id: z.string(), name: z.string() });

export const caseSummary = z.strictObject({
  caseId: z.string(),
  /** By which the customer came, if by a contact. */
  contactId: z.string().nullable(),
  customer: z.string().nullable(),
  title: z.string(),
  status: z.strictObject({ value: z.string(), label: z.string() }),
  owner: person.nullable(),
  /** Target of the earliest native SLA that still runs. */
  nextSlaBreach: instant.nullable(),
  /** Target of the earliest native SLA that has passed and that nobody has met yet. */
  overdueSince: instant.nullable(),
  /** Number that people use for the case. */
  reference: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type CaseSummary = z.infer<typeof caseSummary>;

const nativeSla = z.strictObject({
  relatedItemId: z.string().nullable(),
  name: z.string(),
  status: z.string(),
  targetTime: instant.nullable(),
  completionTime: instant.nullable(),
});

export const task = z.strictObject({
  taskContactId: z.string(),
  /** `TASK`, or that of a customer's contact which an agent is given: `CHAT`. */
  channel: z.string(),
  caseId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  /** Whom it was started for. */
  owner: person.nullable(),
  startedAt: instant,
  state: z.enum(['started', 'queued', 'accepted', 'ended']),
});
export type Task = z.infer<typeof task>;

export const caseDetail = caseSummary.extend({
  templateId: z.string(),
  /** Statuses that an agent can choose, in the order of the instance. */
  statusOptions: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  fields: z.array(z.strictObject({ id: z.string(), label: z.string(), value: plain, display: z.string() })),
  slas: z.array(nativeSla),
  relatedItems: z.array(
    z.strictObject({
      type: z.string(),
      relatedItemId: z.string().nullable(),
      at: instant,
      /** What people call it: an SLA's or a task's name, who wrote a chat, how a comment begins. */
      name: z.string().nullable(),
      /** Of a contact, and its channel: `TASK` for a task. */
      contactId: z.string().nullable(),
      channel: z.string().nullable(),
    }),
  ),
  tasks: z.array(task),
  timeline: z.array(timelineEvent),
  /** Items of tables whose partition key names the case, as DynamoDB holds them, without type marks. */
  ledger: z.array(z.record(z.string(), z.unknown())),
});

export const contactSummary = z.strictObject({
  contactId: z.string(),
  channel: z.string(),
  customer: z.string().nullable(),
  flow: z.string().nullable(),
  caseId: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export const contactDetail = contactSummary.extend({
  state: z.enum(['started', 'queued', 'accepted', 'ended']),
  /** Queue or agent that it waits for. */
  waitsFor: z.string().nullable(),
  agent: person.nullable(),
  answers: z.record(z.string(), z.unknown()),
  transcript: z.array(z.strictObject({ at: instant, role: z.string(), text: z.string() })),
  /** Actions of flows in the order in which they ran. */
  path: z.array(
    z.strictObject({ at: instant, flow: z.string(), action: z.string(), type: z.string(), result: z.string() }),
  ),
});

/** Something that will happen by itself when the clock gets there. */
export const dueMoment = z.strictObject({
  at: instant,
  /** `sla`: a deadline of a case; `schedule`: a schedule of the deployment fires; `other`: a service's own timer. */
  kind: z.enum(['sla', 'schedule', 'other']),
  label: words,
  caseId: z.string().nullable(),
});
export type DueMoment = z.infer<typeof dueMoment>;

export const timeState = z.strictObject({
  now: instant,
  /** Factor against the wall clock; 0 when paused. */
  speed: z.number(),
  upcoming: z.array(z.strictObject({ at: instant, label: z.string() })),
  /** The same and the deadlines of cases, for people; the earliest 20, earliest first, the next deadline always among them. */
  due: z.array(dueMoment),
  /** When the next SLA of a case runs out. */
  nextDeadline: instant.nullable(),
  /** True while a jump is under way, or a story plays: until its end only that moves the clock, and `pause` ends it. */
  jumping: z.boolean(),
});
export type TimeState = z.infer<typeof timeState>;

export const journalEntry = z.strictObject({
  sequence: z.number(),
  at: instant,
  kind: z.string(),
  contactId: z.string().optional(),
  caseId: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
});

/** A question that a flow reads the answer of, as a pre-chat form would ask it. */
export const question = z.strictObject({
  /** Name of the contact attribute. */
  name: z.string(),
  label: words,
  kind: z.enum(['text', 'email', 'single-select']),
  required: z.boolean(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
});
export type Question = z.infer<typeof question>;

/** One run of a function, with what it printed. */
export const invocation = z.strictObject({
  requestId: z.string(),
  at: instant,
  ok: z.boolean(),
  error: z.string().nullable(),
  logs: z.array(z.string()),
});

/** A message that a queue holds. */
const queuedMessage = z.strictObject({
  messageId: z.string(),
  body: z.string(),
  sentAt: instant,
  visibleAt: instant,
  receiveCount: z.number(),
  state: z.enum(['visible', 'in-flight', 'delayed']),
  /** Name of the queue from which it was dead-lettered. */
  deadLetteredFrom: z.string().nullable(),
});

export const queue = z.strictObject({
  name: z.string(),
  logicalId: z.string(),
  stack: z.string(),
  arn: z.string(),
  visible: z.number(),
  inFlight: z.number(),
  delayed: z.number(),
  /** When the oldest message was sent first. */
  oldestSentAt: instant.nullable(),
  oldestAgeSeconds: z.number().nullable(),
  isDeadLetterQueue: z.boolean(),
  /** Queues whose messages end here. */
  deadLetterQueueOf: z.array(z.string()),
  /** Queue in which messages of this one end. */
  deadLetterQueue: z.string().nullable(),
  /** Receives after which a message goes there. */
  maxReceiveCount: z.number().nullable(),
  /** As GetQueueAttributes gives them. */
  attributes: z.record(z.string(), z.string()),
  /** Oldest first, the first 100. */
  messages: z.array(queuedMessage),
});

export const deployedRule = z.strictObject({
  /** As its service and the journal call it. */
  name: z.string(),
  type: z.string(),
  stack: z.string(),
  logicalId: z.string(),
  properties: z.record(z.string(), z.unknown()),
  /** How often it fired: events handed to a target, or runs of a Contact Lens rule whose condition held. */
  fired: z.number(),
  lastFiredAt: instant.nullable(),
});

/** Calls of one kind against what AWS allows by default. */
export const quotaUse = z.strictObject({
  /** `cases:UpdateCase`. */
  id: z.string(),
  service: z.string(),
  operations: z.array(z.string()),
  perSecond: z.number(),
  burst: z.number(),
  source: z.string(),
  /** What has to be known about the figures. */
  note: words.nullable(),
  /** Seconds in which there were calls, oldest first. */
  seconds: z.array(z.strictObject({ at: instant, calls: z.number(), refused: z.number() })),
});

/** Something that went wrong, and where to look. */
export const fault = z.strictObject({
  sequence: z.number(),
  at: instant,
  kind: z.string(),
  /** What went wrong. */
  title: words,
  /** As the service said it. */
  detail: z.string(),
  /** Where to look, and what to do. */
  look: words,
  /** What it is about: a function, queue, rule, flow or case. */
  about: z.strictObject({ type: z.enum(['function', 'queue', 'rule', 'flow', 'case', 'sandbox']), name: z.string() }),
  caseId: z.string().nullable(),
});
export type Fault = z.infer<typeof fault>;

export const stepResult = z.strictObject({
  number: z.number(),
  step: words,
  outcome: z.enum(['happened', 'missing', 'not-reached']),
  event: publicEvent.optional(),
  because: z.strictObject({ ja: z.array(z.string()), en: z.array(z.string()) }).optional(),
});

export const loose = z.record(z.string(), z.unknown());
