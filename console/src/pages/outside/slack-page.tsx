import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { SlackChannel } from './slack/slack-channel.tsx';
import { SlackSidebar } from './slack/slack-sidebar.tsx';
import { slackWords } from './slack/slack-words.ts';
import './slack/slack.css';

/** The Slack workspace: channels at the left, messages at the right. */
export default function SlackPage() {
  const said = useWords(slackWords);
  const { channel: wanted, message } = useParams<{ channel?: string; message?: string }>();
  // The channels and how much is in them; what is in one is asked for by itself.
  const { data, failure, loading } = useControl('slack', { last: 1 }, 'timeline');
  const { data: names } = useControl('slackNames', {}, 'never');
  const channels = data?.channels ?? [];
  const chosen =
    wanted === undefined
      ? (channels.find(({ total }) => total > 0) ?? channels[0])
      : channels.find(({ id }) => id === wanted);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <Failure failure={failure} />
      {loading ? <Spinner size="large" /> : null}
      {data === undefined ? null : (
        <div className="cw-slack">
          <SlackSidebar workspace={names?.workspace ?? ''} channels={channels} chosen={chosen?.id} />
          {chosen === undefined ? (
            <p className="cw-slack-missing">
              {channels.length === 0 ? said.noChannels : said.unknownChannel(wanted ?? '')}
            </p>
          ) : (
            <SlackChannel
              key={chosen.id}
              channel={chosen}
              wanted={message === undefined ? undefined : Number(message)}
              names={{ users: names?.users ?? {}, channels: names?.channels ?? {} }}
            />
          )}
        </div>
      )}
    </ContentLayout>
  );
}
