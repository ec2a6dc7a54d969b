import type { Journal, JournalEntry } from '../kernel/journal.ts';
import { createCaseView, type CaseView } from './case-view.ts';
import { createContactView, type ContactView } from './contact-view.ts';
import type { PublicEvent } from './public-event.ts';
import { createTimelineReader } from './timeline.ts';

/** What the journal adds up to, kept current entry by entry, so that a look costs no more when a run grows long. */
export interface Views {
  readonly cases: CaseView;
  readonly contacts: ContactView;
  /** Public events, oldest first. An event whose contact may still be linked is left out, unless `settle` was called. */
  timeline(): readonly PublicEvent[];
  /** Gives out what the timeline holds back: call it when nothing is in flight. */
  settle(): void;
  /** Journal entries of these kinds, oldest first. */
  entries(...kinds: readonly string[]): readonly JournalEntry[];
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: PublicEvent) => void): () => void;
  close(): void;
}

export function createViews(journal: Journal): Views {
  const cases = createCaseView();
  const contacts = createContactView();
  const reader = createTimelineReader();
  const events: PublicEvent[] = [];
  const byKind = new Map<string, JournalEntry[]>();
  const listeners = new Set<(event: PublicEvent) => void>();

  const give = (ready: readonly PublicEvent[]): void => {
    for (const event of ready) {
      events.push(event);
      cases.event(event);
      for (const listener of listeners) listener(event);
    }
  };
  const take = (entry: JournalEntry): void => {
    const same = byKind.get(entry.kind);
    if (same) same.push(entry);
    else byKind.set(entry.kind, [entry]);
    cases.take(entry);
    contacts.take(entry);
    give(reader.push(entry));
  };
  for (const entry of journal.entries()) take(entry);
  const end = journal.subscribe(take);

  return {
    cases,
    contacts,
    timeline: () => events,
    settle: () => give(reader.flush()),
    entries: (...kinds) =>
      kinds.flatMap((kind) => byKind.get(kind) ?? []).sort((one, other) => one.sequence - other.sequence),
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
