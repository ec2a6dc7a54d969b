import type { TableProps } from '@cloudscape-design/components/table';
import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { CaseStatus } from '../../parts/case-status.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { ChangeMark } from './change-mark.tsx';
import type { CaseRow } from './case-row.ts';
import type { ColumnName } from './list-view.ts';

/** A column of the list; `id` is what the view calls it. */
export type CaseColumn = TableProps.ColumnDefinition<CaseRow> & { readonly id: ColumnName };

export interface ColumnWords {
  readonly reference: string;
  readonly title: string;
  readonly customer: string;
  readonly status: string;
  readonly owner: string;
  readonly deadline: string;
  readonly updated: string;
  readonly none: string;
  readonly untitled: string;
  /** How a heading is read out, with the way in which the list is sorted by it. */
  readonly sorted: (column: string, way: 'ascending' | 'descending' | 'not') => string;
}

/** The columns of the agent workspace's list. */
export function caseColumns(said: ColumnWords): readonly CaseColumn[] {
  const column = (id: ColumnName, width: number, cell: (row: CaseRow) => ReactNode): CaseColumn => ({
    id,
    header: said[id],
    cell,
    // Sorting is done before the rows come here; this makes the heading a button.
    sortingField: id,
    ariaLabel: ({ sorted, descending }) =>
      said.sorted(said[id], sorted ? (descending ? 'descending' : 'ascending') : 'not'),
    minWidth: width,
  });
  const none = (
    <Box color="text-body-secondary" variant="span">
      {said.none}
    </Box>
  );
  return [
    column('reference', 110, ({ one }) => one.reference ?? '–'),
    {
      ...column('title', 175, ({ one }) => (
        <>
          <ChangeMark caseId={one.caseId} />
          <LinkTo to={['cases', one.caseId]}>{one.title === '' ? said.untitled : one.title}</LinkTo>
        </>
      )),
      isRowHeader: true,
    },
    column('customer', 110, ({ one }) => one.customer ?? '–'),
    column('status', 120, ({ one }) => <CaseStatus status={one.status} />),
    column('owner', 105, ({ one }) => one.owner?.name ?? none),
    column('deadline', 135, ({ deadline }) =>
      deadline === null ? (
        '–'
      ) : (
        <span className="cw-by-words">
          <Countdown at={deadline} />
        </span>
      ),
    ),
    column('updated', 130, ({ one }) => <Instant at={one.updatedAt} />),
  ];
}
