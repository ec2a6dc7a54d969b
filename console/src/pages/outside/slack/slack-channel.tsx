import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { Answer, ControlFailure } from '../../../api/call-control.ts';
import { longDay } from '../../../format/instants.ts';
import { useWords } from '../../../language/words.ts';
import { usePlace } from '../../../live/place.ts';
import { useControl } from '../../../live/use-control.ts';
import { Failure } from '../../../parts/failure.tsx';
import { addressOf } from '../../../parts/link-to.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { markSeen } from './seen-messages.ts';
import { SlackMessage } from './slack-message.tsx';
import type { SlackSurroundings } from './slack-names.tsx';
import { slackWords } from './slack-words.ts';

type Channel = Answer<'slack'>['channels'][number];

/** So many messages at a time, so that a channel with thousands of them stays quick. */
const messagesAtOnce = 100;

/**
 * The messages of one channel, oldest first, day by day; stays at the newest, or at one that is wanted.
 * @param wanted position in the journal
 */
export function SlackChannel({
  channel: { id, name },
  wanted,
  names,
}: {
  readonly channel: Channel;
  readonly wanted: number | undefined;
  readonly names: Omit<SlackSurroundings, 'caseId'>;
}) {
  const said = useWords(slackWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const log = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(messagesAtOnce);
  const { messages, total, isPast, failure } = useMessages(id, shown, wanted);
  const hasWanted = wanted !== undefined && messages.some(({ sequence }) => sequence === wanted);
  useEffect(() => {
    if (total !== undefined) markSeen(id, total);
    if (wanted === undefined) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [id, total, wanted, messages.length]);
  useEffect(() => {
    if (hasWanted) bringIntoView(log.current);
  }, [hasWanted, wanted]);

  let day = '';
  return (
    <section className="cw-slack-channel" aria-labelledby="cw-slack-title">
      <div className="cw-slack-title">
        <h2 id="cw-slack-title"># {name}</h2>
        <span>{said.count(total ?? 0)}</span>
      </div>
      {/* A box that scrolls must be reachable by keyboard. */}
      <div ref={log} className="cw-slack-log" role="log" tabIndex={0} aria-label={said.messages(name)}>
        <Failure failure={failure} />
        {total === 0 ? <Nothing /> : null}
        {messages.length >= shown && total !== undefined && total > messages.length ? (
          <Box textAlign="center" padding="s">
            <Button onClick={() => setShown(shown + messagesAtOnce)}>{said.earlier}</Button>
          </Box>
        ) : null}
        {messages.map((message) => {
          const before = day;
          day = longDay(message.at, language, timeZone);
          return (
            <Fragment key={message.ts}>
              {day === before ? null : (
                <div className="cw-slack-day">
                  <span>{day}</span>
                </div>
              )}
              <SlackMessage message={message} names={names} isWanted={message.sequence === wanted} />
            </Fragment>
          );
        })}
        {isPast ? (
          <Box textAlign="center" padding="s">
            <Button href={addressOf('outside', 'slack', id)}>{said.newest}</Button>
          </Box>
        ) : null}
      </div>
    </section>
  );
}

interface Messages {
  readonly messages: Channel['messages'];
  /** Of the channel; undefined until it is known. */
  readonly total: number | undefined;
  /** True when there are newer ones than these. */
  readonly isPast: boolean;
  readonly failure: ControlFailure | undefined;
}

/** The newest messages of a channel; when the one that is wanted came before them, those up to it. */
function useMessages(channel: string, shown: number, wanted: number | undefined): Messages {
  const inChannel = (answer: Answer<'slack'> | undefined): Channel | undefined =>
    answer?.channels.find(({ id }) => id === channel);
  const newest = useControl('slack', { channel, last: shown }, 'timeline');
  const current = inChannel(newest.data);
  const first = current?.messages[0];
  const isPast = wanted !== undefined && first !== undefined && wanted < first.sequence;
  const past = useControl('slack', { channel, last: shown, until: wanted ?? 0 }, 'never', isPast);
  return {
    messages: (isPast ? inChannel(past.data) : current)?.messages ?? [],
    total: current?.total,
    isPast,
    failure: newest.failure ?? past.failure,
  };
}

/** Scrolls the box, not the page, to the message that is wanted. */
function bringIntoView(box: HTMLElement | null): void {
  const message = box?.querySelector('[aria-current]');
  if (!box || !message) return;
  const above = message.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTo({ top: box.scrollTop + above - box.clientHeight / 3 });
}

function Nothing() {
  const said = useWords(slackWords);
  return (
    <Box textAlign="center" padding="xxl">
      <SpaceBetween size="s">
        <Box variant="strong">{said.empty}</Box>
        <Box color="text-body-secondary">{said.emptyNext}</Box>
        <Button href={addressOf('contact')}>{said.start}</Button>
      </SpaceBetween>
    </Box>
  );
}
