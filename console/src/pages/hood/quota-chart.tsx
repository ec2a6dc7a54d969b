import BarChart, { type BarChartProps } from '@cloudscape-design/components/bar-chart';
import { timeOfDay } from '../../format/instants.ts';
import { useWords } from '../../language/words.ts';
import { usePlace } from '../../live/place.ts';
import { useLanguage } from '../../preferences/preferences.ts';
import type { Bucket } from './buckets.ts';
import type { Quota } from './quota-panel.tsx';
import { quotasWords } from './quotas-words.ts';

const chartHeight = 110;

/** Calls of the busiest seconds as bars, refused ones on top, and the quota as a line. */
export function QuotaChart({
  name,
  summary,
  quota,
  buckets,
}: {
  readonly name: string;
  readonly summary: string;
  readonly quota: Quota;
  readonly buckets: readonly Bucket[];
}) {
  const said = useWords(quotasWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
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
      data: data(({ peak, refusedPeak }) => peak - refusedPeak),
    },
    ...(anyRefused
      ? [
          {
            title: said.refusedSeries,
            type: 'bar' as const,
            color: 'var(--cw-text-error)',
            data: data(({ refusedPeak }) => refusedPeak),
          },
        ]
      : []),
    {
      title: said.limit(quota.perSecond),
      type: 'threshold',
      y: quota.perSecond,
      color: 'var(--cw-text-error)',
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
      yTickFormatter={(value) => (Number.isInteger(value) ? String(value) : '')}
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
