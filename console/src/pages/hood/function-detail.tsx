import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ControlFailure } from '../../api/call-control.ts';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { DetailLayout } from './detail-layout.tsx';
import type { DeployedFunction } from './function-link.tsx';
import { FunctionRuns } from './function-runs.tsx';
import { functionsWords } from './functions-words.ts';
import { hoodWords } from './hood-words.ts';
import { Missing } from './missing.tsx';
import { nameOfFunction } from './plain-names.ts';
import { QueueLink } from './queue-tables.tsx';

/** One function: how often it ran, what belongs to it, its last runs with their logs. `wanted`: name or logical id. */
export function FunctionDetail({
  wanted,
  functions,
  failure,
}: {
  readonly wanted: string;
  readonly functions: readonly DeployedFunction[] | undefined;
  readonly failure: ControlFailure | undefined;
}) {
  const said = useWords(functionsWords);
  if (functions === undefined) return <Failure failure={failure} />;
  const fn = functions.find(({ name, logicalId }) => name === wanted || logicalId === wanted);
  if (fn === undefined) return <Missing what={wanted} back={['hood', 'functions']} backText={said.all} />;
  return (
    <DetailLayout
      list={{ page: 'functions', header: said.header }}
      title={nameOfFunction(fn.logicalId)}
      id={fn.name}
      failure={failure}
    >
      <Figures fn={fn} />
      <FunctionRuns key={fn.name} fn={fn} />
    </DetailLayout>
  );
}

function Figures({ fn }: { readonly fn: DeployedFunction }) {
  const said = useWords(functionsWords);
  const shared = useWords(hoodWords);
  const { data } = useControl('queues', {}, 'never');
  const queue = data?.queues.find(({ name }) => name === fn.queue);
  const names = fn.state['environment'];
  const timeout = fn.state['timeoutSeconds'];
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: said.runs, value: fn.invocations },
          {
            label: said.failures,
            value: fn.failures === 0 ? 0 : <StatusIndicator type="error">{fn.failures}</StatusIndicator>,
          },
          { label: said.queue, value: queue === undefined ? said.noQueue : <QueueLink queue={queue} /> },
          ...(typeof timeout === 'number' ? [{ label: said.timeout, value: said.seconds(timeout) }] : []),
          {
            label: said.environment,
            value:
              Array.isArray(names) && names.length > 0 ? (
                <SpaceBetween direction="horizontal" size="xxs">
                  {names.map((name) => (
                    <Badge key={String(name)}>{String(name)}</Badge>
                  ))}
                </SpaceBetween>
              ) : (
                <Box color="text-body-secondary">{said.noEnvironment}</Box>
              ),
          },
          { label: shared.technical, value: <span className="cw-hood-id">{fn.name}</span> },
        ]}
      />
    </Container>
  );
}
