import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import {
  caseOfContact,
  caseOfEntry,
  createCorrelation,
  learn,
  linkedContact,
  type Correlation,
} from './correlation.ts';
import { factsOf, textGiven } from './facts.ts';
import { plainFields, plainValue } from './field-value.ts';
import { nativeSlaOf } from './native-sla.ts';
import type { PublicEvent, PublicEventKind } from './public-event.ts';

/*
 * The one place in the sandbox that knows what Casewarden means by what the services received: which event on which bus
 * is a breach, which tag of a mail names the case. Pure: journal entries in, public events out.
 */

/** Source of Casewarden's own announcements. */
const announcementSource = 'casewarden';
/** How long after a case was made its contact may still be linked to it before we call the case one without a contact. */
const linkWithinMilliseconds = 5_000;

/** Turns journal entries into public events, one by one; an event is held back while its contact may still be linked. */
export interface TimelineReader {
  push(entry: JournalEntry): PublicEvent[];
  /** Gives out what is held back, as it is. */
  flush(): PublicEvent[];
}

/** @param known what other readers of the same journal share; each entry is learnt when it is pushed */
export function createTimelineReader(known: Correlation = createCorrelation()): TimelineReader {
  let held: PublicEvent[] = [];

  const complete = (event: PublicEvent): PublicEvent => {
    const caseId = event.caseId ?? (event.contactId === undefined ? undefined : caseOfContact(known, event.contactId));
    const contactId = event.contactId ?? (caseId === undefined ? undefined : known.contactOfCase.get(caseId));
    return {
      sequence: event.sequence,
      at: event.at,
      kind: event.kind,
      ...(contactId === undefined ? {} : { contactId }),
      ...(caseId === undefined ? {} : { caseId }),
      facts: event.facts,
    };
  };

  const flush = (): PublicEvent[] => {
    const all = held.map(complete);
    held = [];
    return all;
  };

  const mayStillBeLinked = (event: PublicEvent, now: string): boolean =>
    event.kind === 'case.created' &&
    // A program that makes a case by the API has no contact to link: only a flow does that.
    event.facts['origin'] !== 'api' &&
    complete(event).contactId === undefined &&
    Date.parse(now) - Date.parse(event.at) <= linkWithinMilliseconds;

  return {
    push(entry) {
      learn(entry, known);
      held.push(...read(entry, known));
      const waiting = held.findIndex((one) => mayStillBeLinked(one, entry.at));
      if (waiting === 0) return [];
      const ready = waiting < 0 ? held : held.slice(0, waiting);
      held = waiting < 0 ? [] : held.slice(waiting);
      return ready.map(complete);
    },
    flush,
  };
}

/** The public events of a whole journal. */
export function timelineOf(entries: readonly JournalEntry[]): PublicEvent[] {
  const reader = createTimelineReader();
  return [...entries.flatMap((entry) => reader.push(entry)), ...reader.flush()];
}

function pick(detail: JsonObject, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => detail[name] !== undefined).map((name) => [name, detail[name]]));
}

/** What one entry means to people; nothing when it is only of interest under the hood. */
function read(entry: JournalEntry, known: Correlation): PublicEvent[] {
  const { detail, contactId } = entry;
  const caseId = caseOfEntry(entry) ?? (contactId === undefined ? undefined : known.caseOfTask.get(contactId));
  const make = (
    kind: PublicEventKind,
    facts: Record<string, unknown>,
    contact: string | null = contactId ?? null,
  ): PublicEvent => ({
    sequence: entry.sequence,
    at: entry.at,
    kind,
    ...(contact === null ? {} : { contactId: contact }),
    ...(caseId === undefined ? {} : { caseId }),
    facts,
  });
  const isTask = contactId !== undefined && known.caseOfTask.has(contactId);

  switch (entry.kind) {
    case 'contact.started':
      if (detail['channel'] === 'TASK') return [];
      return [
        make('contact.started', {
          channel: detail['channel'],
          flowId: detail['flowId'],
          customer: detail['displayName'],
          answers: detail['attributes'],
        }),
      ];
    case 'contact.message':
      return [make('chat.message', pick(detail, 'role', 'text'))];
    case 'contact.queued':
      return isTask ? [] : [make('contact.queued', pick(detail, 'queue', 'agent'))];
    case 'contact.accepted':
      if (!isTask) return [make('contact.accepted', { agent: detail['userId'] })];
      return [make('task.accepted', { taskContactId: contactId, owner: detail['userId'] }, contactOf(known, caseId))];
    case 'contact.ended':
      if (!isTask) return [make('contact.ended', pick(detail, 'reason'))];
      return [make('task.ended', { taskContactId: contactId, ...pick(detail, 'reason') }, contactOf(known, caseId))];
    case 'profile.created':
      return [make('profile.created', pick(detail, 'profileId', 'domain'))];
    case 'case.created':
      return [
        make('case.created', {
          templateId: detail['templateId'],
          fields: plainFields(detail['fields']),
          ...pick(detail, 'origin'),
        }),
      ];
    case 'case.updated':
      return caseUpdated(detail, make);
    case 'case.deleted':
      return [make('case.deleted', {})];
    case 'related-item.created':
      return [relatedItem(detail, known, make)];
    case 'related-item.deleted':
      return detached(detail, make);
    case 'sla.changed':
      return [
        make('native-sla.changed', pick(detail, 'name', 'status', 'targetTime', 'completionTime', 'relatedItemId')),
      ];
    case 'event.received':
      return announced(detail, make);
    case 'task.started':
      return [
        make(
          'task.created',
          {
            taskContactId: contactId,
            ...pick(detail, 'name', 'description'),
            owner: factsOf(detail['attributes'])['casewarden_owner'],
          },
          contactOf(known, caseId),
        ),
      ];
    case 'mail.sent':
      return [make('mail.sent', pick(detail, 'from', 'to', 'subject', 'body'))];
    case 'slack.posted':
      return [make('slack.posted', pick(detail, 'channel', 'channelName', 'text'))];
    case 'crm.upserted':
      return [
        make('crm.upserted', { ...pick(detail, 'object', 'externalId', 'created'), fields: factsOf(detail['fields']) }),
      ];
    default:
      return [];
  }
}

