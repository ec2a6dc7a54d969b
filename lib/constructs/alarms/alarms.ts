import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { laneUnattended, metricsNamespace, oldestDueRowAge, stageDimension } from '../../../lambda/contract/metrics.ts';
import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import { stagedName } from '../staged-name.ts';
import { alarmDescription, type AlarmKind } from './alarm-texts.ts';
import type { Watched } from './watched.ts';

export interface AlarmsProps {
  readonly stage: string;
  readonly language: PolicyFile['language'];
  readonly topic: ITopic;
  readonly watched: Watched;
}

const minute = Duration.minutes(1);
const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;

/** A case may be due for so long before somebody must look: handling one takes seconds. */
const oldestDueSeconds = 300;
/** Longer than a message can wait for its delay and for all its repetitions. */
const unreadSeconds = 1800;
/** A window of an alarm on a metric of minutes is at most an hour long, so that one slide is no long wait. */
const longestPeriodSeconds = 3600;

/** An alarm that is told apart from others by its kind and what it is about. */
interface AlarmOf {
  readonly kind: AlarmKind;
  /** Function, queue or lane; absent when there is one of the kind. */
  readonly of?: string;
  readonly metric: cloudwatch.IMetric;
  readonly when: { readonly atLeast: number } | { readonly below: number };
  /** So many windows of the last … */
  readonly datapoints: number;
  /** … so many. @default the same */
  readonly windows?: number;
  readonly missingIsBad: boolean;
}

/**
 * The alarms of a deployment: on what does not happen, on what waits too long, on what fails, and on what was given up. Each
 * sends one message when it goes off and one when it ends. What they watch is found, not listed; see `findWatched`.
 */
export class Alarms extends Construct {
  private readonly props: AlarmsProps;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.props = props;
    for (const schedule of props.watched.schedules) this.addAbsence(schedule);
    for (const lane of props.watched.lanes) this.addUnattended(lane);
    this.addOldestDueRow();
    for (const handler of props.watched.functions) this.addTroubles(handler);
    for (const { name, queueName } of props.watched.deadLetterQueues) {
      this.add({
        kind: 'dead-letters',
        of: name,
        metric: this.ofQueue('ApproximateNumberOfMessagesVisible', queueName),
        when: { atLeast: 1 },
        datapoints: 1,
        // SQS says nothing about a queue that has been quiet for hours.
        missingIsBad: false,
      });
    }
    for (const { name, queueName } of props.watched.queues) {
      this.add({
        kind: 'unread',
        of: name,
        metric: this.ofQueue('ApproximateAgeOfOldestMessage', queueName),
        when: { atLeast: unreadSeconds },
        datapoints: 1,
        missingIsBad: false,
      });
    }
  }

  /**
   * Two windows without a run. Windows that have no value are filled in: CloudWatch would otherwise look back for older values
   * first, and find out only after about four of them.
   * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  private addAbsence({ name, functionName, periodSeconds }: Watched['schedules'][number]): void {
    const window = Math.min(periodSeconds, longestPeriodSeconds);
    const period = Duration.seconds(window);
    this.add({
      kind: 'absent',
      of: name,
      metric: new cloudwatch.MathExpression({
        expression: 'FILL(runs, 0)',
        usingMetrics: { runs: this.ofFunction('Invocations', functionName, period) },
        period,
      }),
      when: { below: 1 },
      // A function that runs once a day is missed two hours late, one that runs more often after twice its period.
      datapoints: periodSeconds <= longestPeriodSeconds ? 2 : Math.ceil(periodSeconds / window) + 2,
      missingIsBad: true,
    });
  }

  /** A lane that has nothing to do is never started, so work that waits and no start within the same minute, three times. */
  private addUnattended({ lane, functionName }: Watched['lanes'][number]): void {
    this.add({
      kind: 'unattended',
      of: lane,
      metric: new cloudwatch.MathExpression({
        expression: 'waiting - FILL(runs, 0)',
        usingMetrics: {
          waiting: this.own(laneUnattended(lane)),
          runs: this.ofFunction('Invocations', functionName, minute),
        },
        period: minute,
      }),
      when: { atLeast: 1 },
      datapoints: 3,
      // Without tick nobody knows, and the absence of tick has an alarm of its own.
      missingIsBad: false,
    });
  }

  private addOldestDueRow(): void {
    this.add({
      kind: 'due-rows',
      metric: this.own(oldestDueRowAge),
      when: { atLeast: oldestDueSeconds },
      datapoints: 2,
      // A tick that could not read the ledger says nothing.
      missingIsBad: true,
    });
  }

  private addTroubles({ name, functionName, isInLoop }: Watched['functions'][number]): void {
    const often = { when: { atLeast: 1 }, datapoints: 3, windows: 5, missingIsBad: false } as const;
    this.add({ kind: 'failing', of: name, metric: this.ofFunction('Errors', functionName, minute), ...often });
    this.add({ kind: 'throttled', of: name, metric: this.ofFunction('Throttles', functionName, minute), ...often });
    if (!isInLoop) return;
    this.add({
      kind: 'loop-stopped',
      of: name,
      metric: this.ofFunction('RecursiveInvocationsDropped', functionName, minute),
      when: { atLeast: 1 },
      datapoints: 1,
      missingIsBad: false,
    });
  }

  private add({ kind, of, metric, when, datapoints, windows = datapoints, missingIsBad }: AlarmOf): void {
    const { stage, language, topic } = this.props;
    const name = of === undefined ? kind : `${kind}-${of}`;
    const alarm = new cloudwatch.Alarm(this, name, {
      alarmName: stagedName(stage, name),
      alarmDescription: alarmDescription(language, kind, of ?? ''),
      metric,
      threshold: 'below' in when ? when.below : when.atLeast,
      comparisonOperator: 'below' in when ? LESS_THAN_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: windows,
      datapointsToAlarm: datapoints,
      treatMissingData: missingIsBad ? BREACHING : NOT_BREACHING,
    });
    const tell = new SnsAction(topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }

  private own(metricName: string): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: metricsNamespace,
      metricName,
      dimensionsMap: { [stageDimension]: this.props.stage },
      statistic: 'Maximum',
      period: minute,
    });
  }

  /** Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  private ofFunction(metricName: string, functionName: string, period: Duration): cloudwatch.Metric {
    const dimensionsMap = { FunctionName: functionName };
    return new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic: 'Sum', period });
  }

  /** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
  private ofQueue(metricName: string, queueName: string): cloudwatch.Metric {
    const dimensionsMap = { QueueName: queueName };
    const [statistic, period] = ['Maximum', minute] as const;
    return new cloudwatch.Metric({ namespace: 'AWS/SQS', metricName, dimensionsMap, statistic, period });
  }
}
