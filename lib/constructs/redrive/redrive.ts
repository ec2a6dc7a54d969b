import { CfnOutput } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { redriveSpec } from '../../../lambda/handlers/redrive/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import type { LedgerReference } from '../references.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface RedriveProps {
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  /** By the name that people use; each has a dead-letter queue. */
  readonly queues: Readonly<Record<string, sqs.Queue>>;
}

/**
 * Brings back what was given up, when a person asks: dead letters of these queues, and effects that were parked. Who may ask
 * is who may invoke it.
 */
export class Redrive extends Construct {
  readonly handler: SpecFunction<(typeof redriveSpec)['env']>;

  constructor(scope: Construct, id: string, props: RedriveProps) {
    super(scope, id);
    const { ledger, inboxQueue } = props;
    const queues = Object.entries(props.queues).map(([name, queue]) => {
      const deadLetters = queue.deadLetterQueue?.queue;
      if (deadLetters === undefined)
        throw new Error(`queue ${name} has no dead-letter queue to bring messages back from`);
      return { name, queue, deadLetters };
    });
    this.handler = new SpecFunction(this, 'Function', {
      spec: redriveSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        DEAD_LETTER_QUEUES: JSON.stringify(
          Object.fromEntries(
            queues.map(({ name, queue, deadLetters }) => [
              name,
              { queueUrl: queue.queueUrl, deadLettersUrl: deadLetters.queueUrl },
            ]),
          ),
        ),
      },
      invoker: { by: 'person' },
    });
    // What is parked stands on no index: see docs/how-to/redrive.md.
    this.handler.allow(
      ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
      [ledger.tableArn],
    );
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      queues.map(({ deadLetters }) => deadLetters.queueArn),
    );
    const targets = new Set([inboxQueue.queueArn, ...queues.map(({ queue }) => queue.queueArn)]);
    this.handler.allow(['sqs:SendMessage'], [...targets]);
    const output = new CfnOutput(this, 'Name', {
      value: this.handler.resource.functionName,
      description: 'Function that brings back what was given up: casewarden redrive --function NAME.',
    });
    // The name by which tools find it, in whatever stack it stands.
    output.overrideLogicalId('RedriveFunction');
  }
}
