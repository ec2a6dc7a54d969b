import { plainValue, type PlainValue } from './field-value.ts';
import type { ControlParts } from './parts.ts';
import type { PublicEvent } from './public-event.ts';
import type { CaseSummary, Task, TimelineEvent } from './schema.ts';
import { sentenceOf } from './sentences.ts';
import type { ViewedCase } from './case-view.ts';
import type { ViewedContact } from './contact-view.ts';

/** An event with its sentences. */
export function presentEvent(parts: ControlParts, event: PublicEvent): TimelineEvent {
  const sentence = { ja: sentenceOf(event, 'ja', parts.names), en: sentenceOf(event, 'en', parts.names) };
  return { ...event, sentence, reason: null };
}

const textOf = (value: PlainValue | undefined): string => (value === undefined || value === null ? '' : String(value));

function presentPerson(parts: ControlParts, idOrArn: string): { id: string; name: string } | null {
  if (idOrArn === '') return null;
  return { id: idOrArn.slice(idOrArn.lastIndexOf('/') + 1), name: parts.names.user(idOrArn) };
}

export function presentCase(parts: ControlParts, one: ViewedCase): CaseSummary {
  const status = textOf(one.fields['status']) || 'open';
  const running = one.slas.filter((sla) => sla.status === 'Active' && sla.targetTime !== null);
  const contact = one.contactId === null ? undefined : parts.views.contacts.get(one.contactId);
  return {
    caseId: one.caseId,
    contactId: one.contactId,
    customer: contact?.customer ?? null,
    title: textOf(one.fields['title']),
    status: { value: status, label: parts.names.option('status', status) },
    owner: presentPerson(parts, textOf(one.fields['assigned_user'])),
    nextSlaBreach: running.map(({ targetTime }) => targetTime!).sort()[0] ?? null,
    overdueSince: null,
    reference: textOf(one.fields['reference_number']) || null,
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
  };
}

export function presentTask(parts: ControlParts, one: ViewedContact): Task {
  return {
    taskContactId: one.contactId,
    caseId: one.caseId,
    name: one.name,
    description: one.description,
    owner: presentPerson(parts, textOf(plainValue(one.attributes['casewarden_owner']))),
    startedAt: one.startedAt,
    state: one.state === 'queued' && isWithAgent(parts, one.contactId) ? 'accepted' : one.state,
  };
}

/** Connect records no event when an agent takes a task; its state tells. */
function isWithAgent(parts: ControlParts, contactId: string): boolean {
  const { contacts } = (parts.service('connect')?.snapshot() ?? {}) as {
    contacts?: { contactId: string; state: string }[];
  };
  return contacts?.some((one) => one.contactId === contactId && one.state === 'with an agent') ?? false;
}
