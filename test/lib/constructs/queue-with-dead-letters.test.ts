import { Match } from 'aws-cdk-lib/assertions';
import { describe, test } from 'vitest';
import { tickSpec } from '../../../lambda/handlers/tick/spec.ts';
import { feedFunction } from '../../../lib/constructs/queue-with-dead-letters/feed-function.ts';
import { QueueWithDeadLetters } from '../../../lib/constructs/queue-with-dead-letters/queue-with-dead-letters.ts';
import { SpecFunction } from '../../../lib/constructs/spec-function/spec-function.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

describe('a queue with dead letters', () => {
  const template = templateOf((stack) => {
    const queue = new QueueWithDeadLetters(stack, 'Q', { consumerTimeoutSeconds: 30, maxReceiveCount: 3 });
    const handler = new SpecFunction(stack, 'F', {
      spec: { ...tickSpec, env: tickSpec.env },
      bundles: stubBundles,
      environment: {
        STAGE: 'dev',
        LEDGER_TABLE: 't',
        INBOX_QUEUE_URL: 'q',
        LOOK_AHEAD_SECONDS: '120',
        CASE_UPDATE_QUEUE_URL: 'q',
        CASE_ITEMS_QUEUE_URL: 'q',
        MAIL_QUEUE_URL: 'q',
        TASK_QUEUE_URL: 'q',
        SLACK_QUEUE_URL: 'q',
      },
      invoker: { by: 'queue' },
    });
    feedFunction(queue.resource, handler.resource, { batchSize: 5, maxConcurrency: 2 });
  });

  test('hides messages six times as long as its function may run', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 180,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
  });

  test('keeps dead letters for 14 days', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.absent(),
    });
  });

  test('refuses plain HTTP on both queues', () => {
    template.resourcePropertiesCountIs(
      'AWS::SQS::QueuePolicy',
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      },
      2,
    );
  });

  test('feeds its function message by message failures and a limit of runs', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});
