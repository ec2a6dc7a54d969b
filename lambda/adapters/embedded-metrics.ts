import { metricsNamespace, stageDimension } from '../contract/metrics.ts';
import type { Clock, Metrics } from '../domain/ports.ts';

/** What standard metrics have: alarms look at minutes. */
const storageResolutionSeconds = 60;

/**
 * Metrics as lines of the log, in CloudWatch's embedded metric format: no call, no permission, no client.
 * The line goes to standard output itself, because Lambda's console puts what it is given into the field `message` of a JSON
 * line of its own, in which CloudWatch does not look for metrics.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createEmbeddedMetrics(
  stage: string,
  clock: Pick<Clock, 'now'>,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Metrics {
  return {
    put(metrics) {
      if (metrics.length === 0) return;
      const document = {
        _aws: {
          Timestamp: Date.parse(clock.now()),
          CloudWatchMetrics: [
            {
              Namespace: metricsNamespace,
              Dimensions: [[stageDimension]],
              Metrics: metrics.map(({ name, unit }) => ({
                Name: name,
                Unit: unit,
                StorageResolution: storageResolutionSeconds,
              })),
            },
          ],
        },
        [stageDimension]: stage,
        ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
      };
      write(`${JSON.stringify(document)}\n`);
    },
  };
}
