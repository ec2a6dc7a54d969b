import './hood.css';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { spans, type Span } from './buckets.ts';
import { QuotaPanel } from './quota-panel.tsx';
import { quotasWords } from './quotas-words.ts';
import { useZone } from '../../live/use-zone.ts';

/** How close the deployment comes to what AWS allows, call by call. */
export default function QuotasPage() {
  const said = useWords(quotasWords);
  const zone = useZone();
  const [span, setSpan] = useState<Span>(spans[1]);
  // A little more, so that the first bar is whole.
  const { data, failure } = useControl('quotas', { minutes: span.minutes + span.bucketMinutes }, 'journal');
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={`${said.description} ${said.bar(span.bucketMinutes, zone)}`}
          actions={
            <SegmentedControl
              label={said.span}
              selectedId={span.id}
              onChange={({ detail }) => setSpan(spans.find(({ id }) => id === detail.selectedId) ?? spans[1])}
              options={spans.map(({ id, minutes }) => ({
                id,
                text: minutes < 60 ? said.minutes(minutes) : said.hours(minutes / 60),
              }))}
            />
          }
        >
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Failure failure={failure} />
        {data === undefined
          ? failure === undefined && <Spinner size="large" />
          : data.quotas.map((quota) => (
              <QuotaPanel key={quota.id} quota={quota} now={Date.parse(data.now)} span={span} />
            ))}
      </SpaceBetween>
    </ContentLayout>
  );
}
