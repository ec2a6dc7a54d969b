export const columnNames = ['reference', 'title', 'customer', 'status', 'owner', 'deadline', 'updated'] as const;
export type ColumnName = (typeof columnNames)[number];

/** What the list shows, in which order, and where in it one is: all that its address holds. */
export interface ListView {
  /** Words that must all occur; '' for any. */
  readonly text: string;
  /** Value of the status; '' for any. */
  readonly status: string;
  /** Id of a user; '' for anyone, `nobody` for cases without an owner. */
  readonly owner: string;
  readonly overdue: boolean;
  readonly sort: ColumnName;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

export const nobody = 'nobody';

/** Everything, latest update first. */
export const firstView: ListView = {
  text: '',
  status: '',
  owner: '',
  overdue: false,
  sort: 'updated',
  descending: true,
  page: 1,
};

/** Reads a search like `?overdue=1&sort=-updated&page=2`; what it lacks or does not know is as in `firstView`. */
export function viewOf(search: string): ListView {
  const given = new URLSearchParams(search);
  const sort = given.get('sort') ?? '';
  const column = columnNames.find((name) => name === sort.replace(/^-/, ''));
  const page = Number(given.get('page') ?? 1);
  return {
    text: given.get('text') ?? '',
    status: given.get('status') ?? '',
    owner: given.get('owner') ?? '',
    overdue: given.get('overdue') === '1',
    ...(column === undefined
      ? { sort: firstView.sort, descending: firstView.descending }
      : { sort: column, descending: sort.startsWith('-') }),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The search that `viewOf` reads as this view, `?overdue=1`; '' for `firstView`. */
export function searchOf(view: ListView): string {
  const given = new URLSearchParams();
  if (view.text !== '') given.set('text', view.text);
  if (view.status !== '') given.set('status', view.status);
  if (view.owner !== '') given.set('owner', view.owner);
  if (view.overdue) given.set('overdue', '1');
  if (view.sort !== firstView.sort || view.descending !== firstView.descending)
    given.set('sort', `${view.descending ? '-' : ''}${view.sort}`);
  if (view.page !== 1) given.set('page', String(view.page));
  return given.size === 0 ? '' : `?${given.toString()}`;
}

/** True when some cases may be left out. */
export const isFiltered = ({ text, status, owner, overdue }: ListView): boolean =>
  text.trim() !== '' || status !== '' || owner !== '' || overdue;
