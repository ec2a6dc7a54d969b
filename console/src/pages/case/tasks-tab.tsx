import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Task } from '../../../../sandbox/control/schema.ts';
import { defineWords, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { useZone } from '../../live/use-zone.ts';

const words = defineWords({
  en: {
    header: 'Tasks',
    description:
      'Work that was given to somebody because of this case. Agents accept it on the page of agents and tasks.',
    name: 'Task',
    details: 'What it says',
    state: 'State',
    owner: 'For',
    nobody: 'Nobody in particular',
    since: (zone: string) => `Since (${zone})`,
    toAgents: 'To the agents',
    started: 'On its way',
    queued: 'Waits to be accepted',
    accepted: 'Accepted',
    ended: 'Ended',
    none: 'Nobody was given a task because of this case yet.',
  },
  ja: {
    header: 'タスク',
    description: 'このケースのために依頼された作業です。「担当者とタスク」の画面で、担当者として引き受けられます。',
    name: 'タスク',
    details: '依頼の内容',
    state: '状態',
    owner: '依頼先',
    nobody: '指定なし',
    since: (zone: string) => `依頼日時 (${zone})`,
    toAgents: '担当者とタスクへ',
    started: '割り当て中',
    queued: '引き受け待ち',
    accepted: '引き受け済み',
    ended: '終了',
    none: 'このケースのために依頼されたタスクはまだありません。',
  },
});

const types: Readonly<Record<Task['state'], StatusIndicatorProps.Type>> = {
  started: 'pending',
  queued: 'warning',
  accepted: 'in-progress',
  ended: 'success',
};

/** Tasks of a case: whose they are, and whether somebody has accepted them. */
export function TasksTab({ tasks }: { readonly tasks: readonly Task[] }) {
  const said = useWords(words);
  const zone = useZone(tasks[0]?.startedAt ?? null);
  return (
    <Table
      items={tasks}
      trackBy={({ taskContactId }) => taskContactId}
      ariaLabels={{ tableLabel: said.header }}
      wrapLines
      cellVerticalAlign="top"
      header={
        <Header
          variant="h2"
          description={said.description}
          counter={`(${tasks.length})`}
          actions={<LinkTo to={['outside', 'agents']}>{said.toAgents}</LinkTo>}
        >
          {said.header}
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: said.name,
          isRowHeader: true,
          cell: ({ name, description }) => (
            <>
              {name}
              {description === '' ? null : (
                <ExpandableSection headerText={said.details} variant="inline">
                  <Box color="text-body-secondary">
                    <span className="cw-outside-text">{description}</span>
                  </Box>
                </ExpandableSection>
              )}
            </>
          ),
        },
        {
          id: 'state',
          header: said.state,
          width: 190,
          cell: ({ state }) => <StatusIndicator type={types[state]}>{said[state]}</StatusIndicator>,
        },
        { id: 'owner', header: said.owner, width: 140, cell: ({ owner }) => owner?.name ?? said.nobody },
        { id: 'since', header: said.since(zone), width: 150, cell: ({ startedAt }) => <Instant at={startedAt} /> },
      ]}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {said.none}
        </Box>
      }
    />
  );
}
