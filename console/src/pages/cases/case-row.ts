import type { CaseSummary } from '../../../../sandbox/control/schema.ts';

/** A case as the list shows it, with what filtering and sorting would otherwise work out anew for each of thousands. */
export interface CaseRow {
  readonly one: CaseSummary;
  /** Earliest deadline that nobody has met: one that has passed comes before one that still runs. */
  readonly deadline: string | null;
  /** Reference, title, customer and owner, ready to be searched. */
  readonly searchText: string;
}

/** As texts are compared: width and case of letters make no difference (`ﾔﾏﾀﾞ` is `ヤマダ`). */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase();

const known = new WeakMap<CaseSummary, CaseRow>();

/** The row of a case; the same one for as long as the case is the same. */
export function rowOf(one: CaseSummary): CaseRow {
  const before = known.get(one);
  if (before) return before;
  const row: CaseRow = {
    one,
    deadline: one.overdueSince ?? one.nextSlaBreach,
    searchText: searchable([one.reference, one.title, one.customer, one.owner?.name].join('\n')),
  };
  known.set(one, row);
  return row;
}
