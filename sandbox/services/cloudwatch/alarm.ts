import type { Instant } from '../../kernel/clock.ts';
import type { AlarmCondition, AlarmState } from './evaluate-alarm.ts';
import type { Expression } from './metric-math.ts';
import type { MetricName, Series, Statistic } from './metric-store.ts';

/** A metric that an alarm looks at, under the id by which its expression names it. */
export interface AlarmMetric {
  readonly id: string;
  readonly metric: MetricName;
  readonly statistic: Statistic;
}

/** An alarm as it was asked for. */
export interface AlarmSettings extends AlarmCondition {
  readonly name: string;
  readonly description: string | undefined;
  readonly periodSeconds: number;
  readonly metrics: readonly AlarmMetric[];
  /** Text of the metric math; undefined when the alarm looks at one metric as it is. */
  readonly expression: string | undefined;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
}

/** An alarm of the account, with its state. */
export interface Alarm {
  readonly arn: string;
  readonly createdAt: Instant;
  settings: AlarmSettings;
  series: readonly Series[];
  compute: Expression;
  state: AlarmState;
  reason: string;
  reasonData: string | undefined;
  stateSince: Instant;
  /** True when nothing has come since an evaluation that found nothing: another would end alike. */
  isQuiet: boolean;
}
