import type { CalendarDefinition } from '../contract/calendar.ts';
import type { ConnectHours, DateSpan, EffectiveDay } from './connect-hours.ts';
import type { KnownHours } from './merge-hours.ts';

/** Hours of operation as Amazon Connect tells them now. Every method is one call of its API. */
export interface ConnectHoursReader {
  describe(hoursOfOperationId: string): Promise<ConnectHours>;
  /** The dates of a span, with their overrides applied. */
  effective(hoursOfOperationId: string, span: DateSpan): Promise<readonly EffectiveDay[]>;
}

/** How far open cases have been looked at again after a change of hours: rows of `shard` until `after`, and all shards before it. */
export interface LookCursor {
  readonly shard: string;
  /** The last instant of the index that was done; sorts before every instant at the start of a shard. */
  readonly after: string;
}

export interface StoredHours extends KnownHours {
  /** Present while open cases still have to be looked at again. */
  readonly lookAgainFrom?: LookCursor;
}

/** The hours of operation in the ledger, for the one who keeps them. */
export interface HoursRows {
  /** Reads consistently. @throws LedgerRowInvalidError when the row is not what this version writes */
  load(hoursOfOperationId: string): Promise<StoredHours | undefined>;
  /** Stores other hours, and with them from where open cases must be looked at again. */
  replace(
    hoursOfOperationId: string,
    hours: { readonly definition: CalendarDefinition; readonly readAt: string; readonly lookAgainFrom: LookCursor },
  ): Promise<void>;
  /** Stores that Connect still says the same. */
  confirm(hoursOfOperationId: string, readAt: string): Promise<void>;
  /** Stores how far open cases have been looked at; without a cursor: all of them. */
  moveLook(hoursOfOperationId: string, cursor: LookCursor | undefined): Promise<void>;
}
