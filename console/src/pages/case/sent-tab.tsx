import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import Table from '@cloudscape-design/components/table';
import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { defineWords, useSaid, useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { SlackNames } from '../outside/slack/slack-names.tsx';
import { SlackProse } from '../outside/slack/slack-prose.tsx';
import { messagesIn, type Message, type MessageKind } from './sent-messages.ts';
import { useZone } from '../../live/use-zone.ts';

const words = defineWords({
  en: {
    header: 'What was sent',
    description: 'To whom or where, and why; newest first. Each can be read as it arrived there.',
    mail: 'Mail',
    slack: 'Slack',
    crm: 'CRM',
    task: 'Task',
    way: 'By',
    at: (zone: string) => `When (${zone})`,
    to: 'To',
    what: 'What',
    read: 'As it arrived',
    show: 'Open',
    open: (way: string, to: string) => `Open as it arrived: ${way} to ${to}`,
    none: 'Nothing was sent because of this case yet. Jump to its deadline to see who is told.',
  },
  ja: {
    header: '送信したもの',
    description: '誰に、どこへ、なぜ送ったかを新しい順に表示します。届いた先での見え方も確認できます。',
    mail: 'メール',
    slack: 'Slack',
    crm: 'CRM',
    task: 'タスク',
    way: '手段',
    at: (zone: string) => `日時 (${zone})`,
    to: '宛先',
    what: '内容',
    read: '届いた先',
    show: '見る',
    open: (way: string, to: string) => `届いた先で見る: ${way} ${to}`,
    none: 'このケースについて送ったものはまだありません。期限まで時刻を進めると、誰に知らせが届くかを確認できます。',
  },
});

const icons: Readonly<Record<MessageKind, IconProps.Name>> = {
  mail: 'envelope',
  slack: 'contact',
  crm: 'share',
  task: 'check',
};

/** Mails, Slack messages, CRM records and tasks that went out because of a case. */
export function SentTab({ events }: { readonly events: readonly TimelineEvent[] }) {
  const said = useWords(words);
  const reasonIn = useSaid();
  const messages = messagesIn(events);
  const zone = useZone(messages[0]?.at ?? null);
  const { data: users, failure } = useControl('users', {}, 'never');
  const { data: slack } = useControl('slackNames', {}, 'never');
  const inSlack = { users: slack?.users ?? {}, channels: slack?.channels ?? {}, caseId: events[0]?.caseId ?? null };
  const nameOf = ({ kind, to }: Message): string =>
    kind === 'task' ? (users?.users.find(({ id }) => id === to)?.name ?? to) : to;
  return (
    <SlackNames value={inSlack}>
      <Failure failure={failure} />
      <Table
        items={messages}
        trackBy={({ key }) => key}
        ariaLabels={{ tableLabel: said.header }}
        wrapLines
        cellVerticalAlign="top"
        header={
          <Header variant="h2" description={said.description} counter={`(${messages.length})`}>
            {said.header}
          </Header>
        }
        columnDefinitions={[
          { id: 'at', header: said.at(zone), width: 130, cell: ({ at }) => <Instant at={at} /> },
          {
            id: 'way',
            header: said.way,
            width: 110,
            cell: ({ kind }) => (
              <>
                <Icon name={icons[kind]} /> {said[kind]}
              </>
            ),
          },
          {
            id: 'to',
            header: said.to,
            width: 180,
            cell: (message) => <span className="cw-break">{nameOf(message)}</span>,
            isRowHeader: true,
          },
          {
            id: 'what',
            header: said.what,
            cell: ({ kind, what, reason }) => (
              <>
                <div className="cw-outside-text">{kind === 'slack' ? <SlackProse text={what} /> : what}</div>
                {reason === null ? null : (
                  <Box color="text-body-secondary" fontSize="body-s">
                    {reasonIn(reason)}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'read',
            header: said.read,
            width: 110,
            cell: (message) => (
              <LinkTo to={message.place} ariaLabel={said.open(said[message.kind], nameOf(message))}>
                {said.show}
              </LinkTo>
            ),
          },
        ]}
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {said.none}
          </Box>
        }
      />
    </SlackNames>
  );
}
