import type { Instant } from '../../kernel/clock.ts';
import type { World } from '../../kernel/world.ts';
import type { Alarm, AlarmMetric, AlarmSettings } from './alarm.ts';
import type { AlarmState } from './evaluate-alarm.ts';

interface StateBefore {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: string | undefined;
  readonly since: Instant;
}

const principal = 'cloudwatch.amazonaws.com';

/** What hears of a changed state: the journal, the default bus, and the topics that the alarm names. */
export function tellOfChange(world: World, alarm: Alarm, before: StateBefore): void {
  const { settings, state, reason } = alarm;
  world.kernel.journal.append({
    kind: 'alarm.changed',
    detail: { name: settings.name, from: before.state, to: state, reason, description: settings.description ?? '' },
  });
  world.events.emit('default', stateChangeEvent(alarm, before));
  if (!settings.actionsEnabled) return;
  const actions = { ALARM: 'alarmActions', OK: 'okActions', INSUFFICIENT_DATA: 'insufficientDataActions' } as const;
  for (const topicArn of settings[actions[state]]) {
    const answer = world.topics.publish({
      topicArn,
      subject: `${state}: "${settings.name}" in ${world.kernel.place.region}`,
      message: JSON.stringify(notification(world, alarm, before)),
      principal,
      sourceArn: alarm.arn,
    });
    if (answer !== undefined)
      world.kernel.journal.append({
        kind: 'alarm.not-told',
        detail: { name: settings.name, to: state, topic: topicArn, reason: answer },
      });
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function stateChangeEvent({ arn, settings, state, reason, reasonData, stateSince }: Alarm, before: StateBefore) {
  const told = (value: AlarmState, why: string, data: string | undefined, at: Instant) => ({
    value,
    reason: why,
    ...(data === undefined ? {} : { reasonData: data }),
    timestamp: cloudWatchTime(at),
  });
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [arn],
    detail: {
      alarmName: settings.name,
      configuration: {
        ...(settings.description === undefined ? {} : { description: settings.description }),
        metrics: [
          ...settings.metrics.map((metric) => metricStat(settings, metric)),
          ...(settings.expression === undefined
            ? []
            : [{ id: 'expression', expression: settings.expression, returnData: true }]),
        ],
      },
      previousState: told(before.state, before.reason, before.reasonData, before.since),
      state: told(state, reason, reasonData, stateSince),
    },
  };
}

const metricStat = (settings: AlarmSettings, { id, metric, statistic }: AlarmMetric) => ({
  id,
  metricStat: {
    metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
    period: settings.periodSeconds,
    stat: statistic,
  },
  returnData: settings.expression === undefined,
});

/** What CloudWatch hands to a topic. */
function notification({ kernel }: World, { arn, settings, state, reason, stateSince }: Alarm, before: StateBefore) {
  return {
    AlarmName: settings.name,
    AlarmDescription: settings.description ?? null,
    AWSAccountId: kernel.place.accountId,
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: cloudWatchTime(stateSince),
    Region: kernel.place.region,
    AlarmArn: arn,
    OldStateValue: before.state,
  };
}

/** CloudWatch writes UTC as an offset: `2019-10-02T17:04:40.985+0000`. */
const cloudWatchTime = (instant: Instant): string => new Date(instant).toISOString().replace('Z', '+0000');
