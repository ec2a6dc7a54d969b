import type { Statement, StatementAnnouncement } from '../../contract/statement.ts';

/** What became of the statement of a day, each with its instant; absent as long as it did not happen. */
export interface StatementFate {
  readonly publishedAt?: string | undefined;
  readonly storedAt?: string | undefined;
  /** When somebody was about to post it; nobody else may, unless it is released. */
  readonly postClaimedAt?: string | undefined;
  readonly postedAt?: string | undefined;
}

/** The statements that were made, one for each day. */
export interface Statements {
  /** Keeps the statement of its day, if that day has none yet. @returns the one that the day has now */
  keep(statement: Statement): Promise<Statement>;
  /** The statement of a day, or the newest. */
  find(date: string | undefined): Promise<Statement | undefined>;
  fate(date: string): Promise<StatementFate>;
  mark(date: string, what: 'publishedAt' | 'storedAt' | 'postedAt', at: string): Promise<void>;
  /** @returns false when somebody has claimed it already */
  claimPost(date: string, at: string): Promise<boolean>;
  /** It is known that nothing was posted. */
  releasePost(date: string): Promise<void>;
}

export interface StatementBus {
  /** Puts them on Casewarden's event bus; resolves only when it has taken every one of them. */
  announce(announcements: readonly StatementAnnouncement[]): Promise<void>;
}

/** Where statements are put as files. */
export interface StatementFiles {
  /** Puts a file, unless there is one of that key already: then that one stays. */
  put(file: { readonly key: string; readonly contentType: string; readonly text: string }): Promise<void>;
}

/** Who is in the Connect instance. */
export interface InstanceUsers {
  /** ARNs of all users. */
  all(): Promise<ReadonlySet<string>>;
}
