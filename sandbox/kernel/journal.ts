/**
 * What the services and partners received, in order: the sandbox's account of a run. Written by the service that the
 * thing happened to, never by the code that meant to do it.
 */
export interface JournalEntry {
  /** 1, 2, 3 … in the order of happening. */
  readonly sequence: number;
  /** Virtual instant, ISO-8601 UTC. */
  readonly at: string;
  /** Dotted, past tense: `case.created`, `mail.sent`. The closed list stands in `sandbox/control/schema.ts`. */
  readonly kind: string;
  readonly contactId?: string;
  readonly caseId?: string;
  /** Facts of this kind, JSON values only. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Journal {
  /** Appends with the clock's now. */
  append(entry: {
    kind: string;
    contactId?: string | undefined;
    caseId?: string | undefined;
    detail?: Readonly<Record<string, unknown>>;
  }): JournalEntry;
  entries(): readonly JournalEntry[];
  /** @returns a function that ends the subscription. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}
