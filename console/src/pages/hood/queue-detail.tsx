import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ControlFailure } from '../../api/call-control.ts';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { DetailLayout } from './detail-layout.tsx';
import { FunctionLink } from './function-link.tsx';
import { hoodWords } from './hood-words.ts';
import { Missing } from './missing.tsx';
import { nameOfQueue } from './plain-names.ts';
import { QueueMessages } from './queue-messages.tsx';
import { QueueLink, type Queue } from './queue-tables.tsx';
import { queuesWords } from './queues-words.ts';
import { Redrive } from './redrive.tsx';
import { Since } from './since.tsx';

/** One queue: how it stands, its messages, and for a dead-letter queue the way back. `wanted`: name or logical id. */
export function QueueDetail({
  wanted,
  queues,
  failure,
}: {
  readonly wanted: string;
  readonly queues: readonly Queue[] | undefined;
  readonly failure: ControlFailure | undefined;
}) {
  const said = useWords(queuesWords);
  if (queues === undefined) return <Failure failure={failure} />;
  const queue = queues.find(({ name, logicalId }) => name === wanted || logicalId === wanted);
  if (queue === undefined) return <Missing what={wanted} back={['hood', 'queues']} backText={said.all} />;
  return (
    <DetailLayout
      list={{ page: 'queues', header: said.header }}
      title={nameOfQueue(queue.logicalId)}
      id={queue.name}
      failure={failure}
    >
      {queue.isDeadLetterQueue ? <Redrive queue={queue} queues={queues} /> : null}
      <Figures queue={queue} queues={queues} />
      <QueueMessages queue={queue} />
      <ExpandableSection variant="container" headerText={said.attributes} headingTagOverride="h2">
        <JsonView value={queue.attributes} label={said.attributes} />
      </ExpandableSection>
    </DetailLayout>
  );
}

function Figures({ queue, queues }: { readonly queue: Queue; readonly queues: readonly Queue[] }) {
  const said = useWords(queuesWords);
  const shared = useWords(hoodWords);
  const { data } = useControl('functions', {}, 'never');
  const takers = data?.functions.filter((one) => one.queue === queue.name) ?? [];
  const letters = queues.find(({ name }) => name === queue.deadLetterQueue);
  const sources = queues.filter(({ name }) => queue.deadLetterQueueOf.includes(name));
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: said.visible, value: queue.visible },
          { label: said.inFlight, value: queue.inFlight },
          { label: said.delayed, value: queue.delayed },
          { label: said.oldest, value: <Since at={queue.oldestSentAt} /> },
          ...(takers.length === 0
            ? []
            : [{ label: said.takenBy, value: takers.map((one) => <FunctionLink key={one.name} fn={one} />) }]),
          ...(letters === undefined ? [] : [{ label: said.deadLetterQueue, value: <QueueLink queue={letters} /> }]),
          ...(queue.maxReceiveCount === null
            ? []
            : [{ label: said.retries, value: said.times(queue.maxReceiveCount) }]),
          ...(sources.length === 0
            ? []
            : [{ label: said.of, value: sources.map((one) => <QueueLink key={one.name} queue={one} />) }]),
          { label: shared.technical, value: <span className="cw-hood-id">{queue.name}</span> },
        ]}
      />
    </Container>
  );
}
