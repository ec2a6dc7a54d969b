import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { AgentCard } from './agents/agent-card.tsx';
import { agentsWords } from './agents/agents-words.ts';
import { desksOf, type Desk } from './agents/work.ts';
import './agents/agents.css';

/** Everybody who works at the desk, with what rings at them. */
export default function AgentsPage() {
  const said = useWords(agentsWords);
  // Being on duty is no public event, so the journal is what tells of it.
  const { data, failure, loading } = useControl('users', {}, 'journal');
  const desks = desksOf(data?.users ?? []);
  const isQuiet = desks.every(
    ({ ringing, onTheWay, inHand }) => ringing.length + onTheWay.length + inHand.length === 0,
  );
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {failure === undefined ? null : <Failure failure={failure} />}
        {loading ? <Spinner size="large" /> : null}
        {data !== undefined && desks.length === 0 ? <Box>{said.noUsers}</Box> : null}
        {desks.length > 0 && isQuiet ? (
          <Alert action={<Button href={addressOf('contact')}>{said.start}</Button>}>{said.emptyNext}</Alert>
        ) : null}
        <div>
          <Announcement desks={desks} />
          <div className="cw-agents">
            {desks.map((desk) => (
              <AgentCard key={desk.agent.id} desk={desk} />
            ))}
          </div>
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

/** Says aloud what rings, for those who do not see it. */
function Announcement({ desks }: { readonly desks: readonly Desk[] }) {
  const said = useWords(agentsWords);
  return (
    <div role="status" className="cw-unseen">
      {desks.flatMap(({ agent, ringing }) =>
        ringing.map(({ taskContactId, name, isChat }) => (
          <p key={`${agent.id} ${taskContactId}`}>{said.rings(isChat ? said.chatName(name) : name, agent.name)}</p>
        )),
      )}
    </div>
  );
}
