import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { Answer } from '../../api/call-control.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { LinkTo } from '../../parts/link-to.tsx';
import { hoodWords } from './hood-words.ts';
import { nameOfQueue, shortId } from './plain-names.ts';
import { queuesWords } from './queues-words.ts';
import { Since } from './since.tsx';

export type Queue = Answer<'queues'>['queues'][number];

interface Props {
  readonly queues: readonly Queue[];
  /** Every queue, to find the others that a queue speaks of. */
  readonly all: readonly Queue[];
  readonly loading: boolean;
}

/** Plain name of a queue as a link to its page; with its name in the template below. */
export function QueueLink({ queue, withId = false }: { readonly queue: Queue; readonly withId?: boolean }) {
  const words = useSaid();
  return (
    <>
      <LinkTo to={['hood', 'queues', queue.name]}>{words(nameOfQueue(queue.logicalId).name)}</LinkTo>
      {withId ? <div className="cw-hood-id">{shortId(queue.logicalId)}</div> : null}
    </>
  );
}

/** A count that stands out as soon as there is something; never by colour alone. */
const Count = ({ count, alarming = false }: { readonly count: number; readonly alarming?: boolean }) =>
  alarming && count > 0 ? (
    <StatusIndicator type="error">{count}</StatusIndicator>
  ) : (
    <Box
      color={count === 0 ? 'text-status-inactive' : 'text-body-secondary'}
      fontWeight={count === 0 ? 'normal' : 'bold'}
    >
      <span className="cw-figures">{count}</span>
    </Box>
  );

const lettersOf = (queue: Queue, all: readonly Queue[]): Queue | undefined =>
  all.find(({ name }) => name === queue.deadLetterQueue);
const held = ({ visible, inFlight, delayed }: Queue): number => visible + inFlight + delayed;

/** The queues that work goes through. */
export function QueueTable({ queues, all, loading }: Props) {
  const said = useWords(queuesWords);
  const words = useSaid();
  const columns: TableProps.ColumnDefinition<Queue>[] = [
    {
      id: 'name',
      header: said.name,
      isRowHeader: true,
      width: 185,
      cell: (queue) => <QueueLink queue={queue} withId />,
    },
    {
      id: 'purpose',
      header: said.purpose,
      minWidth: 230,
      cell: ({ logicalId }) => {
        const { purpose } = nameOfQueue(logicalId);
        return purpose === null ? '–' : words(purpose);
      },
    },
    { id: 'visible', header: said.visible, width: 90, cell: ({ visible }) => <Count count={visible} /> },
    { id: 'inFlight', header: said.inFlight, width: 90, cell: ({ inFlight }) => <Count count={inFlight} /> },
    { id: 'delayed', header: said.delayed, width: 95, cell: ({ delayed }) => <Count count={delayed} /> },
    { id: 'oldest', header: said.oldest, width: 120, cell: ({ oldestSentAt }) => <Since at={oldestSentAt} /> },
    {
      id: 'letters',
      header: said.deadLetterQueue,
      width: 130,
      cell: (queue) => {
        const letters = lettersOf(queue, all);
        return letters === undefined ? (
          '–'
        ) : (
          <LinkTo
            to={['hood', 'queues', letters.name]}
            ariaLabel={`${words(nameOfQueue(letters.logicalId).name)}: ${held(letters)}`}
          >
            <Count count={held(letters)} alarming />
          </LinkTo>
        );
      },
    },
  ];
  return <QueuesTable title={said.queues} queues={queues} loading={loading} columns={columns} />;
}

/** The queues that keep what could not be processed. */
export function DeadLetterTable({ queues, all, loading }: Props) {
  const said = useWords(queuesWords);
  const columns: TableProps.ColumnDefinition<Queue>[] = [
    { id: 'name', header: said.name, isRowHeader: true, cell: (queue) => <QueueLink queue={queue} withId /> },
    {
      id: 'of',
      header: said.of,
      cell: ({ deadLetterQueueOf }) => {
        const sources = all.filter(({ name }) => deadLetterQueueOf.includes(name));
        return sources.length === 0
          ? said.ofSchedule
          : sources.map((source) => <QueueLink key={source.name} queue={source} />);
      },
    },
    { id: 'kept', header: said.kept, width: 140, cell: (queue) => <Count count={held(queue)} alarming /> },
    { id: 'oldest', header: said.oldest, width: 160, cell: ({ oldestSentAt }) => <Since at={oldestSentAt} /> },
  ];
  return (
    <QueuesTable
      title={said.deadLetters}
      description={said.deadLettersText}
      queues={queues}
      loading={loading}
      columns={columns}
    />
  );
}

function QueuesTable({
  title,
  description,
  queues,
  loading,
  columns,
}: {
  readonly title: string;
  readonly description?: string;
  readonly queues: readonly Queue[];
  readonly loading: boolean;
  readonly columns: TableProps.ColumnDefinition<Queue>[];
}) {
  const said = useWords(queuesWords);
  const shared = useWords(hoodWords);
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${queues.length})`} description={description}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title }}
      wrapLines
      loading={loading}
      loadingText={shared.loading}
      items={queues}
      trackBy="name"
      columnDefinitions={columns}
      empty={said.noQueues}
    />
  );
}
