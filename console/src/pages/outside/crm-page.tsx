import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { CrmRecordForm, keyOfRecord, titleOfRecord } from './crm-record.tsx';
import { crmWords } from './crm-words.ts';
import { NothingYet } from './nothing-yet.tsx';
import { PaneList } from './pane-list.tsx';

/** The CRM: its records at the left, one of them as a form at the right. */
export default function CrmPage() {
  const said = useWords(crmWords);
  const wanted = useParams<{ externalId?: string }>().externalId;
  const { data, failure, loading } = useControl('crm', {}, 'timeline');
  const records = (data?.records ?? []).toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  const chosen = wanted === undefined ? records[0] : records.find(({ externalId }) => externalId === wanted);
  return (
    <ContentLayout
      header={
        <Header variant="h1" counter={`(${records.length})`} description={said.description}>
          {said.header}
        </Header>
      }
    >
      <Failure failure={failure} />
      {loading ? <Spinner size="large" /> : null}
      {data !== undefined && records.length === 0 ? <NothingYet title={said.empty} text={said.emptyNext} /> : null}
      {records.length > 0 ? (
        <div className="cw-panes">
          <PaneList
            label={said.list}
            chosen={chosen && keyOfRecord(chosen)}
            items={records.map((record) => ({
              key: keyOfRecord(record),
              href: addressOf('outside', 'crm', record.externalId),
              title: titleOfRecord(record),
              lines: [said.updated, <Instant key="at" at={record.updatedAt} withZone />],
            }))}
          />
          {chosen === undefined ? <p>{said.missing}</p> : <CrmRecordForm key={keyOfRecord(chosen)} record={chosen} />}
        </div>
      ) : null}
    </ContentLayout>
  );
}
