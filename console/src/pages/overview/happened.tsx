import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { useLatestEvents } from './latest-events.ts';
import { overviewWords } from './overview-words.ts';

/** What has happened, newest first, in words and with the reason. */
export function Happened() {
  const said = useWords(overviewWords);
  const words = useSaid();
  const events = useLatestEvents();
  return (
    <Container
      header={
        <Header variant="h2" description={said.happenedText}>
          {said.happened}
        </Header>
      }
    >
      {events.length === 0 ? <Box color="text-body-secondary">{said.nothing}</Box> : null}
      <ol className="cw-happened">
        {events.map((event) => (
          <li key={`${event.sequence} ${event.kind}`}>
            <Box color="text-body-secondary">
              <Instant at={event.at} withZone />
            </Box>
            <div>
              <div className="cw-happened-sentence">{words(event.sentence)}</div>
              {event.reason === null ? null : (
                <Box color="text-body-secondary" fontSize="body-s">
                  {said.why}: {words(event.reason)}
                </Box>
              )}
            </div>
            <div>
              {event.caseId !== undefined ? (
                <LinkTo to={['cases', event.caseId, 'timeline']}>{said.follow}</LinkTo>
              ) : event.contactId !== undefined ? (
                <LinkTo to={['contact', event.contactId]}>{said.followContact}</LinkTo>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </Container>
  );
}
