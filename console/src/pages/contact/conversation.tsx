import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLayoutEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { timeOfDay } from '../../format/instants.ts';
import { useWords } from '../../language/words.ts';
import { useClockMode } from '../../live/clock.ts';
import { usePlace } from '../../live/place.ts';
import { useAction } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import { ChatFrame } from './chat-frame.tsx';
import { contactWords } from './contact-words.ts';
import type { ContactDetail } from './use-contact.ts';

/** A chat from the customer's side: what was said, what is going on, and a line to type in while it lasts. */
export function Conversation({ contact }: { readonly contact: ContactDetail }) {
  return (
    <ChatFrame>
      <Messages contact={contact} />
      <div className="cw-chat-foot">
        {contact.state === 'ended' ? <Ended hasCase={contact.caseId !== null} /> : <Typing contact={contact} />}
      </div>
    </ChatFrame>
  );
}

function Messages({ contact }: { readonly contact: ContactDetail }) {
  const said = useWords(contactWords);
  const log = useRef<HTMLDivElement>(null);
  const { transcript, state, startedAt, endedAt } = contact;
  useLayoutEffect(() => {
    const box = log.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [transcript.length, state]);
  return (
    // A box that scrolls must be reachable by keyboard.
    <div ref={log} className="cw-chat-scroll" role="log" aria-label={said.conversation} tabIndex={0}>
      <ChatMoment at={startedAt}>{said.startedAt}</ChatMoment>
      {/* What was said stays where it was said: a place in the list names a line for good. */}
      {transcript.map((message, index) => (
        <Message key={index} message={message} agent={contact.agent?.name} />
      ))}
      {endedAt === null ? <GoingOn contact={contact} /> : <ChatMoment at={endedAt}>{said.endedAt}</ChatMoment>}
    </div>
  );
}

function ChatMoment({ at, children }: { readonly at: string; readonly children: string }) {
  return (
    <div className="cw-chat-moment">
      {children} · <TimeOf at={at} />
    </div>
  );
}

function TimeOf({ at }: { readonly at: string }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return <time dateTime={at}>{timeOfDay(at, language, timeZone)}</time>;
}

function Message({
  message: { at, role, text },
  agent,
}: {
  readonly message: ContactDetail['transcript'][number];
  readonly agent: string | undefined;
}) {
  const said = useWords(contactWords);
  const mine = role === 'CUSTOMER';
  const name = mine
    ? said.customer
    : role === 'SYSTEM'
      ? said.system
      : agent === undefined
        ? said.agent
        : said.agentNamed(agent);
  return (
    <div className={`cw-chat-message ${mine ? 'cw-chat-mine' : ''}`}>
      <div className="cw-chat-who">
        {name} · <TimeOf at={at} />
      </div>
      <div className="cw-chat-bubble">{text}</div>
    </div>
  );
}

/** What the customer waits for. */
function GoingOn({ contact: { state, waitsFor, agent } }: { readonly contact: ContactDetail }) {
  const said = useWords(contactWords);
  const { speed, jumping } = useClockMode();
  const play = useAction('play');
  if (speed === 0 && !jumping)
    return (
      <Alert
        type="info"
        action={
          <Button loading={play.isPending} onClick={() => play.mutate({ speed: 1 })}>
            {said.run}
          </Button>
        }
      >
        {said.paused}
      </Alert>
    );
  const text =
    state === 'queued'
      ? waitsFor === null
        ? said.queuedShort
        : said.queued(waitsFor)
      : state === 'accepted'
        ? said.withAgent(agent?.name ?? said.agent)
        : said.working;
  return (
    <LiveRegion>
      <div className={`cw-chat-going ${state === 'accepted' ? '' : 'cw-chat-waiting'}`}>{text}</div>
    </LiveRegion>
  );
}

function Typing({ contact: { contactId } }: { readonly contact: ContactDetail }) {
  const said = useWords(contactWords);
  const send = useAction('sendMessage');
  const close = useAction('endContact');
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    send.mutate({ contactId, text }, { onSuccess: () => setText('') });
  };
  return (
    <SpaceBetween size="xs">
      <Failure failure={send.error ?? close.error} />
      <form className="cw-chat-line" onSubmit={submit}>
        <Input
          ariaLabel={said.message}
          // The button that started the chat is gone, and with it the focus.
          autoFocus
          placeholder={said.typeHere}
          value={text}
          autoComplete={false}
          onChange={({ detail }) => setText(detail.value)}
        />
        <Button variant="primary" formAction="submit" loading={send.isPending} disabled={text.trim() === ''}>
          {said.send}
        </Button>
      </form>
      <Button fullWidth loading={close.isPending} onClick={() => close.mutate({ contactId })}>
        {said.close}
      </Button>
    </SpaceBetween>
  );
}

function Ended({ hasCase }: { readonly hasCase: boolean }) {
  const said = useWords(contactWords);
  const [, navigate] = useLocation();
  return (
    <SpaceBetween size="xs">
      <LiveRegion>
        <Box fontWeight="bold">{said.endedAt}</Box>
        {hasCase ? <Box color="text-body-secondary">{said.endedText}</Box> : null}
      </LiveRegion>
      <Button fullWidth iconName="add-plus" onClick={() => navigate('/contact')}>
        {said.again}
      </Button>
    </SpaceBetween>
  );
}
