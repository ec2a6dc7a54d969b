import type { FieldValue, Signal } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';

/* What a timeline is made of, in the words of docs/decisions/0009. Instants are milliseconds. */

export type Fields = Readonly<Record<string, FieldValue>>;
export type Fact =
  | { readonly at: number; readonly fields: Fields }
  | { readonly at: number; readonly signal: Signal['kind']; readonly id: string }
  | { readonly at: number; readonly deleted: true };

/** All that is known of a case, and the rows of its policy. */
export interface CaseFacts {
  readonly templateId: string;
  readonly createdAt: number;
  readonly rows: readonly ClockPolicy[];
  readonly facts: readonly Fact[];
}

/** A calendar as flags: `open[n]` is 1 when `[from + n * cell, from + (n + 1) * cell)` is open. */
export interface Flags {
  readonly from: number;
  readonly cell: number;
  readonly open: Uint8Array;
}
/** The flags of the calendar of that name; without a name round the clock. */
export type FlagsOf = (calendar: string | undefined) => Flags;

export interface Pause {
  readonly from: number;
  /** Infinity while nothing is known to end it. */
  to: number;
  readonly reason: 'condition' | 'closed';
}
