import type { JournalEntry } from '../kernel/journal.ts';
import { linkedContact } from './correlation.ts';
import { factsOf, textGiven, textOf } from './facts.ts';
import { nativeSlaOf } from './native-sla.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

/** What Cases has attached to a case, as the journal tells it. */
export interface ViewedRelatedItem {
  readonly type: string;
  readonly relatedItemId: string | null;
  readonly at: string;
  /** Of an SLA or a comment. */
  readonly name: string | null;
  readonly contactId: string | null;
}

const longestName = 100;

/** Reads an entry `related-item.created`. */
export function relatedItemOf({ at, detail, contactId }: JournalEntry): ViewedRelatedItem {
  const comment = textGiven(factsOf(factsOf(detail['content'])['comment'])['body']);
  const name = nativeSlaOf(detail)?.name ?? (comment === undefined ? undefined : beginningOf(comment));
  return {
    type: textOf(detail['type']),
    relatedItemId: textGiven(detail['relatedItemId']) ?? null,
    at,
    name: textGiven(name) ?? null,
    contactId: contactId ?? linkedContact(detail) ?? null,
  };
}

const characters = new Intl.Segmenter();

function beginningOf(text: string): string {
  const shown: string[] = [];
  for (const { segment } of characters.segment(text)) {
    if (shown.length === longestName) return `${shown.join('')}…`;
    shown.push(segment);
  }
  return text;
}

type RelatedItem = Awaited<ReturnType<Control['caseDetail']>>['relatedItems'][number];

/** A related item; a contact with what it is called by now. */
export function presentRelatedItem({ views }: ControlParts, item: ViewedRelatedItem): RelatedItem {
  const contact = item.contactId === null ? undefined : views.contacts.get(item.contactId);
  if (!contact) return { ...item, channel: null };
  const name = contact.channel === 'TASK' ? textGiven(contact.name) : contact.customer;
  return { ...item, name: name ?? null, channel: contact.channel };
}
