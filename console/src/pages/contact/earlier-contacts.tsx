import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { zoneName } from '../../format/instants.ts';
import { defineWords, useWords } from '../../language/words.ts';
import { clock } from '../../live/clock.ts';
import { usePlace } from '../../live/place.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { useLanguage } from '../../preferences/preferences.ts';

const words = defineWords({
  en: {
    header: 'Contacts so far',
    description: 'Latest first. Choose one to look at its conversation and its way through the flow again.',
    customer: 'Customer',
    flow: 'Flow',
    started: (zone: string) => `Started (${zone})`,
    state: 'State',
    going: 'in progress',
    ended: 'ended',
    case: 'Case',
    toCase: 'Case',
    unnamed: 'without a name',
    none: 'Nobody has written yet. Be the first: fill in the form in the chat window above.',
    loading: 'Loading contacts …',
  },
  ja: {
    header: 'これまでの問い合わせ',
    description: '新しい順です。選ぶと、会話とフローの経路をもう一度見られます。',
    customer: 'お客様',
    flow: 'フロー',
    started: (zone: string) => `開始 (${zone})`,
    state: '状態',
    going: '対応中',
    ended: '終了',
    case: 'ケース',
    toCase: 'ケース',
    unnamed: '名前なし',
    none: 'まだ問い合わせはありません。上のチャット画面に記入して、最初の問い合わせをしてみてください。',
    loading: '問い合わせを読み込んでいます …',
  },
});

const contactsOnPage = 25;

/** Contacts by which customers came, page by page, with a way back to each. @param shownId the one on screen */
export function EarlierContacts({ shownId }: { readonly shownId: string | undefined }) {
  const said = useWords(words);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const [page, setPage] = useState(1);
  const piece = { last: contactsOnPage, offset: (page - 1) * contactsOnPage };
  const { data, failure, loading } = useControl('contacts', piece, 'timeline');
  const { contacts, total } = data ?? { contacts: [], total: 0 };
  return (
    <>
      <Failure failure={failure} />
      <Table
        header={
          <Header variant="h2" counter={`(${total})`} description={said.description}>
            {said.header}
          </Header>
        }
        items={contacts}
        pagination={
          total > contactsOnPage ? (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(total / contactsOnPage)}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        trackBy="contactId"
        loading={loading}
        loadingText={said.loading}
        empty={<Box color="text-body-secondary">{said.none}</Box>}
        columnDefinitions={[
          {
            id: 'customer',
            header: said.customer,
            isRowHeader: true,
            cell: ({ contactId, customer }) => {
              const name = customer ?? said.unnamed;
              return contactId === shownId ? (
                <strong>{name}</strong>
              ) : (
                <LinkTo to={['contact', contactId]}>{name}</LinkTo>
              );
            },
          },
          {
            id: 'started',
            header: said.started(zoneName(clock.get().now, language, timeZone)),
            cell: ({ startedAt }) => <Instant at={startedAt} />,
          },
          {
            id: 'state',
            header: said.state,
            cell: ({ endedAt }) => (
              <StatusIndicator type={endedAt === null ? 'in-progress' : 'stopped'}>
                {endedAt === null ? said.going : said.ended}
              </StatusIndicator>
            ),
          },
          { id: 'flow', header: said.flow, cell: ({ flow }) => flow ?? '–' },
          {
            id: 'case',
            header: said.case,
            cell: ({ caseId, customer }) =>
              caseId === null ? (
                '–'
              ) : (
                <LinkTo to={['cases', caseId]} ariaLabel={`${said.toCase}: ${customer ?? said.unnamed}`}>
                  {said.toCase}
                </LinkTo>
              ),
          },
        ]}
      />
    </>
  );
}
