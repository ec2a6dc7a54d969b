import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useSaid, useWords } from '../../language/words.ts';
import { useClockMode } from '../../live/clock.ts';
import { useAction, useControl } from '../../live/use-control.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { Failure } from '../../parts/failure.tsx';
import { addressOf, LinkTo } from '../../parts/link-to.tsx';
import { overviewWords } from './overview-words.ts';
import { isMessage, placeOfMessage } from './messages.ts';
import { useLatestEvents } from './latest-events.ts';

function Step({
  header,
  text,
  children,
}: {
  readonly header: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <Container header={<Header variant="h2">{header}</Header>} fitHeight>
      <SpaceBetween size="s">
        <Box variant="p" fontSize="heading-s">
          {text}
        </Box>
        {children}
      </SpaceBetween>
    </Container>
  );
}

export function BeTheCustomer() {
  const said = useWords(overviewWords);
  return (
    <Step header={said.be} text={said.beText}>
      <Button variant="primary" iconName="contact" href={addressOf('contact')}>
        {said.beButton}
      </Button>
    </Step>
  );
}

export function LetNobodyAnswer() {
  const said = useWords(overviewWords);
  const words = useSaid();
  const { jumping } = useClockMode();
  const { data } = useControl('time', {}, 'timeline');
  const jump = useAction('jump');
  const next = data?.nextDeadline ?? null;
  const label = data?.due.find(({ kind, at }) => kind === 'sla' && at === next)?.label;
  return (
    <Step header={said.wait} text={said.waitText}>
      <Button
        variant="primary"
        iconName="caret-right-filled"
        disabled={next === null || jumping}
        disabledReason={said.waitNone}
        loading={jump.isPending}
        onClick={() => jump.mutate({ deadline: true })}
      >
        {said.waitButton}
      </Button>
      {next === null ? (
        <Box color="text-body-secondary">{said.waitNone}</Box>
      ) : (
        <div>
          <Countdown at={next} /> {label === undefined ? null : <Box color="text-body-secondary">{words(label)}</Box>}
        </div>
      )}
      <Failure failure={jump.error} />
    </Step>
  );
}

const messagesShown = 5;

export function SeeWhoWasTold() {
  const said = useWords(overviewWords);
  const words = useSaid();
  const messages = useLatestEvents().filter(isMessage).slice(0, messagesShown);
  return (
    <Step header={said.see} text={said.seeText}>
      {messages.length === 0 ? (
        <Box color="text-body-secondary">{said.seeNone}</Box>
      ) : (
        <ul className="cw-plain-list" aria-live="polite">
          {messages.map((event) => (
            <li key={`${event.sequence} ${event.kind}`}>
              <LinkTo to={placeOfMessage(event)}>{words(event.sentence)}</LinkTo>
            </li>
          ))}
        </ul>
      )}
    </Step>
  );
}
