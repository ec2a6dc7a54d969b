import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../language/words.ts';
import { useAction, useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { outcomeWords } from './outcome-words.ts';
import type { ContactDetail } from './use-contact.ts';

/** Who is at the other end: before the chat who is on duty; while it waits, who could take it; then who has it. */
export function AtTheDesk({ contact }: { readonly contact: ContactDetail | undefined }) {
  const { data } = useControl('users', {}, 'timeline');
  const onDuty = data?.users.filter((user) => user.onDuty) ?? [];
  if (contact === undefined) return data === undefined ? null : <BeforeTheChat someone={onDuty.length > 0} />;
  if (contact.state === 'queued') return <Waiting contact={contact} onDuty={onDuty} />;
  return contact.state === 'accepted' ? <WithAgent contact={contact} /> : null;
}

function BeforeTheChat({ someone }: { readonly someone: boolean }) {
  const said = useWords(outcomeWords);
  return (
    <Box color="text-body-secondary">
      {someone ? said.someOn : said.nobodyOn} <LinkTo to={['outside', 'agents']}>{said.toAgents}</LinkTo>
    </Box>
  );
}

interface Person {
  readonly id: string;
  readonly name: string;
}

function Waiting({
  contact: { contactId, waitsFor },
  onDuty,
}: {
  readonly contact: ContactDetail;
  readonly onDuty: readonly Person[];
}) {
  const said = useWords(outcomeWords);
  const accept = useAction('acceptTask');
  return (
    <Alert type="info" header={waitsFor === null ? said.queuedShort : said.queued(waitsFor)}>
      <SpaceBetween size="xs">
        <Failure failure={accept.error} />
        <SpaceBetween size="xs" direction="horizontal">
          {onDuty.map(({ id, name }) => (
            <Button
              key={id}
              loading={accept.isPending && accept.variables.user === id}
              onClick={() => accept.mutate({ taskContactId: contactId, user: id })}
            >
              {said.take(name)}
            </Button>
          ))}
        </SpaceBetween>
        {onDuty.length === 0 ? (
          <Box>
            {said.noOneOn} <LinkTo to={['outside', 'agents']}>{said.toAgents}</LinkTo>
          </Box>
        ) : null}
      </SpaceBetween>
    </Alert>
  );
}

function WithAgent({ contact: { contactId, agent } }: { readonly contact: ContactDetail }) {
  const said = useWords(outcomeWords);
  const end = useAction('endContact');
  if (agent === null) return null;
  return (
    <Alert
      type="success"
      header={said.with(agent.name)}
      action={
        <Button loading={end.isPending} onClick={() => end.mutate({ contactId, user: agent.id })}>
          {said.end(agent.name)}
        </Button>
      }
    >
      <Failure failure={end.error} />
    </Alert>
  );
}
