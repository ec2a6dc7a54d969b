import { expect, test } from 'vitest';
import * as z from 'zod';
import { createEmbeddedMetrics } from '../../lambda/adapters/embedded-metrics.ts';
import { embeddedMetrics } from '../../sandbox/services/logs/embedded-metrics.ts';

/** As AWS specifies it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embeddedMetricDocument = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.number().int().positive(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().min(1).max(1024),
          Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
          Metrics: z
            .array(
              z.strictObject({
                Name: z.string().min(1).max(1024),
                Unit: z.enum(['Count', 'Seconds']).optional(),
                StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
              }),
            )
            .min(1)
            .max(100),
        }),
      )
      .min(1),
  }),
});

const at = '2026-11-26T13:00:00.000Z';
function linesOf(...puts: Parameters<ReturnType<typeof createEmbeddedMetrics>['put']>[0][]): readonly string[] {
  const lines: string[] = [];
  const metrics = createEmbeddedMetrics('dev', { now: () => at }, (line) => void lines.push(line));
  for (const put of puts) metrics.put(put);
  return lines;
}

test('several values are one line that keeps to the format of AWS', () => {
  const [line, ...others] = linesOf([
    { name: 'OldestDueRowAge', value: 12.5, unit: 'Seconds' },
    { name: 'LaneUnattended-mail', value: 1, unit: 'Count' },
  ]);
  expect(others).toEqual([]);
  expect(line!.endsWith('}\n')).toBe(true);
  expect(line!.trim()).not.toContain('\n');
  const document = embeddedMetricDocument.parse(JSON.parse(line!));
  const { _aws: metadata } = document;
  expect(metadata.Timestamp).toBe(Date.parse(at));
  // Every name that is referred to stands in the root: dimensions as text, values as numbers.
  for (const { Dimensions, Metrics } of metadata.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(document[name]).toBeTypeOf('string');
    for (const { Name } of Metrics) expect(document[Name]).toBeTypeOf('number');
  }
});

test('what is written is what CloudWatch reads', () => {
  const [line] = linesOf([{ name: 'OldestDueRowAge', value: 0, unit: 'Seconds' }]);
  expect(embeddedMetrics(line!.trim())).toEqual([
    { namespace: 'Casewarden', name: 'OldestDueRowAge', dimensions: { Stage: 'dev' }, value: 0, at: Date.parse(at) },
  ]);
});

test('no value is no line', () => {
  expect(linesOf([])).toEqual([]);
});

test.each([
  ['a line of the log', '{"level":"INFO","message":"sweep"}'],
  ['a text that only begins so', '{"CloudWatchMetrics" and more'],
  ['a line inside a line, as a console writes it', JSON.stringify({ message: '{"_aws":{"CloudWatchMetrics":[]}}' })],
  [
    'a dimension that has no text',
    '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["Stage"]],"Metrics":[{"Name":"A"}]}]},"A":1}',
  ],
  [
    'a metric that has no number',
    '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[[]],"Metrics":[{"Name":"A"}]}]},"A":"1"}',
  ],
])('%s holds no metric', (_what, line) => {
  expect(embeddedMetrics(line)).toEqual([]);
});
