import { describe, expect, test } from 'vitest';
import { createCloudWatchService } from '../../../sandbox/services/cloudwatch/service.ts';
import { createKmsService } from '../../../sandbox/services/kms/service.ts';
import { createSnsService } from '../../../sandbox/services/sns/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const alarmType = 'AWS::CloudWatch::Alarm';
const topicArn = 'arn:aws:sns:ap-northeast-1:111122223333:alarms';
const arnPattern = 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:casewarden-*';
const minute = 60_000;

/** CloudWatch, SNS and KMS wired as the sandbox does it. */
function account() {
  const world = testWorld({ start: '2026-10-05T12:00:00.000Z' });
  const instance = testInstance();
  const cloudwatch = createCloudWatchService(world, instance);
  const sns = createSnsService(world, instance);
  const kms = createKmsService(world, instance);
  world.metrics = cloudwatch.access;
  world.topics = sns.access;
  world.keys = kms.access;
  const providers = { ...cloudwatch.resources, ...sns.resources, ...kms.resources };
  const create = async (type: string, properties: Record<string, unknown>) =>
    await providers[type]!.create(resourceRequest(type, properties, { logicalId: 'One' }));
  const record = (value: number, name = 'Errors'): void =>
    world.metrics.record({
      namespace: 'AWS/Lambda',
      name,
      dimensions: { FunctionName: 'f' },
      value,
      at: world.kernel.clock.now(),
    });
  const pass = async (minutes: number) =>
    await world.kernel.clock.runUntil(world.kernel.clock.now() + minutes * minute);
  const journal = (kind: string) => world.kernel.journal.entries().filter((entry) => entry.kind === kind);
  const states = () => journal('alarm.changed').map(({ at, detail }) => `${at.slice(11, 16)} ${String(detail['to'])}`);
  return { world, cloudwatch, providers, create, record, pass, journal, states };
}

const alarm = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  AlarmName: 'casewarden-dev-failing',
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'FunctionName', Value: 'f' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  ...more,
});

test('an alarm goes off after its windows and ends after as many good ones', async () => {
  const { create, record, pass, states, world } = account();
  await create(alarmType, alarm());
  await pass(2);
  expect(states()).toEqual(['12:02 OK']);
  for (const errors of [1, 2, 0, 0]) {
    record(errors);
    await pass(1);
  }
  expect(states()).toEqual(['12:02 OK', '12:04 ALARM', '12:05 OK']);
  const [, raised] = world.recorded.events;
  expect(raised).toMatchObject({
    busName: 'default',
    event: {
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:casewarden-dev-failing'],
      detail: {
        alarmName: 'casewarden-dev-failing',
        previousState: { value: 'OK' },
        state: {
          value: 'ALARM',
          timestamp: '2026-10-05T12:04:00.000+0000',
          reason:
            'Threshold Crossed: 2 out of the last 2 datapoints [2.0, 1.0] were greater than or equal to the threshold (1.0) ' +
            '(minimum 2 datapoints for OK -> ALARM transition).',
        },
        configuration: {
          metrics: [
            {
              returnData: true,
              metricStat: {
                metric: { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'f' } },
                period: 60,
                stat: 'Sum',
              },
            },
          ],
        },
      },
    },
  });
});

test('windows of five minutes slide by the minute', async () => {
  const { create, record, pass, states } = account();
  await create(alarmType, alarm({ Period: 300, EvaluationPeriods: 1, Threshold: 3 }));
  await pass(8);
  for (const errors of [1, 0, 1, 0, 1]) {
    record(errors);
    await pass(1);
  }
  expect(states()).toEqual(['12:05 OK', '12:13 ALARM']);
});

test('a missing value that is treated as bad sets an alarm off late, one that is filled in at once', async () => {
  const { create, record, pass, journal } = account();
  const below = { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };
  await create(alarmType, alarm({ AlarmName: 'plain', MetricName: 'Invocations', ...below }));
  const { Namespace, Statistic: Stat, Period, MetricName: _name, Dimensions, ...rest } = alarm();
  await create(alarmType, {
    ...rest,
    ...below,
    AlarmName: 'filled',
    Metrics: [
      { Id: 'e', Expression: 'FILL(runs, 0)' },
      {
        Id: 'runs',
        ReturnData: false,
        MetricStat: { Metric: { Namespace, MetricName: 'Invocations', Dimensions }, Period, Stat },
      },
    ],
  });
  for (let run = 0; run < 5; run += 1) {
    record(1, 'Invocations');
    await pass(1);
  }
  await pass(10);
  const raised = journal('alarm.changed').filter(({ detail }) => detail['to'] === 'ALARM');
  expect(raised.map(({ at, detail }) => [detail['name'], at.slice(11, 16)])).toEqual([
    ['filled', '12:07'],
    ['plain', '12:09'],
  ]);
});

