import { Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { hoursOfOperationIds, RefreshHours } from '../../../lib/constructs/refresh-hours/refresh-hours.ts';
import { deployment } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };
const definition = { zone: 'Asia/Tokyo', always: true };

test('the hours that calendars of a policy name are read, each once', () => {
  const calendars = {
    a: { definition, hoursOfOperationId: 'h-2' },
    b: { definition },
    c: { definition, hoursOfOperationId: 'h-1' },
    d: { definition, hoursOfOperationId: 'h-2' },
  };
  expect(hoursOfOperationIds({ calendars })).toEqual(['h-1', 'h-2']);
});

describe('the reading of hours of operation', () => {
  const template = templateOf((stack) => {
    new RefreshHours(stack, 'RefreshHours', {
      deployment,
      bundles: stubBundles,
      ledger,
      inboxQueue: new sqs.Queue(stack, 'Inbox'),
      hoursOfOperationIds: ['h-1', 'h-2'],
    });
  });

  test('comes every hour', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { HOURS_OF_OPERATION_IDS: 'h-1 h-2', CONNECT_INSTANCE_ID: deployment.instanceId } },
      RecursiveLoop: 'Terminate',
      DeadLetterConfig: { TargetArn: Match.anyValue() },
    });
  });

  test('may read these hours and no others, and change nothing in Connect', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      (policy) => policy['Properties'].PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[],
    );
    expect(statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('connect:')))).toEqual([
      {
        Effect: 'Allow',
        Action: ['connect:DescribeHoursOfOperation', 'connect:GetEffectiveHoursOfOperations'],
        Resource: ['h-1', 'h-2'].map((hours) => `${deployment.instanceArn}/operating-hours/${hours}`),
      },
    ]);
    expect(statements.filter(({ Action }) => [Action].flat().includes('dynamodb:Query'))).toMatchObject([
      { Resource: `${ledger.tableArn}/index/due` },
    ]);
  });
});
