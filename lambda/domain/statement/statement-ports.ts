import type { Statement, StatementAnnouncement } from '../../contract/statement.ts';

/** The statements that were made, one for each day. */
export interface Statements {
  /** Keeps the statement of its day, if that day has none yet. @returns the one that the day has now */
  keep(statement: Statement): Promise<Statement>;
  /** The statement of a day, or the newest. */
  find(date: string | undefined): Promise<Statement | undefined>;
  /** Whether the statement of the day was published. */
  isPublished(date: string): Promise<boolean>;
  markPublished(date: string, at: string): Promise<void>;
}

export interface StatementBus {
  /** Puts them on Casewarden's event bus; resolves only when it has taken every one of them. */
  announce(announcements: readonly StatementAnnouncement[]): Promise<void>;
}

/** Who is in the Connect instance. */
export interface InstanceUsers {
  /** ARNs of all users. */
  all(): Promise<ReadonlySet<string>>;
}
