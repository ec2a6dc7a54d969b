import * as z from 'zod';
import { publicEvent } from './public-event.ts';

/* What the control API answers with. Part of the frozen API: see schema.ts. */

export const instant = z.iso.datetime();
export const words = z.strictObject({ ja: z.string(), en: z.string() });
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A public event with its sentence for people. */
export const timelineEvent = publicEvent.extend({ sentence: words });
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
  fields: z.array(z.strictObject({ id: z.string(), label: z.string(), value: plain, display: z.string() })),
  slas: z.array(nativeSla),
  relatedItems: z.array(z.strictObject({ type: z.string(), relatedItemId: z.string().nullable(), at: instant })),
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
  answers: z.record(z.string(), z.unknown()),
  transcript: z.array(z.strictObject({ at: instant, role: z.string(), text: z.string() })),
  /** Actions of flows in the order in which they ran. */
  path: z.array(
    z.strictObject({ at: instant, flow: z.string(), action: z.string(), type: z.string(), result: z.string() }),
  ),
});

export const timeState = z.strictObject({
  now: instant,
  /** Factor against the wall clock; 0 when paused. */
  speed: z.number(),
  upcoming: z.array(z.strictObject({ at: instant, label: z.string() })),
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

export const stepResult = z.strictObject({
  number: z.number(),
  step: words,
  outcome: z.enum(['happened', 'missing', 'not-reached']),
  event: publicEvent.optional(),
  because: z.strictObject({ ja: z.array(z.string()), en: z.array(z.string()) }).optional(),
});

export const loose = z.record(z.string(), z.unknown());
