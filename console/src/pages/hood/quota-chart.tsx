import BarChart, { type BarChartProps } from '@cloudscape-design/components/bar-chart';
import * as tokens from '@cloudscape-design/design-tokens';
import { timeOfDay } from '../../format/instants.ts';
import { useWords } from '../../language/words.ts';
import { usePlace } from '../../live/place.ts';
import { useLanguage } from '../../preferences/preferences.ts';
import type { Bucket, Span } from './buckets.ts';
import type { Quota } from './quota-panel.tsx';
import { quotasWords } from './quotas-words.ts';
import { useZone } from './use-zone.ts';

const chartHeight = 140;
/** Labels below the chart at most; more of them would run into each other. */
const mostLabels = 7;

/** Calls of the busiest seconds as bars, refused ones on top, and the quota as a line. */
export function QuotaChart({
  name,
  summary,
  quota,
  buckets,
  span,
}: {
  readonly name: string;
  readonly summary: string;
  readonly quota: Quota;
  readonly buckets: readonly Bucket[];
  readonly span: Span;
}) {
  const said = useWords(quotasWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const zone = useZone();
  const labelOf = ({ at }: Bucket): string => timeOfDay(at, language, timeZone).slice(0, 5);
  const byLabel = new Map(buckets.map((bucket) => [labelOf(bucket), bucket]));
  const anyRefused = buckets.some(({ refused }) => refused > 0);
  const highest = Math.max(quota.perSecond, ...buckets.map(({ peak }) => peak));
  const data = (height: (bucket: Bucket) => number) =>
    buckets.map((bucket) => ({ x: labelOf(bucket), y: height(bucket) }));
  const series: BarChartProps<string>['series'] = [
    {
      title: said.accepted,
      type: 'bar',
      color: tokens.colorChartsPaletteCategorical1,
      data: data(({ peak, refusedPeak }) => peak - refusedPeak),
    },
    ...(anyRefused
      ? [
          {
            title: said.refusedSeries,
            type: 'bar' as const,
            color: tokens.colorChartsStatusCritical,
            data: data(({ refusedPeak }) => refusedPeak),
          },
        ]
      : []),
    {
      title: said.limit(quota.perSecond),
      type: 'threshold',
      y: quota.perSecond,
      color: tokens.colorChartsThresholdNegative,
    },
  ];
  return (
    <BarChart
      series={series}
      stackedBars
      height={chartHeight}
      hideFilter
      xDomain={buckets.map(labelOf)}
      yDomain={[0, highest + 1]}
      xTitle={`${said.time(zone)} · ${span.bucketMinutes === 1 ? said.perMinute : said.perMinutes(span.bucketMinutes)}`}
      yTickFormatter={(value) => (Number.isInteger(value) ? String(value) : '')}
      xTickFormatter={(label) => (isLabelled(label, buckets, labelOf) ? label : '')}
      ariaLabel={said.chartOf(name)}
      ariaDescription={said.chartText(summary)}
      detailPopoverSeriesContent={({ series: one, x, y }) => ({
        key: one.title,
        value: one.title === said.accepted ? (byLabel.get(x)?.peak ?? y) : y,
      })}
      empty={said.empty}
    />
  );
}

function isLabelled(label: string, buckets: readonly Bucket[], labelOf: (bucket: Bucket) => string): boolean {
  const step = Math.ceil(buckets.length / mostLabels);
  const index = buckets.findIndex((bucket) => labelOf(bucket) === label);
  return (buckets.length - 1 - index) % step === 0;
}
