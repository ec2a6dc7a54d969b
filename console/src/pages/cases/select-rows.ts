import { searchable, type CaseRow } from './case-row.ts';
import { nobody, type ColumnName, type ListView } from './list-view.ts';

type Filter = Pick<ListView, 'text' | 'status' | 'owner' | 'overdue'>;

/** Rows that fit: each word occurs in reference, title, customer or owner, and status and owner are those wanted. */
export function filterRows(rows: readonly CaseRow[], { text, status, owner, overdue }: Filter): readonly CaseRow[] {
  const words = searchable(text).split(/\s+/).filter(Boolean);
  if (words.length === 0 && status === '' && owner === '' && !overdue) return rows;
  return rows.filter(
    ({ one, searchText }) =>
      (status === '' || one.status.value === status) &&
      (owner === '' || (one.owner?.id ?? nobody) === owner) &&
      (!overdue || one.overdueSince !== null) &&
      words.every((word) => searchText.includes(word)),
  );
}

const valueOf: Readonly<Record<ColumnName, (row: CaseRow) => string | null>> = {
  reference: ({ one }) => one.reference,
  title: ({ one }) => one.title,
  customer: ({ one }) => one.customer,
  status: ({ one }) => one.status.label,
  owner: ({ one }) => one.owner?.name ?? null,
  deadline: ({ deadline }) => deadline,
  updated: ({ one }) => one.updatedAt,
};

const byCharacters = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
/** Instants of one form, which need no knowledge of a language. */
const plainColumns: ReadonlySet<ColumnName> = new Set(['deadline', 'updated']);

/**
 * In the order of a column, as readers of the language expect it. Rows that have nothing there come last, whichever way
 * is sorted; rows that are alike keep the order in which they were given.
 */
export function sortRows(
  rows: readonly CaseRow[],
  { sort, descending }: Pick<ListView, 'sort' | 'descending'>,
  language: string,
): readonly CaseRow[] {
  const value = valueOf[sort];
  const collator = new Intl.Collator(language, { numeric: sort === 'reference' });
  const compare = plainColumns.has(sort) ? byCharacters : collator.compare;
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const left = value(one);
    const right = value(other);
    if (left === right) return 0;
    if (left === null || left === '') return right === null || right === '' ? 0 : 1;
    if (right === null || right === '') return -1;
    return sign * compare(left, right);
  });
}

export interface Page {
  readonly rows: readonly CaseRow[];
  /** The page shown: the last one, when the one wanted is no longer there. From 1. */
  readonly page: number;
  readonly pages: number;
  /** Number of the first row, from 1. */
  readonly firstIndex: number;
}

/** The rows of a page. */
export function pageOf(rows: readonly CaseRow[], wanted: number, size: number): Page {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(wanted, pages);
  const start = (page - 1) * size;
  return { rows: rows.slice(start, start + size), page, pages, firstIndex: start + 1 };
}
