import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import { factsOf, textGiven } from './facts.ts';
import { plainValue } from './field-value.ts';

/* Which case and which contact an entry belongs to, by the marks that Casewarden leaves in each outside system. */

const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Which contact and which case belong together, as far as the entries have told. */
export interface Correlation {
  readonly contactOfCase: Map<string, string>;
  readonly caseOfContact: Map<string, string>;
  /** Contacts by which customers came; tasks are contacts too, but of ours. */
  readonly customerContacts: Set<string>;
  readonly caseOfTask: Map<string, string>;
}

export const createCorrelation = (): Correlation => ({
  contactOfCase: new Map(),
  caseOfContact: new Map(),
  customerContacts: new Set(),
  caseOfTask: new Map(),
});

/** The case of a customer's contact, or of a task. */
export const caseOfContact = (known: Correlation, contactId: string): string | undefined =>
  known.caseOfContact.get(contactId) ?? known.caseOfTask.get(contactId);

/** Remembers which contact belongs to which case. */
export function learn(entry: JournalEntry, known: Correlation): void {
  const { kind, detail } = entry;
  if (kind === 'contact.started' && entry.contactId !== undefined && detail['channel'] !== 'TASK')
    known.customerContacts.add(entry.contactId);
  if (kind === 'task.started') {
    const caseId = caseOfEntry(entry);
    if (entry.contactId !== undefined && caseId !== undefined) known.caseOfTask.set(entry.contactId, caseId);
    return;
  }
  const caseId = entry.caseId;
  const contactId = entry.contactId ?? linkedContact(detail);
  if (caseId === undefined || contactId === undefined || !known.customerContacts.has(contactId)) return;
  if (!known.contactOfCase.has(caseId)) known.contactOfCase.set(caseId, contactId);
  known.caseOfContact.set(contactId, caseId);
}

/** The contact that a related item links. */
export function linkedContact(detail: JsonObject): string | undefined {
  const arn = textGiven(factsOf(factsOf(detail['content'])['contact'])['contactArn']);
  return arn === undefined ? undefined : lastSegment(arn);
}

/** The case that an entry is about, by the mark that Casewarden leaves in each outside system. */
export function caseOfEntry({ kind, caseId, detail }: JournalEntry): string | undefined {
  if (caseId !== undefined) return caseId;
  switch (kind) {
    case 'mail.sent':
      return textGiven(tagsOf(detail)['casewarden-case']);
    case 'slack.posted':
      return textGiven(factsOf(factsOf(detail['metadata'])['event_payload'])['caseId']);
    case 'crm.upserted':
      return textGiven(detail['externalId']);
    case 'task.started':
      return textGiven(plainValue(factsOf(detail['attributes'])['casewarden_case_id']));
    case 'event.received':
      return textGiven(factsOf(detail['detail'])['caseId']);
    default:
      return undefined;
  }
}

/** SES tags as a map, whether recorded as a map or as the API's list of `{ Name, Value }`. */
export function tagsOf(detail: JsonObject): JsonObject {
  const tags = detail['tags'];
  if (!Array.isArray(tags)) return factsOf(tags);
  return Object.fromEntries(tags.map((tag) => [String(factsOf(tag)['Name']), factsOf(tag)['Value']]));
}
