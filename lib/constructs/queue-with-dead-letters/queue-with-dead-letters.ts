import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../../checks/acknowledge.ts';

export interface QueueWithDeadLettersProps {
  /** Time-out of the function that reads the queue; messages stay hidden six times as long. */
  readonly consumerTimeoutSeconds: number;
  /** How often a message may be read before it is set aside. @default 5 */
  readonly maxReceiveCount?: number;
}

/** A queue for what nobody could handle: kept for 14 days, the longest SQS allows. */
export class DeadLetterQueue extends Construct {
  readonly resource: sqs.Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.resource = new sqs.Queue(this, 'Resource', {
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    acknowledge(this.resource, {
      rule: 'Serverless-SQSRedrivePolicy',
      reason: 'This is a dead-letter queue: people look at what is in it and send it back, no function reads it.',
    });
  }
}

/**
 * A queue that a function reads, and the queue for messages it could not handle. Both are encrypted and refuse plain HTTP.
 * The visibility time-out is six times the function's, as AWS advises for event source mappings.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class QueueWithDeadLetters extends Construct {
  readonly resource: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.resource = new sqs.Queue(this, 'Resource', {
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeoutSeconds),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount ?? 5 },
    });
  }
}
