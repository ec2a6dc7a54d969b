import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect } from 'react';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { createStore, useStore } from '../../live/store.ts';
import { useControl } from '../../live/use-control.ts';
import { CaseName } from '../../parts/case-link.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { MailMessage, type Mail } from './mail-message.tsx';
import { mailWords } from './mail-words.ts';
import { NothingYet } from './nothing-yet.tsx';
import { PaneList } from './pane-list.tsx';

/** Numbers of the mails that have been on screen, as long as the page is open. */
const readMails = createStore<ReadonlySet<number>>(new Set());

/** The mailbox. Mails are numbered from the first that was sent, so that an address stays true when more arrive. */
export default function MailPage() {
  const said = useWords(mailWords);
  const wanted = useParams<{ number?: string }>().number;
  const { data, failure, loading } = useControl('mails', {}, 'timeline');
  const mails = data?.mails ?? [];
  const number = wanted === undefined ? mails.length : Number(wanted);
  const mail = mails[number - 1];
  const isShown = mail !== undefined;
  useEffect(() => {
    if (isShown && !readMails.get().has(number)) readMails.set(new Set([...readMails.get(), number]));
  }, [number, isShown]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" counter={`(${mails.length})`} description={said.description}>
          {said.header}
        </Header>
      }
    >
      <Failure failure={failure} />
      {loading ? <Spinner size="large" /> : null}
      {data !== undefined && mails.length === 0 ? <NothingYet title={said.empty} text={said.emptyNext} /> : null}
      {mails.length > 0 ? (
        <div className="cw-panes">
          <MailList mails={mails} number={number} />
          {mail === undefined ? <p>{said.missing}</p> : <MailMessage mail={mail} />}
        </div>
      ) : null}
    </ContentLayout>
  );
}

function MailList({ mails, number }: { readonly mails: readonly Mail[]; readonly number: number }) {
  const said = useWords(mailWords);
  const read = useStore(readMails);
  const items = mails.map(({ subject, to, at, caseId }, index) => ({
    key: String(index + 1),
    href: addressOf('outside', 'mail', String(index + 1)),
    title: subject || said.noSubject,
    lines: [
      `${said.to}: ${to.join(', ')}`,
      <Instant key="at" at={at} withZone />,
      <CaseName key="case" caseId={caseId} />,
    ],
    read: read.has(index + 1),
  }));
  return <PaneList label={said.list} items={items.toReversed()} chosen={String(number)} />;
}
