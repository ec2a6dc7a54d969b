import type { Journal, JournalEntry } from '../kernel/journal.ts';
import { createCaseView, type CaseView } from './case-view.ts';
import { createContactView, type ContactView } from './contact-view.ts';
import { caseOfContact, createCorrelation, learn } from './correlation.ts';
import { createEventIndex, type WantedEvents } from './event-index.ts';
import type { PublicEvent } from './public-event.ts';
import { createReasonReader, type Reason } from './reasons.ts';
import { createTimelineReader } from './timeline.ts';

/** What the journal adds up to, kept current entry by entry, so that a look costs no more when a run grows long. */
export interface Views {
  readonly cases: CaseView;
  readonly contacts: ContactView;
  /** Position of the last entry that the views hold. */
  sequence(): number;
  /** Public events, oldest first. An event whose contact may still be linked is left out, unless `settle` was called. */
  timeline(wanted?: WantedEvents): readonly PublicEvent[];
  /** Why the events of an entry happened; null where nothing tells. */
  reasonOf(sequence: number): Reason | null;
  /** The case of a customer's contact, or of a task. */
  caseOfContact(contactId: string): string | null;
  /** Gives out what the timeline holds back: call it when nothing is in flight. */
  settle(): void;
  /** Journal entries of these kinds, oldest first. */
  entries(...kinds: readonly string[]): readonly JournalEntry[];
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: PublicEvent) => void): () => void;
  close(): void;
}

export function createViews(journal: Journal): Views {
  const known = createCorrelation();
  const cases = createCaseView();
  const contacts = createContactView();
  const reasons = createReasonReader(known);
  const reader = createTimelineReader(known);
  const events = createEventIndex();
  const byKind = new Map<string, JournalEntry[]>();
  const listeners = new Set<(event: PublicEvent) => void>();
  let sequence = 0;

  const give = (ready: readonly PublicEvent[]): void => {
    for (const event of ready) {
      events.add(event);
      for (const listener of listeners) listener(event);
    }
  };
  const take = (entry: JournalEntry): void => {
    sequence = entry.sequence;
    const same = byKind.get(entry.kind);
    if (same) same.push(entry);
    else byKind.set(entry.kind, [entry]);
    learn(entry, known);
    contacts.take(entry);
    cases.take(entry, entry.caseId === undefined ? undefined : known.contactOfCase.get(entry.caseId));
    // Before the timeline gives the event to those who listen and ask why.
    reasons.take(entry);
    give(reader.push(entry));
  };
  for (const entry of journal.entries()) take(entry);
  const end = journal.subscribe(take);

  return {
    cases,
    contacts,
    sequence: () => sequence,
    timeline: (wanted) => events.select(wanted),
    reasonOf: (position) => reasons.of(position),
    caseOfContact: (contactId) => caseOfContact(known, contactId) ?? null,
    settle: () => give(reader.flush()),
    entries(...kinds) {
      const lists = kinds.map((kind) => byKind.get(kind) ?? []);
      return lists.length === 1 ? lists[0]! : lists.flat().sort((one, other) => one.sequence - other.sequence);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      end();
      listeners.clear();
    },
  };
}
