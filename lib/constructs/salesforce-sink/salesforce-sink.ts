import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { announcementSource } from '../../../lambda/contract/announcement.ts';
import { sinkSalesforceSpec } from '../../../lambda/handlers/sink-salesforce/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import type { Deployment } from '../../deployment.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { feedFunction } from '../queue-with-dead-letters/feed-function.ts';
import { QueueWithDeadLetters } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { secretArnPattern } from '../secret-arn-pattern.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { BusReference, LedgerReference } from '../references.ts';

export interface SalesforceSinkProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly bus: BusReference;
  readonly ledger: LedgerReference;
}

/** Name of the sink in `Sink Ready` announcements and in case items. */
const sinkName = 'salesforce';

/** The way of a case to Salesforce: rule on our bus, queue, function that writes the newest snapshot. */
export class SalesforceSink extends Construct {
  readonly handler: SpecFunction<(typeof sinkSalesforceSpec)['env']>;

  constructor(scope: Construct, id: string, props: SalesforceSinkProps) {
    super(scope, id);
    const { deployment, ledger } = props;
    const queue = new QueueWithDeadLetters(this, 'Queue', {
      consumerTimeoutSeconds: sinkSalesforceSpec.timeoutSeconds,
    });
    new events.Rule(this, 'SinkReady', {
      description: 'Cases that Salesforce should hear of.',
      eventBus: events.EventBus.fromEventBusAttributes(this, 'Bus', {
        eventBusName: props.bus.eventBusName,
        eventBusArn: props.bus.eventBusArn,
        eventBusPolicy: '',
      }),
      eventPattern: {
        source: [announcementSource],
        detailType: ['Sink Ready'],
        detail: { sink: [sinkName] },
      },
      targets: [new targets.SqsQueue(queue.resource, { deadLetterQueue: queue.deadLetters })],
    });
    this.handler = new SpecFunction(this, 'Function', {
      spec: sinkSalesforceSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        SALESFORCE_SECRET_NAME: deployment.secretNames.salesforce,
      },
      invoker: { by: 'queue' },
    });
    this.handler.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(
      ['secretsmanager:GetSecretValue'],
      [secretArnPattern(deployment, deployment.secretNames.salesforce)],
    );
    feedFunction(queue.resource, this.handler.resource, { batchSize: 10, maxConcurrency: 2 });
  }
}