describe('who is told', () => {
  const statement = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } };
  const publishing = {
    Statement: [
      {
        ...statement,
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: { ArnLike: { 'aws:SourceArn': arnPattern } },
      },
    ],
  };
  const encrypting = { Statement: [{ ...statement, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' }] };

  async function raise(given: { topicPolicy?: object; keyPolicy?: object; name?: string }) {
    const { create, record, pass, journal } = account();
    const key = await create('AWS::KMS::Key', { KeyPolicy: given.keyPolicy ?? encrypting });
    await create('AWS::SNS::Topic', { TopicName: 'alarms', KmsMasterKeyId: key.attributes['Arn'] });
    await create('AWS::SNS::TopicPolicy', {
      PolicyDocument: given.topicPolicy ?? publishing,
      Topics: [topicArn],
    });
    await create('AWS::SNS::Subscription', { TopicArn: topicArn, Protocol: 'email', Endpoint: 'a@example.com' });
    await create(
      alarmType,
      alarm({ AlarmName: given.name ?? 'casewarden-x', EvaluationPeriods: 1, AlarmActions: [topicArn] }),
    );
    record(1);
    await pass(1);
    return {
      mails: journal('mail.sent').map(({ detail }) => `${String(detail['to'])} ${String(detail['subject'])}`),
      refusals: journal('alarm.not-told').map(({ detail }) => detail['reason']),
    };
  }

  test('whoever is subscribed, when both policies let CloudWatch in', async () => {
    expect(await raise({})).toEqual({
      mails: ['a@example.com ALARM: "casewarden-x" in ap-northeast-1'],
      refusals: [],
    });
  });

  test.each([
    ['the topic is for other alarms', { name: 'others-x' }, /policy of the topic does not let cloudwatch/],
    [
      'the key is for others',
      {
        keyPolicy: {
          Statement: [{ ...statement, Principal: { Service: 's3.amazonaws.com' }, Action: 'kms:*', Resource: '*' }],
        },
      },
      /policy of the topic's key does not let cloudwatch.amazonaws.com do kms:GenerateDataKey/,
    ],
  ])('nobody, and the journal says so, when %s', async (_why, given, reason) => {
    const { mails, refusals } = await raise(given);
    expect(mails).toEqual([]);
    expect(refusals).toEqual([expect.stringMatching(reason)]);
  });
});

describe('DescribeAlarms', () => {
  test('finds by prefix and state, page by page', async () => {
    const { create, pass, cloudwatch } = account();
    for (const name of ['b', 'a', 'c']) await create(alarmType, alarm({ AlarmName: `casewarden-dev-${name}` }));
    await create(alarmType, alarm({ AlarmName: 'other' }));
    const describeAlarms = (input: Record<string, unknown>) =>
      cloudwatch.api!.operations['DescribeAlarms']!(input, callContext('monitoring', 'DescribeAlarms')) as {
        MetricAlarms: { AlarmName: string; StateValue: string }[];
        NextToken?: string;
      };
    expect(describeAlarms({ StateValue: 'OK' }).MetricAlarms).toEqual([]);
    await pass(2);
    const first = describeAlarms({ AlarmNamePrefix: 'casewarden-dev-', StateValue: 'OK', MaxRecords: 2 });
    const second = describeAlarms({ AlarmNamePrefix: 'casewarden-dev-', MaxRecords: 2, NextToken: first.NextToken });
    expect([...first.MetricAlarms, ...second.MetricAlarms].map(({ AlarmName }) => AlarmName)).toEqual([
      'casewarden-dev-a',
      'casewarden-dev-b',
      'casewarden-dev-c',
    ]);
  });
});

describe('an alarm that would not behave as in the account is refused', () => {
  test.each([
    ['a statistic', { Statistic: 'p99' }],
    ['seconds', { Period: 10 }],
    ['more points than windows', { DatapointsToAlarm: 3 }],
    ['an action that is no topic', { AlarmActions: ['arn:aws:lambda:ap-northeast-1:111122223333:function:f'] }],
    ['two sorts of metric', { Metrics: [] }],
  ])('%s', async (_what, more) => {
    await expect(account().create(alarmType, alarm(more))).rejects.toThrow();
  });
});

test('what no alarm looks at is not kept, nor what an alarm looked at that is gone', async () => {
  const { create, providers, pass, states, record } = account();
  const made = await create(alarmType, alarm({ EvaluationPeriods: 1 }));
  record(1);
  await providers[alarmType]!.delete(resourceRequest(alarmType, alarm()), made.physicalId);
  await create(alarmType, alarm({ EvaluationPeriods: 1 }));
  await pass(1);
  expect(states()).toEqual(['12:01 OK']);
});
