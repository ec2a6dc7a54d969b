import type { CaseItem } from '../contract/case-item.ts';

/** A piece of the ledger, in no order. */
export interface CasePage {
  readonly items: readonly CaseItem[];
  /** Ids of cases whose row cannot be read. */
  readonly unreadable: readonly string[];
  /** Rows of any kind that were read for it. */
  readonly looked: number;
  /** Where the next piece begins; absent after the last. */
  readonly next: string | undefined;
}

/** All cases of the ledger, for what a person asks once in a while. */
export interface CasePages {
  /** One piece of all cases. It may be a moment old. @param from `next` of the piece before */
  page(from: string | undefined): Promise<CasePage>;
}
