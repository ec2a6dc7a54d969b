import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { activityKinds, readActivity, type Activity, type ActivityKind, type Entry } from './activity.ts';
import { ActivitySentence } from './activity-sentence.tsx';
import { hoodWords } from './hood-words.ts';
import { JsonButton } from './json-button.tsx';
import { nameOfRule, type DeployedRule } from './rule-in-words.ts';
import { activityWords, rulesWords, ruleSentences } from './rules-words.ts';
import { useZone } from '../../live/use-zone.ts';

const pageSize = 20;
const types: Readonly<Record<ActivityKind, StatusIndicatorProps.Type>> = {
  received: 'info',
  delivered: 'success',
  dropped: 'error',
  fired: 'success',
  failed: 'error',
  notRun: 'warning',
};

/** What came in and what the rules made of it, newest first. `only`: the rule that it is about; then no other is asked for. */
export function ActivityTable({
  entries,
  rules,
  only,
  loading,
}: {
  readonly entries: readonly Entry[];
  readonly rules: readonly DeployedRule[];
  readonly only: string | undefined;
  readonly loading: boolean;
}) {
  const said = useWords(rulesWords);
  const shared = useWords(hoodWords);
  const activity = useWords(activityWords);
  const sentences = useWords(ruleSentences);
  const words = useSaid();
  const zone = useZone();
  const [chosenKinds, setChosenKinds] = useState<readonly ActivityKind[]>([]);
  const [chosenRule, setChosenRule] = useState('');
  const [page, setPage] = useState(1);
  const rule = only ?? chosenRule;
  const nameOf = (name: string): string => {
    const known = rules.find((one) => one.name === name);
    return known === undefined ? name : nameOfRule(known, sentences, words);
  };
  const all = readActivity(entries);
  const items = all.filter(
    (one) => (chosenKinds.length === 0 || chosenKinds.includes(one.kind)) && (rule === '' || one.rules.includes(rule)),
  );
  const pages = Math.max(1, Math.ceil(items.length / pageSize));
  const current = Math.min(page, pages);
  const kindOptions = activityKinds.map((kind) => ({ value: kind, label: activity[kind] }));
  const ruleOptions = [
    { value: '', label: said.anyRule },
    ...rules.map(({ name }) => ({ value: name, label: nameOf(name) })),
  ];
  const clear = (): void => {
    setChosenKinds([]);
    setChosenRule('');
  };
  const columns: TableProps.ColumnDefinition<Activity>[] = [
    { id: 'at', header: shared.when(zone), width: 180, cell: ({ at }) => <Instant at={at} /> },
    {
      id: 'kind',
      header: said.what,
      width: 150,
      cell: ({ kind }) => <StatusIndicator type={types[kind]}>{activity[kind]}</StatusIndicator>,
    },
    {
      id: 'details',
      header: said.details,
      isRowHeader: true,
      cell: (one) => <ActivitySentence activity={one} nameOf={nameOf} />,
    },
    {
      id: 'case',
      header: shared.case,
      width: 90,
      cell: ({ caseId }) =>
        caseId === undefined ? '–' : <LinkTo to={['cases', caseId, 'timeline']}>{shared.case}</LinkTo>,
    },
    {
      id: 'json',
      header: shared.json,
      width: 90,
      cell: ({ entry, sequence }) => <JsonButton value={entry} what={`${said.entry} ${sequence} `} />,
    },
  ];
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${items.length})`} description={said.activityText}>
          {said.activity}
        </Header>
      }
      ariaLabels={{ tableLabel: said.activity }}
      wrapLines
      loading={loading}
      loadingText={shared.loading}
      items={items.slice((current - 1) * pageSize, current * pageSize)}
      trackBy={({ sequence }) => String(sequence)}
      columnDefinitions={columns}
      filter={
        <SpaceBetween direction="horizontal" size="s">
          <Multiselect
            ariaLabel={said.filterKind}
            placeholder={said.everyKind}
            options={kindOptions}
            selectedOptions={kindOptions.filter(({ value }) => chosenKinds.includes(value))}
            onChange={({ detail }) => {
              setChosenKinds(
                activityKinds.filter((kind) => detail.selectedOptions.some(({ value }) => value === kind)),
              );
              setPage(1);
            }}
          />
          {only === undefined ? (
            <Select
              ariaLabel={said.filterRule}
              options={ruleOptions}
              selectedOption={ruleOptions.find(({ value }) => value === chosenRule) ?? ruleOptions[0] ?? null}
              onChange={({ detail }) => {
                setChosenRule(detail.selectedOption.value ?? '');
                setPage(1);
              }}
            />
          ) : null}
        </SpaceBetween>
      }
      pagination={
        <Pagination
          currentPageIndex={current}
          pagesCount={pages}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
        />
      }
      empty={
        all.length === 0 || (chosenKinds.length === 0 && chosenRule === '') ? (
          said.noActivity
        ) : (
          <Box textAlign="center">
            {said.noMatch}{' '}
            <Button variant="inline-link" onClick={clear}>
              {said.clear}
            </Button>
          </Box>
        )
      }
    />
  );
}
