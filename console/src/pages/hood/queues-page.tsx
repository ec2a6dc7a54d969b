import './hood.css';
import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { keepsDeadLetters } from './plain-names.ts';
import { QueueDetail } from './queue-detail.tsx';
import { DeadLetterTable, QueueTable } from './queue-tables.tsx';
import { queuesWords } from './queues-words.ts';

/** All queues, or the one that the address names. */
export default function QueuesPage() {
  const said = useWords(queuesWords);
  const { queue: wanted } = useParams<{ queue?: string }>();
  const { data, failure, loading } = useControl('queues', {}, 'journal');
  const all = data?.queues ?? [];
  if (wanted !== undefined) return <QueueDetail wanted={wanted} queues={data?.queues} failure={failure} />;

  const letters = all.filter(({ isDeadLetterQueue, logicalId }) => isDeadLetterQueue || keepsDeadLetters(logicalId));
  const filled = letters.filter(({ messages }) => messages.length > 0);
  const count = filled.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0);
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
        {filled[0] === undefined ? null : (
          <Alert type="warning" header={said.waitingLetters(count)}>
            {said.waitingLettersText} <LinkTo to={['hood', 'queues', filled[0].name]}>{said.look}</LinkTo>
          </Alert>
        )}
        <QueueTable queues={all.filter((one) => !letters.includes(one))} all={all} loading={loading} />
        <DeadLetterTable queues={letters} all={all} loading={loading} />
      </SpaceBetween>
    </ContentLayout>
  );
}
