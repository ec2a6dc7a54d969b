import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { linkContactsSpec } from '../../../lambda/handlers/link-contacts/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import type { Deployment } from '../../deployment.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { feedFunction } from '../queue-with-dead-letters/feed-function.ts';
import { QueueWithDeadLetters } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import type { LedgerReference } from '../references.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface LinkContactsProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  readonly casesDomainArn: string;
}

/** Whether a clock of the policy goes by contacts: who spoke last, or that we went to the customer. */
export function goesByContacts({ policies }: Pick<CompiledPolicy, 'policies'>): boolean {
  return policies.some(({ kind, renew }) => kind === 'next-response' || renew?.outbound === true);
}

/**
 * Hears of contacts of the instance and of their links to cases, and tells clocks. The rules leave tasks out, among them our
 * own; EventBridge compares without regard to case where the documents do not agree.
 */
export class LinkContacts extends Construct {
  readonly queue: sqs.Queue;
  readonly handler: SpecFunction<(typeof linkContactsSpec)['env']>;

  constructor(scope: Construct, id: string, props: LinkContactsProps) {
    super(scope, id);
    const { ledger, inboxQueue } = props;
    const { resource: queue, deadLetters } = new QueueWithDeadLetters(this, 'Queue', {
      consumerTimeoutSeconds: linkContactsSpec.timeoutSeconds,
    });
    this.queue = queue;
    const target = new targets.SqsQueue(queue, { deadLetterQueue: deadLetters });
    new events.Rule(this, 'ContactEvents', {
      description: 'Contacts of the Amazon Connect instance that begin or come to an agent.',
      eventPattern: {
        source: ['aws.connect'],
        detailType: ['Amazon Connect Contact Event'],
        detail: {
          instanceArn: [props.deployment.instanceArn],
          eventType: ['INITIATED', 'CONNECTED_TO_AGENT'],
          channel: [{ 'anything-but': { 'equals-ignore-case': 'TASK' } }],
        },
      },
      targets: [target],
    });
    new events.Rule(this, 'ContactLinks', {
      description: 'Contacts that are linked to a case of the Cases domain of Casewarden.',
      eventPattern: {
        source: ['aws.cases'],
        detailType: ['Amazon Connect Cases Change'],
        resources: [props.casesDomainArn],
        detail: {
          eventType: [{ suffix: 'RELATED_ITEM.CREATED' }],
          relatedItem: { relatedItemType: [{ 'equals-ignore-case': 'Contact' }] },
        },
      },
      targets: [target],
    });
    this.handler = new SpecFunction(this, 'Function', {
      spec: linkContactsSpec,
      bundles: props.bundles,
      environment: { LEDGER_TABLE: ledger.tableName, INBOX_QUEUE_URL: inboxQueue.queueUrl },
      invoker: { by: 'queue' },
    });
    this.handler.allow(['dynamodb:UpdateItem'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['sqs:SendMessage'], [inboxQueue.queueArn]);
    feedFunction(queue, this.handler.resource, { batchSize: 10, maxConcurrency: 5 });
  }
}
