import type { Journal, JournalEntry } from './journal.ts';

/** A journal in memory, stamped with the given clock. A listener that throws does not stop the run's account. */
export function createJournal(now: () => number): Journal {
  const entries: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    append({ kind, contactId, caseId, detail = {} }) {
      const entry: JournalEntry = {
        sequence: entries.length + 1,
        at: new Date(now()).toISOString(),
        kind,
        ...(contactId === undefined ? {} : { contactId }),
        ...(caseId === undefined ? {} : { caseId }),
        detail,
      };
      entries.push(entry);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
