import './contact.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { ChatFrame } from './chat-frame.tsx';
import { contactWords } from './contact-words.ts';
import { Conversation } from './conversation.tsx';
import { EarlierContacts } from './earlier-contacts.tsx';
import type { DrawnContact } from './flow-graph.ts';
import { FlowView } from './flow-view.tsx';
import { Outcome } from './outcome.tsx';
import { PreChatForm } from './pre-chat-form.tsx';
import { useContact } from './use-contact.ts';
import { useIntakeFlows, type IntakeFlows } from './use-intake-flows.ts';

/** A person plays the customer on the left; on the right is what the contact centre does with the contact. */
export default function ContactPage() {
  const said = useWords(contactWords);
  const { contactId } = useParams<{ contactId?: string }>();
  const [, navigate] = useLocation();
  const intakes = useIntakeFlows();
  return (
    <div className="cw-contact">
      <ContentLayout
        header={
          <Header
            variant="h1"
            description={said.description}
            actions={
              contactId === undefined ? undefined : (
                <Button iconName="add-plus" onClick={() => navigate('/contact')}>
                  {said.again}
                </Button>
              )
            }
          >
            {said.header}
          </Header>
        }
      >
        <SpaceBetween size="l">
          {contactId === undefined ? (
            <NewContact intakes={intakes} />
          ) : (
            <ShownContact key={contactId} contactId={contactId} intakes={intakes} />
          )}
          <EarlierContacts shownId={contactId} />
        </SpaceBetween>
      </ContentLayout>
    </div>
  );
}

const notBegun: Omit<DrawnContact, 'flow'> = { path: [], state: 'ended' };

function NewContact({ intakes: all }: { readonly intakes: IntakeFlows }) {
  const said = useWords(contactWords);
  // Another example for each contact there was.
  const { data: contacts } = useControl('contacts', { last: 1 }, 'timeline');
  const [chosenId, choose] = useState<string>();
  const { flows, intakes, failure, loading } = all;
  const chosen = intakes.find(({ flow }) => flow.flowId === chosenId) ?? intakes[0];
  return (
    <div className="cw-contact-columns">
      {chosen ? (
        <PreChatForm
          key={chosen.flow.flowId}
          intakes={intakes}
          chosen={chosen}
          choose={choose}
          examples={contacts?.total ?? 0}
        />
      ) : (
        <ChatFrame>
          <Box padding="l">
            <Failure failure={failure} />
            {loading ? <Loading /> : failure === undefined ? <Alert type="warning">{said.noFlow}</Alert> : null}
          </Box>
        </ChatFrame>
      )}
      <SpaceBetween size="l">
        <Outcome contact={undefined} />
        {chosen ? <FlowView flows={flows} contact={{ ...notBegun, flow: chosen.flow.name }} begun={false} /> : null}
      </SpaceBetween>
    </div>
  );
}

function ShownContact({ contactId, intakes }: { readonly contactId: string; readonly intakes: IntakeFlows }) {
  const said = useWords(contactWords);
  const { data: contact, failure } = useContact(contactId);
  if (contact === undefined)
    return failure === undefined ? (
      <Loading />
    ) : failure.code === 'not-found' ? (
      <Alert type="warning">{said.notFound}</Alert>
    ) : (
      <Failure failure={failure} />
    );
  return (
    <div className="cw-contact-columns">
      <Conversation contact={contact} />
      <Outcome contact={contact} />
      <FlowView flows={intakes.flows} contact={contact} begun />
    </div>
  );
}

function Loading() {
  const said = useWords(contactWords);
  return (
    <Box textAlign="center" padding="l">
      <Spinner /> {said.loading}
    </Box>
  );
}
