import { Template } from 'aws-cdk-lib/assertions';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, test } from 'vitest';
import { AlarmTopic } from '../../../lib/constructs/alarms/alarm-topic.ts';
import { Alarms } from '../../../lib/constructs/alarms/alarms.ts';
import { findWatched, type Watched } from '../../../lib/constructs/alarms/watched.ts';
import { periodSecondsOf } from '../../../lib/constructs/schedule/period-of.ts';
import { deployment } from '../support/first-desk.ts';
import { testStack } from '../support/test-stack.ts';

describe('the period of a schedule', () => {
  test.each([
    ['rate(1 minute)', 60],
    ['rate(5 minutes)', 300],
    ['rate(1 hour)', 3600],
    ['rate(2 days)', 172_800],
    ['cron(15 * * * ? *)', 3600],
    ['cron(0 7 * * ? *)', 86_400],
    ['cron(0 7 ? * * *)', 86_400],
  ])('%s is %i s', (expression, seconds) => {
    expect(periodSecondsOf(expression)).toBe(seconds);
  });

  test.each(['cron(0 7 ? * MON *)', 'cron(0 7,19 * * ? *)', 'at(2026-11-26T13:00:00)', 'rate(0 minutes)', 'daily'])(
    '%s is refused, since nobody would know when it is late',
    (expression) => {
      expect(() => periodSecondsOf(expression)).toThrow('period-of.ts');
    },
  );
});

test('a schedule that was made in another way is refused', () => {
  const stack = testStack();
  new scheduler.CfnSchedule(stack, 'Lonely', {
    scheduleExpression: 'rate(1 minute)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: 'arn', roleArn: 'arn' },
  });
  expect(() => findWatched([stack])).toThrow(/nobody would notice that the schedule Test\/Lonely stands still/);
});

const nothing: Watched = { functions: [], schedules: [], lanes: [], queues: [], deadLetterQueues: [] };

function alarmsFor(watched: Partial<Watched>, email: readonly string[] = []): Template {
  const stack = testStack();
  const topic = new AlarmTopic(stack, 'Topic', { deployment, email }).resource;
  new Alarms(stack, 'Alarms', { stage: 'prod', language: 'en', topic, watched: { ...nothing, ...watched } });
  return Template.fromStack(stack);
}

describe('absence', () => {
  test.each([
    [60, { period: 60, windows: 2 }],
    [300, { period: 300, windows: 2 }],
    [3600, { period: 3600, windows: 2 }],
    // A day, and two hours more.
    [86_400, { period: 3600, windows: 26 }],
  ])('of a function that runs every %i s', (periodSeconds, { period, windows }) => {
    const template = alarmsFor({ schedules: [{ name: 'sweep', functionName: 'sweep-1', periodSeconds }] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'casewarden-prod-absent-sweep',
      EvaluationPeriods: windows,
      DatapointsToAlarm: windows,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      Metrics: [
        { Expression: 'FILL(runs, 0)' },
        {
          Id: 'runs',
          ReturnData: false,
          MetricStat: {
            Period: period,
            Stat: 'Sum',
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: 'Invocations',
              Dimensions: [{ Name: 'FunctionName', Value: 'sweep-1' }],
            },
          },
        },
      ],
    });
  });
});

test('an English policy file has English alarms', () => {
  const template = alarmsFor({ deadLetterQueues: [{ name: 'inbox', queueName: 'inbox-dead' }] });
  const [alarm] = Object.values(
    template.findResources('AWS::CloudWatch::Alarm', {
      Properties: { AlarmName: 'casewarden-prod-dead-letters-inbox' },
    }),
  ) as { Properties: { AlarmDescription: string } }[];
  expect(alarm?.Properties.AlarmDescription).toBe(
    'The dead-letter queue of inbox holds messages that could not be handled. See what they are and why with casewarden redrive, ' +
      'fix the cause, then bring them back with --yes. They vanish after 14 days. → docs/how-to/alarms.md#dead-letters',
  );
});

describe('the topic', () => {
  test('takes what alarms of this stage send, under a key that they may use, and nothing over plain HTTP', () => {
    const template = alarmsFor({});
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: 'sns:Publish',
            Principal: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:casewarden-dev-*' },
            },
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.resourceCountIs('AWS::SNS::Subscription', 0);
  });

  test('has a subscription for each address of the policy file', () => {
    const template = alarmsFor({}, ['one@example.com', 'two@example.com']);
    const subscriptions = Object.values(template.findResources('AWS::SNS::Subscription')) as {
      Properties: { Protocol: string; Endpoint: string };
    }[];
    expect(subscriptions.map(({ Properties: { Protocol, Endpoint } }) => `${Protocol} ${Endpoint}`)).toEqual([
      'email one@example.com',
      'email two@example.com',
    ]);
  });
});
