import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CaseSummary, TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { useWords } from '../../language/words.ts';
import { caseList } from '../../live/case-list.ts';
import { useClockMode } from '../../live/clock.ts';
import { useStore } from '../../live/store.ts';
import { useAction, useControl } from '../../live/use-control.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { AtTheDesk } from './at-the-desk.tsx';
import { outcomeWords } from './outcome-words.ts';
import type { ContactDetail } from './use-contact.ts';
import { WhoWasTold } from './who-was-told.tsx';

/** What became of a contact: its case, the deadline, and who was told; before it, what will. */
export function Outcome({ contact }: { readonly contact: ContactDetail | undefined }) {
  const said = useWords(outcomeWords);
  return (
    <Container header={<Header variant="h2">{said.header}</Header>}>
      <SpaceBetween size="m">
        {contact === undefined ? <Box>{said.before}</Box> : null}
        {contact === undefined || contact.endedAt === null ? <AtTheDesk contact={contact} /> : null}
        {contact === undefined ? null : <CaseOfContact contact={contact} />}
      </SpaceBetween>
    </Container>
  );
}

function CaseOfContact({ contact: { contactId, caseId, endedAt, agent } }: { readonly contact: ContactDetail }) {
  const said = useWords(outcomeWords);
  const { cases } = useStore(caseList);
  // The list may know the case a moment before the contact does.
  const one = cases.find((one) => one.caseId === caseId || one.contactId === contactId);
  if (one) return <CaseCard one={one} answered={agent !== null} ended={endedAt !== null} />;
  if (endedAt === null || caseId !== null) return <StatusIndicator type="in-progress">{said.soon}</StatusIndicator>;
  return (
    <Alert type="warning" action={<LinkTo to={['hood', 'faults']}>{said.toFaults}</LinkTo>}>
      {said.none}
    </Alert>
  );
}

interface CaseCardProps {
  readonly one: CaseSummary;
  /** Whether an agent has or had the contact. */
  readonly answered: boolean;
  /** Whether the contact has ended. */
  readonly ended: boolean;
}

function CaseCard({ one, answered, ended }: CaseCardProps) {
  const said = useWords(outcomeWords);
  const { caseId } = one;
  const { data } = useControl('timeline', { caseId }, { caseId });
  const events = data?.events ?? [];
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: said.case,
            value: (
              <LinkTo to={['cases', caseId]} fontSize="heading-s">
                {one.reference === null ? one.title : `${one.reference} ${one.title}`}
              </LinkTo>
            ),
          },
          { label: said.status, value: one.status.label },
          { label: said.owner, value: one.owner?.name ?? said.nobody },
          { label: said.deadline, value: <Deadline one={one} events={events} /> },
        ]}
      />
      {answered && ended && (one.overdueSince ?? one.nextSlaBreach) !== null ? (
        <Alert type="warning" action={<LinkTo to={['cases', caseId]}>{said.toCase}</LinkTo>}>
          {said.setStatus}
        </Alert>
      ) : null}
      <JumpToDeadline one={one} answered={answered} />
      <WhoWasTold caseId={caseId} events={events} />
      <LinkTo to={['cases', caseId, 'timeline']}>{said.timeline}</LinkTo>
    </SpaceBetween>
  );
}

function Deadline({ one, events }: { readonly one: CaseSummary; readonly events: readonly TimelineEvent[] }) {
  const said = useWords(outcomeWords);
  const at = one.overdueSince ?? one.nextSlaBreach;
  if (at !== null)
    return (
      <>
        <Countdown at={at} />
        <Box color="text-body-secondary" fontSize="body-s">
          <Instant at={at} withZone />
        </Box>
      </>
    );
  const wasSet = events.some(({ kind }) => kind === 'sla.attached');
  return wasSet ? <>{said.noDeadline}</> : <StatusIndicator type="in-progress">{said.setting}</StatusIndicator>;
}

/** The next step for somebody who looks on: let the time pass in which nobody answers. */
function JumpToDeadline({
  one: { caseId, nextSlaBreach, overdueSince },
  answered,
}: {
  readonly one: CaseSummary;
  readonly answered: boolean;
}) {
  const said = useWords(outcomeWords);
  const { jumping } = useClockMode();
  const { data: time } = useControl('time', {}, 'timeline');
  const jump = useAction('jump');
  if (nextSlaBreach === null || overdueSince !== null) return <Failure failure={jump.error} />;
  const first = time?.due.find(({ kind }) => kind === 'sla');
  const anotherFirst = first !== undefined && first.caseId !== caseId && first.at < nextSlaBreach;
  return (
    <SpaceBetween size="xxs">
      <Failure failure={jump.error} />
      <Button
        variant="primary"
        iconName="caret-right-filled"
        loading={jump.isPending || jumping}
        loadingText={said.jumping}
        onClick={() => jump.mutate({ deadline: true })}
      >
        {answered ? said.jumpAnswered : said.jump}
      </Button>
      <Box color="text-body-secondary">{anotherFirst ? said.otherFirst : said.jumpText}</Box>
    </SpaceBetween>
  );
}
