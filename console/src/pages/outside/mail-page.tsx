import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState, type ComponentProps } from 'react';
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
import { itemsOnPage, PaneList } from './pane-list.tsx';
import { PanesPage } from './panes-page.tsx';

/** Positions of the mails that have been on screen, as long as the page is open. */
const readMails = createStore<ReadonlySet<number>>(new Set());

/** The mailbox, page by page. A mail is named by its position in the journal, so that its address stays true when more arrive. */
export default function MailPage() {
  const said = useWords(mailWords);
  const wanted = useParams<{ sequence?: string }>().sequence;
  const [page, setPage] = useState(1);
  const piece = { last: itemsOnPage, offset: (page - 1) * itemsOnPage };
  const { data, failure, loading } = useControl('mails', piece, 'timeline');
  const mails = data?.mails ?? [];
  const mail = wanted === undefined ? mails.at(-1) : mails.find(({ sequence }) => String(sequence) === wanted);
  return (
    <PanesPage said={said} total={data?.total} failure={failure} loading={loading}>
      <MailList
        mails={mails}
        chosen={wanted ?? String(mail?.sequence)}
        total={data?.total ?? 0}
        page={page}
        setPage={setPage}
      />
      {mail !== undefined ? (
        <ReadMail mail={mail} />
      ) : wanted !== undefined && /^\d{1,15}$/.test(wanted) ? (
        <MailElsewhere key={wanted} sequence={Number(wanted)} />
      ) : (
        <p>{said.missing}</p>
      )}
    </PanesPage>
  );
}

/** A mail that is not on this page of the list. */
function MailElsewhere({ sequence }: { readonly sequence: number }) {
  const said = useWords(mailWords);
  const { data, failure, loading } = useControl('mails', { sequence }, 'never');
  const mail = data?.mails[0];
  if (mail !== undefined) return <ReadMail mail={mail} />;
  if (loading) return <Spinner size="large" />;
  return failure === undefined ? <p>{said.missing}</p> : <Failure failure={failure} />;
}

function ReadMail({ mail }: { readonly mail: Mail }) {
  const { sequence } = mail;
  useEffect(() => {
    if (!readMails.get().has(sequence)) readMails.set(new Set([...readMails.get(), sequence]));
  }, [sequence]);
  return <MailMessage mail={mail} />;
}

function MailList({
  mails,
  ...list
}: { readonly mails: readonly Mail[] } & Omit<ComponentProps<typeof PaneList>, 'label' | 'items'>) {
  const said = useWords(mailWords);
  const read = useStore(readMails);
  const items = mails.map(({ sequence, subject, to, at, caseId }) => ({
    key: String(sequence),
    href: addressOf('outside', 'mail', String(sequence)),
    title: subject || said.noSubject,
    lines: [
      `${said.to}: ${to.join(', ')}`,
      <Instant key="at" at={at} withZone />,
      <CaseName key="case" caseId={caseId} />,
    ],
    read: read.has(sequence),
  }));
  return <PaneList {...list} label={said.list} items={items.toReversed()} />;
}
