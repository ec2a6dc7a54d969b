import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useWords } from '../../../language/words.ts';
import { useAction } from '../../../live/use-control.ts';
import { Failure } from '../../../parts/failure.tsx';
import { agentsWords } from './agents-words.ts';
import { WorkCard } from './work-card.tsx';
import type { Desk, Work } from './work.ts';

/** One agent: on duty or not, what rings, what is in hand, and what is done. */
export function AgentCard({ desk }: { readonly desk: Desk }) {
  const said = useWords(agentsWords);
  const duty = useAction('setDuty');
  const { agent, onTheWay, ringing, inHand, done } = desk;
  const { name, userName, email, onDuty } = agent;
  const list = (title: string, work: readonly Work[]) =>
    work.length === 0 ? null : (
      <section>
        <Box variant="h3">{title}</Box>
        <Works desk={desk} work={work} />
      </section>
    );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={email}
          actions={
            <Toggle
              checked={onDuty}
              disabled={duty.isPending}
              ariaLabel={said.dutyOf(name)}
              onChange={({ detail }) => duty.mutate({ user: userName, onDuty: detail.checked })}
            >
              {onDuty ? said.onDuty : said.offDuty}
            </Toggle>
          }
        >
          {name}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {duty.error === null ? null : <Failure failure={duty.error} />}
        {onTheWay.length + ringing.length + inHand.length === 0 ? (
          <Box color="text-body-secondary">{said.nothing}</Box>
        ) : null}
        {list(said.ringing, ringing)}
        {list(said.onTheWay, onTheWay)}
        {list(said.inHand, inHand)}
        {done.length === 0 ? null : (
          <ExpandableSection headerText={said.done(done.length)} headingTagOverride="h3">
            <Works desk={desk} work={done} />
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Works({ desk, work }: { readonly desk: Desk; readonly work: readonly Work[] }) {
  return (
    <ul className="cw-works">
      {work.map((one) => (
        <li key={one.taskContactId}>
          <WorkCard agent={desk.agent} work={one} />
        </li>
      ))}
    </ul>
  );
}
