import type { JournalEntry } from '../kernel/journal.ts';
import { faultWords } from './fault-words.ts';
import { deployedNames } from './deployed-names.ts';
import type { ControlParts } from './parts.ts';
import type { Control, Fault } from './schema.ts';

/** What went wrong, newest first, with the place to look. */
export function faultsOf(parts: ControlParts): Awaited<ReturnType<Control['faults']>> {
  const names = deployedNames(parts);
  const present = (entry: JournalEntry): Fault => ({
    sequence: entry.sequence,
    at: entry.at,
    kind: entry.kind,
    caseId: entry.caseId ?? null,
    ...faultWords(entry, names),
  });
  return { faults: parts.hood.faults().toReversed().map(present) };
}
