import type { JournalEntry } from '../kernel/journal.ts';
import type { DeployedNames } from './deployed-names.ts';
import type { Fault } from './schema.ts';

/** Says in words what an entry of the journal that is a fault means, and where a person looks next. */
export type Teller = (entry: JournalEntry, names: DeployedNames) => Pick<Fault, 'title' | 'detail' | 'look' | 'about'>;

export const lastPart = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
/** A fact as text, whatever it is. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
