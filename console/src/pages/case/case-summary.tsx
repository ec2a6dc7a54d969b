import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { shortDuration } from '../../format/durations.ts';
import { defineWords, useSaid, useWords } from '../../language/words.ts';
import { useCoarseNow } from '../../live/clock.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import type { CaseDetail, Sla } from './case-detail.ts';
import { messageKinds, messagesIn } from './sent-messages.ts';

const words = defineWords({
  en: {
    header: 'In short',
    description: 'How the case stands now',
    noSla: 'No deadline was set for this case.',
    running: (name: string, time: string) => `“${name}”: nobody has answered yet; ${time} left.`,
    overdue: (name: string, time: string) => `“${name}”: nobody has answered yet; the deadline passed ${time} ago.`,
    met: (name: string, time: string) => `“${name}”: answered in time, with ${time} to spare.`,
    late: (name: string, time: string) => `“${name}”: answered ${time} after the deadline.`,
    sent: 'Sent so far',
    nothing: 'Nothing was sent because of this case yet.',
    mail: 'Mail',
    slack: 'Slack',
    crm: 'CRM',
    task: 'Task',
    last: 'Last step',
    all: 'The whole timeline',
  },
  ja: {
    header: '要点',
    description: '現在の状況です',
    noSla: 'このケースに期限は設定されていません。',
    running: (name: string, time: string) => `「${name}」はまだ対応されていません。期限まであと ${time} です。`,
    overdue: (name: string, time: string) => `「${name}」はまだ対応されていません。期限を ${time} 過ぎています。`,
    met: (name: string, time: string) => `「${name}」は期限の ${time} 前に対応されました。`,
    late: (name: string, time: string) => `「${name}」は期限から ${time} 遅れて対応されました。`,
    sent: 'これまでの送信',
    nothing: 'このケースについて送ったものはまだありません。',
    mail: 'メール',
    slack: 'Slack',
    crm: 'CRM',
    task: 'タスク',
    last: '最新の出来事',
    all: 'タイムラインをすべて見る',
  },
});

/** The case in a few lines: the summary that it holds, its deadlines, what was sent, and the last step. */
export function CaseSummary({ detail }: { readonly detail: CaseDetail }) {
  const said = useWords(words);
  const inWords = useSaid();
  const summary = detail.fields.find(({ id }) => id === 'summary')?.display ?? '';
  const messages = messagesIn(detail.timeline);
  const counts = messageKinds
    .map((kind) => ({ kind, count: messages.filter((message) => message.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${said[kind]} ${count}`);
  const last = detail.timeline.at(-1);
  return (
    <Container
      header={
        <Header variant="h2" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {summary === '' ? null : <div className="cw-outside-text">{summary}</div>}
        {detail.slas.length === 0 ? <div>{said.noSla}</div> : null}
        {detail.slas.map((sla) => (
          <SlaLine key={sla.relatedItemId ?? sla.name} sla={sla} />
        ))}
        <div>
          {messages.length === 0 ? (
            said.nothing
          ) : (
            <>
              {said.sent}: <LinkTo to={['cases', detail.caseId, 'sent']}>{counts.join(' · ')}</LinkTo>
            </>
          )}
        </div>
        {last === undefined ? null : (
          <div>
            {said.last} (<Instant at={last.at} withZone />
            ): <span className="cw-outside-text">{inWords(last.sentence)}</span>{' '}
            <LinkTo to={['cases', detail.caseId, 'timeline']}>{said.all}</LinkTo>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

function SlaLine({ sla: { name, targetTime, completionTime } }: { readonly sla: Sla }) {
  const said = useWords(words);
  const language = useLanguage();
  const now = useCoarseNow(1_000);
  if (targetTime === null) return <div>{name}</div>;
  const left = Date.parse(targetTime) - (completionTime === null ? now : Date.parse(completionTime));
  const time = shortDuration(left, language);
  if (completionTime === null)
    return left < 0 ? (
      <StatusIndicator type="error">{said.overdue(name, time)}</StatusIndicator>
    ) : (
      <StatusIndicator type="pending">{said.running(name, time)}</StatusIndicator>
    );
  return left < 0 ? (
    <StatusIndicator type="warning">{said.late(name, time)}</StatusIndicator>
  ) : (
    <StatusIndicator type="success">{said.met(name, time)}</StatusIndicator>
  );
}
