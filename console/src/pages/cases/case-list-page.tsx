import './case-list.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useDeferredValue, useMemo } from 'react';
import { zoneName } from '../../format/instants.ts';
import { useWords } from '../../language/words.ts';
import { caseList } from '../../live/case-list.ts';
import { usePlace } from '../../live/place.ts';
import { useStore } from '../../live/store.ts';
import { Failure } from '../../parts/failure.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import { caseColumns } from './case-columns.tsx';
import { CaseFilters } from './case-filters.tsx';
import { caseListWords } from './case-list-words.ts';
import { rowOf } from './case-row.ts';
import { columnNames, firstView, isFiltered } from './list-view.ts';
import { pageSize, pageSizes, type PageSize } from './page-size.ts';
import { useChangeMarks } from './recent-changes.ts';
import { filterRows, pageOf, sortRows } from './select-rows.ts';
import { useListView } from './use-list-view.ts';

/** All cases, like the agent workspace's list. It follows the sandbox; filter, order and page stay as they are. */
export default function CaseListPage() {
  const said = useWords(caseListWords);
  const language = useLanguage();
  const { cases, loaded, failure } = useStore(caseList);
  const size = useStore(pageSize);
  const { view, change } = useListView();
  const columns = useColumns(cases[0]?.updatedAt);
  useChangeMarks();

  const { status, owner, overdue, sort, descending } = view;
  // Typing goes first, and the rows follow when there is time.
  const text = useDeferredValue(view.text);
  const fitting = useMemo(
    () => filterRows(cases.map(rowOf), { text, status, owner, overdue }),
    [cases, text, status, owner, overdue],
  );
  const sorted = useMemo(
    () => sortRows(fitting, { sort, descending }, language),
    [fitting, sort, descending, language],
  );
  const shown = pageOf(sorted, view.page, Number(size));
  const filtered = isFiltered(view);

  return (
    <SpaceBetween size="s">
      <Failure failure={failure} />
      <Table
        variant="full-page"
        items={shown.rows}
        trackBy={({ one }) => one.caseId}
        columnDefinitions={columns}
        sortingColumn={columns.find(({ id }) => id === sort)!}
        sortingDescending={descending}
        onSortingChange={({ detail }) =>
          change({
            sort: columnNames.find((name) => name === detail.sortingColumn.sortingField) ?? firstView.sort,
            descending: detail.isDescending ?? false,
          })
        }
        totalItemsCount={sorted.length}
        firstIndex={shown.firstIndex}
        loading={!loaded && failure === undefined}
        loadingText={said.loading}
        wrapLines
        stickyHeader={false}
        ariaLabels={{ tableLabel: said.header }}
        header={
          <Header
            variant="h1"
            description={said.description}
            counter={`(${filtered ? `${fitting.length}/${cases.length}` : cases.length})`}
            actions={
              <Button variant="primary" iconName="contact" href={addressOf('contact')}>
                {said.start}
              </Button>
            }
          >
            {said.header}
          </Header>
        }
        filter={<CaseFilters cases={cases} fitting={fitting.length} view={view} change={change} />}
        pagination={
          <Pagination
            currentPageIndex={shown.page}
            pagesCount={shown.pages}
            onChange={({ detail }) => change({ page: detail.currentPageIndex })}
          />
        }
        preferences={<PageSizeChoice size={size} />}
        empty={
          filtered && cases.length > 0 ? (
            <Nothing header={said.noMatch} text={said.noMatchText}>
              <Button onClick={() => change({ text: '', status: '', owner: '', overdue: false })}>{said.clear}</Button>
            </Nothing>
          ) : (
            <Nothing header={said.empty} text={said.emptyText}>
              <Button href={addressOf('contact')}>{said.start}</Button>
            </Nothing>
          )
        }
      />
    </SpaceBetween>
  );
}

/** @param example a moment, for the zone of the column's heading */
function useColumns(example: string | undefined) {
  const said = useWords(caseListWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const zone = example === undefined ? timeZone : zoneName(example, language, timeZone);
  return useMemo(
    () =>
      caseColumns({
        ...said,
        updated: said.updated(zone),
        sorted: (column, way) =>
          way === 'not'
            ? said.unsorted(column)
            : said.sorted(column, way === 'ascending' ? said.ascending : said.descending),
      }),
    [said, zone],
  );
}

function PageSizeChoice({ size }: { readonly size: PageSize }) {
  const said = useWords(caseListWords);
  const options = pageSizes.map((value) => ({ value, label: said.perPage(value) }));
  return (
    <Select
      ariaLabel={said.pageSize}
      options={options}
      selectedOption={options.find(({ value }) => value === size) ?? null}
      onChange={({ detail }) => pageSize.set((detail.selectedOption.value ?? size) as PageSize)}
    />
  );
}

function Nothing({
  header,
  text,
  children,
}: {
  readonly header: string;
  readonly text: string;
  readonly children: React.ReactNode;
}) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="strong">{header}</Box>
        <Box color="text-body-secondary">{text}</Box>
        {children}
      </SpaceBetween>
    </Box>
  );
}
