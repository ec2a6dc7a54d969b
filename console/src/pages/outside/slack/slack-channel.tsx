import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../../api/call-control.ts';
import { longDay } from '../../../format/instants.ts';
import { useWords } from '../../../language/words.ts';
import { usePlace } from '../../../live/place.ts';
import { addressOf } from '../../../parts/link-to.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { markSeen } from './seen-messages.ts';
import { SlackMessage } from './slack-message.tsx';
import type { SlackSurroundings } from './slack-names.tsx';
import { slackWords } from './slack-words.ts';

/** So many messages at a time, so that a channel with thousands of them stays quick. */
const messagesAtOnce = 100;

/** The messages of one channel, oldest first, day by day; stays at the newest. */
export function SlackChannel({
  channel,
  names,
}: {
  readonly channel: Answer<'slack'>['channels'][number];
  readonly names: Omit<SlackSurroundings, 'caseId'>;
}) {
  const said = useWords(slackWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const log = useRef<HTMLDivElement>(null);
  const { id, name, messages } = channel;
  const [shown, setShown] = useState(messagesAtOnce);
  useEffect(() => {
    markSeen(id, messages.length);
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [id, messages.length]);

  let day = '';
  return (
    <section className="cw-slack-channel" aria-labelledby="cw-slack-title">
      <div className="cw-slack-title">
        <h2 id="cw-slack-title"># {name}</h2>
        <span>{said.count(messages.length)}</span>
      </div>
      {/* A box that scrolls must be reachable by keyboard. */}
      <div ref={log} className="cw-slack-log" role="log" tabIndex={0} aria-label={said.messages(name)}>
        {messages.length === 0 ? <Nothing /> : null}
        {messages.length > shown ? (
          <Box textAlign="center" padding="s">
            <Button onClick={() => setShown(shown + messagesAtOnce)}>{said.earlier}</Button>
          </Box>
        ) : null}
        {messages.slice(-shown).map((message) => {
          const before = day;
          day = longDay(message.at, language, timeZone);
          return (
            <Fragment key={message.ts}>
              {day === before ? null : (
                <div className="cw-slack-day">
                  <span>{day}</span>
                </div>
              )}
              <SlackMessage message={message} names={names} />
            </Fragment>
          );
        })}
      </div>
    </section>
  );
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
