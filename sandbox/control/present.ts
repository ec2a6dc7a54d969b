import { plainValue, type PlainValue } from './field-value.ts';
import type { ControlParts } from './parts.ts';
import type { PublicEvent } from './public-event.ts';
import { reasonOf } from './reason-words.ts';
import type { CaseSummary, Control, Task, TimelineEvent } from './schema.ts';
import { sentenceOf } from './sentences.ts';
import type { ViewedCase } from './case-view.ts';
import type { ViewedContact } from './contact-view.ts';

type ContactSummary = Awaited<ReturnType<Control['contacts']>>['contacts'][number];
type ContactDetail = Awaited<ReturnType<Control['contactDetail']>>;

/** An event with its sentences, and why it happened. */
export function presentEvent(parts: ControlParts, event: PublicEvent): TimelineEvent {
  const sentence = { ja: sentenceOf(event, 'ja', parts.names), en: sentenceOf(event, 'en', parts.names) };
  const why = parts.views.reasonOf(event.sequence);
  const reason = why && { ja: reasonOf(why, 'ja', parts.names), en: reasonOf(why, 'en', parts.names) };
  return { ...event, sentence, reason };
}

const textOf = (value: PlainValue | undefined): string => (value === undefined || value === null ? '' : String(value));

function presentPerson(parts: ControlParts, idOrArn: string): { id: string; name: string } | null {
  if (idOrArn === '') return null;
  return { id: idOrArn.slice(idOrArn.lastIndexOf('/') + 1), name: parts.names.user(idOrArn) };
}

export function presentCase(parts: ControlParts, one: ViewedCase): CaseSummary {
  const status = textOf(one.fields['status']) || 'open';
  const contact = one.contactId === null ? undefined : parts.views.contacts.get(one.contactId);
  return {
    caseId: one.caseId,
    contactId: one.contactId,
    customer: contact?.customer ?? null,
    title: textOf(one.fields['title']),
    status: { value: status, label: parts.names.option('status', status) },
    owner: presentPerson(parts, textOf(one.fields['assigned_user'])),
    nextSlaBreach: earliestTarget(one, 'Active'),
    overdueSince: earliestTarget(one, 'Overdue'),
    reference: textOf(one.fields['reference_number']) || null,
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
  };
}

/** Target of the earliest native SLA with this status. */
function earliestTarget({ slas }: ViewedCase, status: 'Active' | 'Overdue'): string | null {
  let earliest: string | null = null;
  for (const sla of slas)
    if (sla.status === status && sla.targetTime !== null && (earliest === null || sla.targetTime < earliest))
      earliest = sla.targetTime;
  return earliest;
}

export function presentContact({ views, names }: ControlParts, one: ViewedContact): ContactSummary {
  return {
    contactId: one.contactId,
    channel: one.channel,
    customer: one.customer,
    flow: one.flowId === null ? null : names.flow(one.flowId),
    caseId: views.caseOfContact(one.contactId),
    startedAt: one.startedAt,
    endedAt: one.endedAt,
  };
}

export function presentContactDetail(parts: ControlParts, one: ViewedContact): ContactDetail {
  const { waitsFor } = one;
  return {
    ...presentContact(parts, one),
    state: one.state,
    waitsFor: waitsFor && ('queue' in waitsFor ? waitsFor.queue : parts.names.user(waitsFor.userId)),
    agent: one.agentId === null ? null : presentPerson(parts, one.agentId),
    answers: { ...one.attributes },
    transcript: one.transcript,
    path: one.path,
  };
}

export function presentTask(parts: ControlParts, one: ViewedContact): Task {
  return {
    taskContactId: one.contactId,
    channel: one.channel,
    caseId: one.caseId ?? parts.views.caseOfContact(one.contactId),
    name: one.name,
    description: one.description,
    owner: presentPerson(parts, textOf(plainValue(one.attributes['casewarden_owner']))),
    startedAt: one.startedAt,
    state: one.state,
  };
}
