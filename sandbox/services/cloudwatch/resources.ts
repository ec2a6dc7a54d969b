import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Identifiers } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags, truth } from '../shared/read-properties.ts';
import type { AlarmMetric, AlarmSettings } from './alarm.ts';
import type { Alarms } from './alarms.ts';
import { comparisons } from './evaluate-alarm.ts';
import { statistics, type Statistic } from './metric-store.ts';

const dimensions = z.array(z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) }));
const statistic = z.enum(Object.keys(statistics) as [Statistic, ...Statistic[]]);
/** Whole minutes: alarms of fewer seconds look at metrics of high resolution, which the sandbox does not keep. */
const period = z.coerce.number().int().multipleOf(60).min(60).max(604_800);
const arns = z.array(z.string().regex(/^arn:aws:sns:/, 'the ARN of a topic, the only action of the sandbox')).max(5);
const comparisonNames = Object.keys(comparisons) as (keyof typeof comparisons)[];
const metric = z.strictObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: dimensions.default([]),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
const alarmProperties = z.strictObject({
  AlarmName: z.string().min(1).max(255).optional(),
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: truth.default(true),
  AlarmActions: arns.default([]),
  OKActions: arns.default([]),
  InsufficientDataActions: arns.default([]),
  ComparisonOperator: z.enum(comparisonNames as [keyof typeof comparisons, ...(keyof typeof comparisons)[]]),
  Threshold: z.coerce.number(),
  EvaluationPeriods: z.coerce.number().int().min(1),
  DatapointsToAlarm: z.coerce.number().int().min(1).optional(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions.optional(),
  Statistic: statistic.optional(),
  Period: period.optional(),
  Metrics: z
    .array(
      z.strictObject({
        Id: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
        Label: z.string().optional(),
        Expression: z.string().optional(),
        Period: period.optional(),
        ReturnData: truth.default(true),
        MetricStat: z.strictObject({ Metric: metric, Period: period, Stat: statistic }).optional(),
      }),
    )
    .max(20)
    .optional(),
  Tags: tags.optional(),
});
type AlarmProperties = z.infer<typeof alarmProperties>;

const nameOf = (given: z.infer<typeof metric>): AlarmMetric['metric'] => ({
  namespace: given.Namespace,
  name: given.MetricName,
  dimensions: Object.fromEntries(given.Dimensions.map(({ Name, Value }) => [Name, Value])),
});

type Looks = Pick<AlarmSettings, 'metrics' | 'expression' | 'periodSeconds'>;

function looksOf(read: AlarmProperties, where: string): Looks {
  const { Namespace, MetricName, Statistic: stat, Period, Metrics } = read;
  const refuse = (why: string): never => {
    throw new Error(`${where}: ${why}`);
  };
  if (Metrics === undefined) {
    if (Namespace === undefined || MetricName === undefined || stat === undefined || Period === undefined)
      return refuse('an alarm on one metric has Namespace, MetricName, Statistic and Period');
    const only = nameOf({ Namespace, MetricName, Dimensions: read.Dimensions ?? [] });
    return {
      metrics: [{ id: 'metric', metric: only, statistic: stat }],
      expression: undefined,
      periodSeconds: Period,
    };
  }
  const stats = Metrics.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ Id, ...MetricStat }] : []));
  const expressions = Metrics.flatMap(({ Expression }) => Expression ?? []);
  const returned = Metrics.filter(({ ReturnData }) => ReturnData);
  const [periodSeconds, ...others] = [...new Set(stats.map((one) => one.Period))];
  if (periodSeconds === undefined || others.length > 0) return refuse('the metrics of an alarm have one Period here');
  if (expressions.length > 1 || returned.length !== 1)
    return refuse('exactly one of Metrics returns data, and at most one is an expression');
  return {
    metrics: stats.map(({ Id, Metric, Stat }) => ({ id: Id, metric: nameOf(Metric), statistic: Stat })),
    expression: expressions[0] ?? returned[0]!.Id,
    periodSeconds,
  };
}

/** `AWS::CloudWatch::Alarm`: alarms on one metric, or on metric math over several. */
export function cloudWatchResources(
  alarms: Alarms,
  identifiers: Identifiers,
): Readonly<Record<string, ResourceProvider>> {
  const put = (request: ResourceRequest, name: string): ProvidedResource => {
    const read = readProperties(alarmProperties, request);
    const datapointsToAlarm = read.DatapointsToAlarm ?? read.EvaluationPeriods;
    if (datapointsToAlarm > read.EvaluationPeriods)
      throw new Error(`${request.logicalId}: DatapointsToAlarm is at most EvaluationPeriods`);
    const { arn } = alarms.put({
      name,
      description: read.AlarmDescription,
      ...looksOf(read, request.logicalId),
      evaluationPeriods: read.EvaluationPeriods,
      datapointsToAlarm,
      comparison: read.ComparisonOperator,
      threshold: read.Threshold,
      treatMissingData: read.TreatMissingData,
      actionsEnabled: read.ActionsEnabled,
      alarmActions: read.AlarmActions,
      okActions: read.OKActions,
      insufficientDataActions: read.InsufficientDataActions,
    });
    return { physicalId: name, attributes: { Arn: arn } };
  };
  const create = (request: ResourceRequest): ProvidedResource => {
    const given = readProperties(alarmProperties, request).AlarmName;
    const name = given ?? physicalName(request, identifiers, 255);
    if (alarms.find(name)) throw new Error(`an alarm named ${name} already exists`);
    return put(request, name);
  };
  return {
    'AWS::CloudWatch::Alarm': {
      create,
      update(request, before) {
        const renamed = before.properties['AlarmName'] !== request.properties['AlarmName'];
        return renamed ? create(request) : put(request, before.physicalId);
      },
      delete: (_request, name) => alarms.delete(name),
    },
  };
}
