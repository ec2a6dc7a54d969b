import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { caseIdIn } from './case-id-in.ts';
import { hoodWords } from './hood-words.ts';
import { jsonOrText } from './json-or-text.ts';
import type { Queue } from './queue-tables.tsx';
import { queuesWords } from './queues-words.ts';

type Message = Queue['messages'][number];

const openedFirst = 3;

/** What a queue holds, each message with its content. */
export function QueueMessages({ queue }: { readonly queue: Queue }) {
  const said = useWords(queuesWords);
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${queue.messages.length})`} description={said.messagesText}>
          {said.messages}
        </Header>
      }
    >
      {queue.messages.length === 0 ? (
        <Box color="text-body-secondary" textAlign="center" padding="l">
          {queue.isDeadLetterQueue ? said.noDeadLetters : said.noMessages}
        </Box>
      ) : (
        <SpaceBetween size="l">
          {queue.messages.map((message, index) => (
            <OneMessage
              key={message.messageId}
              message={message}
              most={queue.maxReceiveCount}
              opened={index < openedFirst}
            />
          ))}
        </SpaceBetween>
      )}
    </Container>
  );
}

function OneMessage({
  message,
  most,
  opened,
}: {
  readonly message: Message;
  readonly most: number | null;
  readonly opened: boolean;
}) {
  const said = useWords(queuesWords);
  const shared = useWords(hoodWords);
  const states = { visible: said.visibleState, 'in-flight': said.inFlightState, delayed: said.delayedState };
  const { messageId, sentAt, receiveCount, state, visibleAt } = message;
  const body = jsonOrText(message.body);
  const caseId = caseIdIn(body);
  return (
    <section aria-label={`${said.message} ${messageId}`}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: said.sent, value: <Instant at={sentAt} withZone /> },
          { label: said.received, value: most === null ? receiveCount : said.receivedOf(receiveCount, most) },
          { label: said.state, value: states[state] },
          state === 'visible'
            ? { label: said.message, value: <span className="cw-hood-id">{messageId}</span> }
            : { label: said.availableAt, value: <Instant at={visibleAt} withZone /> },
          ...(caseId === undefined
            ? []
            : [{ label: shared.case, value: <LinkTo to={['cases', caseId]}>{caseId}</LinkTo> }]),
        ]}
      />
      <ExpandableSection headerText={said.body} defaultExpanded={opened}>
        <JsonView value={body} label={`${said.body} ${messageId}`} />
      </ExpandableSection>
    </section>
  );
}
