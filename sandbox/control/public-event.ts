import * as z from 'zod';

/** Every kind of public event, in the words of a contact-centre person rather than of a service. */
export const publicEventKinds = [
  'contact.started',
  'chat.message',
  'contact.queued',
  'contact.accepted',
  'contact.ended',
  'profile.created',
  'case.created',
  'case.updated',
  'case.deleted',
  'contact.linked',
  'related-item.created',
  'sla.attached',
  'sla.detached',
  'native-sla.changed',
  'sla.warned',
  'sla.breached',
  'case.escalated',
  'sla.ended',
  'owner.changed',
  'status.changed',
  'task.created',
  'task.linked',
  'task.accepted',
  'task.ended',
  'mail.sent',
  'slack.posted',
  'crm.upserted',
] as const;
export const publicEventKind = z.enum(publicEventKinds);
export type PublicEventKind = z.infer<typeof publicEventKind>;

/** Something that happened, as the service or partner that it happened to has recorded it. */
export const publicEvent = z.strictObject({
  /** Position in the sandbox's journal; the id of the server-sent event. Several events may come from one entry. */
  sequence: z.number().int().positive(),
  /** Virtual instant, ISO-8601 UTC. */
  at: z.iso.datetime(),
  kind: publicEventKind,
  /** The contact by which the customer came; for what happens to a case later, the contact that the case came from. */
  contactId: z.string().optional(),
  caseId: z.string().optional(),
  /** JSON values; which ones depends on the kind. */
  facts: z.record(z.string(), z.unknown()),
});
export type PublicEvent = z.infer<typeof publicEvent>;
