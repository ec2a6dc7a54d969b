import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { CrmRecordForm, keyOfRecord, titleOfRecord, type CrmRecord } from './crm-record.tsx';
import { crmWords } from './crm-words.ts';
import { itemsOnPage, PaneList } from './pane-list.tsx';
import { PanesPage } from './panes-page.tsx';

/** The CRM: its records at the left, one of them as a form at the right. */
export default function CrmPage() {
  const said = useWords(crmWords);
  const wanted = useParams<{ externalId?: string }>().externalId;
  const [page, setPage] = useState(1);
  const piece = { last: itemsOnPage, offset: (page - 1) * itemsOnPage };
  const { data, failure, loading } = useControl('crm', piece, 'timeline');
  const records = data?.records.toReversed() ?? [];
  const chosen = wanted === undefined ? records[0] : records.find(({ externalId }) => externalId === wanted);
  const externalId = wanted ?? chosen?.externalId;
  return (
    <PanesPage said={said} total={data?.total} failure={failure} loading={loading}>
      <PaneList
        label={said.list}
        chosen={chosen && keyOfRecord(chosen)}
        items={records.map((record) => ({
          key: keyOfRecord(record),
          href: addressOf('outside', 'crm', record.externalId),
          title: titleOfRecord(record),
          lines: [said.updated, <Instant key="at" at={record.updatedAt} withZone />],
        }))}
        total={data?.total ?? 0}
        page={page}
        setPage={setPage}
      />
      {externalId === undefined ? null : <Chosen key={externalId} externalId={externalId} listed={chosen} />}
    </PanesPage>
  );
}

/** One record, which stays on screen when others that were written later push it off the page of the list. */
function Chosen({ externalId, listed }: { readonly externalId: string; readonly listed: CrmRecord | undefined }) {
  const said = useWords(crmWords);
  const { data, failure, loading } = useControl('crm', { externalId }, 'timeline', listed === undefined);
  const record = listed ?? data?.records[0];
  if (record !== undefined) return <CrmRecordForm key={keyOfRecord(record)} record={record} />;
  if (loading) return <Spinner size="large" />;
  return failure === undefined ? <p>{said.missing}</p> : <Failure failure={failure} />;
}
