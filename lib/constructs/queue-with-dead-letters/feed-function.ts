import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { acknowledge } from '../../checks/acknowledge.ts';

export interface FeedFunctionOptions {
  /** Messages in one invocation, at most 10. */
  readonly batchSize: number;
  /** Invocations at the same time, at least 2. */
  readonly maxConcurrency: number;
}

/**
 * What Lambda's poller needs, which is less than CDK's `grantConsumeMessages` gives.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const pollingActions = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];

/** Has Lambda invoke the function with messages of the queue; a message whose id the function returns comes back alone. */
export function feedFunction(
  queue: sqs.IQueue,
  handler: lambda.Function,
  options: FeedFunctionOptions,
): lambda.EventSourceMapping {
  queue.grant(handler, ...pollingActions);
  const mapping = new lambda.EventSourceMapping(handler, 'Messages', {
    target: handler,
    eventSourceArn: queue.queueArn,
    batchSize: options.batchSize,
    maxConcurrency: options.maxConcurrency,
    reportBatchItemFailures: true,
  });
  acknowledge(mapping, {
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'For a queue, failures go to its dead-letter queue; a failure destination exists for streams only.',
  });
  return mapping;
}
