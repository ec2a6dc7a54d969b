import * as schemas from '@aws-sdk/client-cloudwatch';
import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import { pageOf } from '../shared/pages.ts';
import type { Alarm } from './alarm.ts';
import type { Alarms } from './alarms.ts';

const pageSize = 50;
const invalidToken = (message: string) => new AwsError('InvalidNextToken', message);

const described = ({ arn, settings, state, reason, reasonData, stateSince }: Alarm): cloudwatch.MetricAlarm => {
  const [only] = settings.metrics;
  const dimensions = (given: Readonly<Record<string, string>>) =>
    Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
  const looks =
    settings.expression === undefined && only
      ? {
          Namespace: only.metric.namespace,
          MetricName: only.metric.name,
          Dimensions: dimensions(only.metric.dimensions),
          Statistic: only.statistic,
          Period: settings.periodSeconds,
        }
      : {
          Metrics: [
            { Id: 'expression', Expression: settings.expression, ReturnData: true },
            ...settings.metrics.map(({ id, metric, statistic }) => ({
              Id: id,
              ReturnData: false,
              MetricStat: {
                Metric: {
                  Namespace: metric.namespace,
                  MetricName: metric.name,
                  Dimensions: dimensions(metric.dimensions),
                },
                Period: settings.periodSeconds,
                Stat: statistic,
              },
            })),
          ],
        };
  return {
    AlarmName: settings.name,
    AlarmArn: arn,
    ...(settings.description === undefined ? {} : { AlarmDescription: settings.description }),
    ActionsEnabled: settings.actionsEnabled,
    AlarmActions: [...settings.alarmActions],
    OKActions: [...settings.okActions],
    InsufficientDataActions: [...settings.insufficientDataActions],
    StateValue: state,
    StateReason: reason,
    ...(reasonData === undefined ? {} : { StateReasonData: reasonData }),
    StateUpdatedTimestamp: new Date(stateSince),
    StateTransitionedTimestamp: new Date(stateSince),
    ...looks,
    EvaluationPeriods: settings.evaluationPeriods,
    DatapointsToAlarm: settings.datapointsToAlarm,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.treatMissingData,
  };
};

/** CloudWatch's API, as far as alarms are looked at. */
export function createCloudWatchApi(alarms: Alarms): AwsService {
  return {
    signingName: 'monitoring',
    title: 'Amazon CloudWatch',
    protocol: 'awsJson1_0',
    schemas,
    operations: {
      DescribeAlarms(input: cloudwatch.DescribeAlarmsCommandInput) {
        const { AlarmNames, AlarmNamePrefix = '', StateValue, ActionPrefix, AlarmTypes = ['MetricAlarm'] } = input;
        if (ActionPrefix !== undefined)
          throw new AwsError('InvalidParameterCombination', 'ActionPrefix is not supported in this sandbox.');
        const chosen = alarms
          .all()
          .filter(({ settings }) => AlarmNames?.includes(settings.name) ?? settings.name.startsWith(AlarmNamePrefix))
          .filter(({ state }) => StateValue === undefined || state === StateValue)
          .filter(() => AlarmTypes.includes('MetricAlarm'))
          .toSorted((one, other) => (one.settings.name < other.settings.name ? -1 : 1));
        const { items, nextToken } = pageOf(chosen, input.NextToken, input.MaxRecords ?? pageSize, invalidToken);
        return {
          MetricAlarms: items.map(described),
          CompositeAlarms: [],
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
    },
  };
}
