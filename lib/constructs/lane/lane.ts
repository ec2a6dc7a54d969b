import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { FunctionSpec } from '../../../lambda/contract/function-spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { indexArn } from '../ledger/ledger.ts';
import { feedFunction } from '../queue-with-dead-letters/feed-function.ts';
import { QueueWithDeadLetters } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { SpecFunction, type EnvironmentOf } from '../spec-function/spec-function.ts';
import type { LedgerReference } from '../references.ts';

/** Queue of a lane; apart from the function, because `advance` and `tick` wake lanes through it. */
export class LaneQueue extends QueueWithDeadLetters {
  constructor(scope: Construct, id: string, props: { readonly spec: Pick<FunctionSpec, 'timeoutSeconds'> }) {
    super(scope, id, { consumerTimeoutSeconds: props.spec.timeoutSeconds, maxReceiveCount: 3 });
  }
}

export interface LaneProps<Env extends z.ZodMiniObject> {
  readonly spec: FunctionSpec<Env>;
  readonly bundles: HandlerBundles;
  readonly environment: EnvironmentOf<Env>;
  readonly queue: sqs.IQueue;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  readonly casesDomainArn: string;
}

/**
 * The function that carries out the effects which draw on one quota. What every lane may do is here: find ready work,
 * claim it, read the case afresh, report the outcome. The effect itself is allowed by who makes the lane.
 */
export class Lane<Env extends z.ZodMiniObject> extends Construct {
  readonly handler: SpecFunction<Env>;

  constructor(scope: Construct, id: string, props: LaneProps<Env>) {
    super(scope, id);
    const { ledger, casesDomainArn } = props;
    this.handler = new SpecFunction(this, 'Function', {
      spec: props.spec,
      bundles: props.bundles,
      environment: props.environment,
      invoker: { by: 'queue' },
    });
    this.handler.allow(
      ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      [ledger.tableArn],
    );
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['dynamodb:Query'], [indexArn(ledger, 'ready')]);
    this.handler.allow(['sqs:SendMessage'], [props.inboxQueue.queueArn]);
    this.handler.allow(['cases:GetCase'], [casesDomainArn, `${casesDomainArn}/case/*`, `${casesDomainArn}/field/*`]);
    acknowledge(
      this.handler.role,
      {
        rule: 'AwsSolutions-IAM5',
        findingEndsWith: '/case/*',
        reason: 'Every case of our Cases domain, and of no other.',
      },
      {
        rule: 'AwsSolutions-IAM5',
        findingEndsWith: '/field/*',
        reason: 'Every field of our Cases domain, and of no other.',
      },
    );
    // Two is the least Lambda allows; the lane's lease lets only one of them work.
    feedFunction(props.queue, this.handler.resource, { batchSize: 10, maxConcurrency: 2 });
  }
}
