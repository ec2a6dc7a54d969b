import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Answer } from '../../api/call-control.ts';
import { ownEntry } from '../../format/own-entry.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { bucketsOf, type Bucket, type Span } from './buckets.ts';
import { QuotaChart } from './quota-chart.tsx';
import { namesOfCalls, quotasWords } from './quotas-words.ts';
import { useZone } from '../../live/use-zone.ts';

export type Quota = Answer<'quotas'>['quotas'][number];

/** One quota: a line that sums it up, the chart, the figures as a table, and where the quota is stated. */
export function QuotaPanel({
  quota,
  now,
  span,
}: {
  readonly quota: Quota;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly span: Span;
}) {
  const said = useWords(quotasWords);
  const words = useSaid();
  const call = ownEntry(namesOfCalls, quota.id);
  const name = call === undefined ? quota.operations.join(', ') : words(call);
  const buckets = bucketsOf(quota.seconds, now, span);
  const peak = Math.max(0, ...buckets.map((bucket) => bucket.peak));
  const refused = buckets.reduce((sum, bucket) => sum + bucket.refused, 0);
  const peakText = said.peak(peak, quota.perSecond);
  const summary =
    peak === 0
      ? said.noCalls(quota.perSecond)
      : refused === 0
        ? said.nothingRefused(peakText)
        : said.refusedSome(peakText, refused);
  return (
    <Container header={<Header variant="h2">{name}</Header>}>
      <Grid gridDefinition={[{ colspan: 4 }, { colspan: 8 }]}>
        <SpaceBetween size="xs">
          <StatusIndicator
            type={refused > 0 ? 'error' : peak > quota.perSecond ? 'warning' : peak === 0 ? 'stopped' : 'success'}
          >
            {summary}
          </StatusIndicator>
          <Box color="text-body-secondary" fontSize="body-s">
            {quota.note === null ? null : <>{words(quota.note)} </>}
            {quota.burst > quota.perSecond ? <>{said.burst(quota.burst)} </> : null}
            <Link external href={quota.source} fontSize="body-s" externalIconAriaLabel={said.external}>
              {said.source}
            </Link>
          </Box>
          <span className="cw-hood-id">{quota.id}</span>
          <ExpandableSection headerText={said.table} headerAriaLabel={said.tableOf(name)}>
            <Figures name={name} buckets={buckets} />
          </ExpandableSection>
        </SpaceBetween>
        <QuotaChart name={name} summary={summary} quota={quota} buckets={buckets} />
      </Grid>
    </Container>
  );
}

function Figures({ name, buckets }: { readonly name: string; readonly buckets: readonly Bucket[] }) {
  const said = useWords(quotasWords);
  const zone = useZone();
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: said.tableOf(name) }}
      items={buckets.filter(({ calls }) => calls > 0).toReversed()}
      trackBy={({ at }) => String(at)}
      columnDefinitions={[
        {
          id: 'at',
          header: said.from(zone),
          isRowHeader: true,
          cell: ({ at }) => <Instant at={new Date(at).toISOString()} />,
        },
        { id: 'peak', header: said.mostInOneSecond, cell: ({ peak }) => peak },
        { id: 'calls', header: said.calls, cell: ({ calls }) => calls },
        { id: 'refused', header: said.refused, cell: ({ refused }) => refused },
      ]}
      empty={said.empty}
      footer={<Box color="text-body-secondary">{said.onlyWithCalls}</Box>}
    />
  );
}