/** The customer's contact of a case; null when none is known, so that a task's own contact id does not take its place. */
const contactOf = (known: Correlation, caseId: string | undefined): string | null =>
  (caseId === undefined ? undefined : known.contactOfCase.get(caseId)) ?? null;

type Make = (kind: PublicEventKind, facts: Record<string, unknown>, contact?: string | null) => PublicEvent;

function caseUpdated(detail: JsonObject, make: Make): PublicEvent[] {
  const changed = Object.fromEntries(
    Object.entries(factsOf(detail['changed'])).map(([field, change]) => [
      field,
      { from: plainValue(factsOf(change)['from']), to: plainValue(factsOf(change)['to']) },
    ]),
  );
  const by = byWhom(detail['performedBy']);
  const { assigned_user: owner, status, ...others } = changed;
  return [
    ...(owner ? [make('owner.changed', { ...owner, by })] : []),
    ...(status ? [make('status.changed', { ...status, by })] : []),
    ...(owner || status || Object.keys(others).length === 0 ? [] : [make('case.updated', { changed: others, by })]),
  ];
}

function byWhom(performedBy: unknown): string | undefined {
  const given = factsOf(performedBy);
  const user = factsOf(given['user'] ?? performedBy);
  return (
    textGiven(user['userArn']) ??
    textGiven(user['customEntity']) ??
    textGiven(given['iamPrincipalArn']) ??
    textGiven(performedBy)
  );
}

function relatedItem(detail: JsonObject, known: Correlation, make: Make): PublicEvent {
  const from = { origin: detail['origin'], ...pick(detail, 'ruleName', 'relatedItemId') };
  const type = String(plainValue(detail['type'])).toLowerCase();
  const sla = nativeSlaOf(detail);
  if (sla) return make('sla.attached', { name: sla.name, status: sla.status, targetTime: sla.targetTime, ...from });
  if (type === 'contact') {
    const contact = linkedContact(detail);
    if (contact !== undefined && known.customerContacts.has(contact)) return make('contact.linked', from, contact);
    return make('task.linked', { taskContactId: contact, ...from }, null);
  }
  return make('related-item.created', { type: detail['type'], ...from });
}

function detached(detail: JsonObject, make: Make): PublicEvent[] {
  const sla = nativeSlaOf(detail);
  if (!sla) return [];
  const { name, status, targetTime } = sla;
  return [make('sla.detached', { name, status, targetTime, relatedItemId: detail['relatedItemId'] })];
}

function announced(detail: JsonObject, make: Make): PublicEvent[] {
  if (detail['source'] !== announcementSource) return [];
  const said = factsOf(detail['detail']);
  if (detail['detailType'] === 'SLA Warned')
    return [make('sla.warned', pick(said, 'policy', 'severity', 'cycle', 'level', 'deadline'))];
  if (detail['detailType'] === 'SLA Breached')
    return [make('sla.breached', pick(said, 'policy', 'severity', 'cycle', 'deadline'))];
  if (detail['detailType'] === 'Case Escalated')
    return [make('case.escalated', pick(said, 'policy', 'severity', 'cycle', 'level', 'deadline'))];
  if (detail['detailType'] === 'SLA Ended')
    return [make('sla.ended', pick(said, 'policy', 'cycle', 'deadline', 'endedAt', 'verdict'))];
  return [];
}
