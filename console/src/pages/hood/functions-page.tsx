import './hood.css';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useParams } from 'wouter';
import { useSaid, useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { FunctionDetail } from './function-detail.tsx';
import { FunctionLink, type DeployedFunction } from './function-link.tsx';
import { functionsWords } from './functions-words.ts';
import { hoodWords } from './hood-words.ts';
import { nameOfFunction } from './plain-names.ts';
import { useZone } from '../../live/use-zone.ts';

/** All functions, or the one that the address names. */
export default function FunctionsPage() {
  const said = useWords(functionsWords);
  const { name } = useParams<{ name?: string }>();
  const { data, failure, loading } = useControl('functions', {}, 'journal');
  if (name !== undefined) return <FunctionDetail wanted={name} functions={data?.functions} failure={failure} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Failure failure={failure} />
        <FunctionTable functions={data?.functions ?? []} loading={loading} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function FunctionTable({
  functions,
  loading,
}: {
  readonly functions: readonly DeployedFunction[];
  readonly loading: boolean;
}) {
  const said = useWords(functionsWords);
  const shared = useWords(hoodWords);
  const words = useSaid();
  const zone = useZone();
  const columns: TableProps.ColumnDefinition<DeployedFunction>[] = [
    { id: 'name', header: said.name, isRowHeader: true, width: 215, cell: (fn) => <FunctionLink fn={fn} withId /> },
    {
      id: 'purpose',
      header: said.purpose,
      cell: ({ logicalId }) => {
        const { purpose } = nameOfFunction(logicalId);
        return purpose === null ? '–' : words(purpose);
      },
    },
    {
      id: 'runs',
      header: said.runs,
      width: 85,
      cell: ({ invocations }) => <span className="cw-figures">{invocations}</span>,
    },
    {
      id: 'failures',
      header: said.failures,
      width: 90,
      cell: ({ failures }) =>
        failures === 0 ? (
          <span className="cw-figures">0</span>
        ) : (
          <StatusIndicator type="error">{failures}</StatusIndicator>
        ),
    },
    {
      id: 'last',
      header: `${said.lastRun} (${zone})`,
      width: 185,
      cell: ({ recent: [latest] }) => (latest === undefined ? said.never : <Instant at={latest.at} />),
    },
  ];
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${functions.length})`}>
          {said.functions}
        </Header>
      }
      ariaLabels={{ tableLabel: said.functions }}
      wrapLines
      loading={loading}
      loadingText={shared.loading}
      items={functions}
      trackBy="name"
      columnDefinitions={columns}
      empty={said.none}
    />
  );
}
