import { isObject, parseJson, type JsonObject } from '../../kernel/json-object.ts';
import type { MeasuredValue } from '../../kernel/world.ts';

/**
 * The values that a line of a log holds in CloudWatch's embedded metric format. A line that does not keep to the format has
 * none, as in the account.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(text: string): readonly MeasuredValue[] {
  // The whole line is the document, and only few lines are one.
  if (!text.startsWith('{') || !text.includes('"CloudWatchMetrics"')) return [];
  const line = parseJson(text);
  const metadata = isObject(line) ? line['_aws'] : undefined;
  if (!isObject(line) || !isObject(metadata)) return [];
  const { Timestamp: at, CloudWatchMetrics: directives } = metadata;
  if (typeof at !== 'number' || !Array.isArray(directives)) return [];
  return directives.filter(isObject).flatMap((directive) => valuesOf(line, directive, at));
}

function valuesOf(line: JsonObject, directive: JsonObject, at: number): MeasuredValue[] {
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (typeof namespace !== 'string' || !Array.isArray(sets) || !Array.isArray(metrics)) return [];
  return sets.flatMap((set) => {
    const dimensions = Array.isArray(set) ? dimensionsOf(line, set) : undefined;
    if (!dimensions) return [];
    return metrics.filter(isObject).flatMap(({ Name: name }) => {
      const found = typeof name === 'string' ? line[name] : undefined;
      const values = (Array.isArray(found) ? found : [found]).filter((value) => typeof value === 'number');
      return values.map((value) => ({ namespace, name: String(name), dimensions, value, at }));
    });
  });
}

function dimensionsOf(line: JsonObject, names: readonly unknown[]): Record<string, string> | undefined {
  const entries = names.map((name) => [String(name), line[String(name)]] as const);
  if (entries.length > 30 || entries.some(([, value]) => typeof value !== 'string')) return undefined;
  return Object.fromEntries(entries) as Record<string, string>;
}
