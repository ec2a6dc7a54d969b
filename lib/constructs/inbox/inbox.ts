import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { lookAheadSeconds } from '../../../lambda/contract/look-ahead.ts';
import { advanceSpec } from '../../../lambda/handlers/advance/spec.ts';
import type { LaneName } from '../../../lambda/contract/primitives.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { feedFunction } from '../queue-with-dead-letters/feed-function.ts';
import { QueueWithDeadLetters } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { BusReference, LedgerReference } from '../references.ts';
import { watchedChanges } from './watched-changes.ts';

export interface InboxProps {
  readonly casesDomainArn: string;
  /** Ids of the fields of whose changes it is to hear; of all changes when undefined. */
  readonly watchedFieldIds?: readonly string[] | undefined;
}

/**
 * The queue in which every hint about a case arrives, and the rule that fills it with the events of our Cases domain.
 * The rule names the detail type, because CloudTrail sends events from the same source, and the fields whose changes matter,
 * because every event that arrives is read and written.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cases.html
 */
export class Inbox extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    const { resource: queue, deadLetters } = new QueueWithDeadLetters(this, 'Queue', {
      consumerTimeoutSeconds: advanceSpec.timeoutSeconds,
    });
    this.queue = queue;
    this.deadLetters = deadLetters;
    new events.Rule(this, 'CaseEvents', {
      description: 'Changes of cases in the Cases domain of Casewarden.',
      eventPattern: {
        source: ['aws.cases'],
        detailType: ['Amazon Connect Cases Change'],
        resources: [props.casesDomainArn],
        ...(props.watchedFieldIds === undefined ? {} : { detail: watchedChanges(props.watchedFieldIds) }),
      },
      targets: [new targets.SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}

export interface AdvanceProps {
  readonly bundles: HandlerBundles;
  readonly inbox: Inbox;
  readonly ledger: LedgerReference;
  readonly bus: BusReference;
  /** Hash of the compiled policy that new clocks follow. */
  readonly policyHash: string;
  readonly laneQueues: Readonly<Record<LaneName, sqs.IQueue>>;
}

/** The function that folds what the inbox brings into the ledger and decides what is owed. */
export class Advance extends Construct {
  readonly handler: SpecFunction<(typeof advanceSpec)['env']>;

  constructor(scope: Construct, id: string, props: AdvanceProps) {
    super(scope, id);
    const { inbox, ledger, bus, laneQueues } = props;
    this.handler = new SpecFunction(this, 'Function', {
      spec: advanceSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        POLICY_HASH: props.policyHash,
        INBOX_QUEUE_URL: inbox.queue.queueUrl,
        LOOK_AHEAD_SECONDS: String(lookAheadSeconds),
        EVENT_BUS_NAME: bus.eventBusName,
        CASE_UPDATE_QUEUE_URL: laneQueues['case-update'].queueUrl,
        CASE_ITEMS_QUEUE_URL: laneQueues['case-items'].queueUrl,
        MAIL_QUEUE_URL: laneQueues.mail.queueUrl,
        TASK_QUEUE_URL: laneQueues.task.queueUrl,
        SLACK_QUEUE_URL: laneQueues.slack.queueUrl,
      },
      invoker: { by: 'queue' },
    });
    this.handler.allow(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [ledger.tableArn],
    );
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(
      ['sqs:SendMessage'],
      [inbox.queue, ...Object.values(laneQueues)].map((queue) => queue.queueArn),
    );
    this.handler.allow(['events:PutEvents'], [bus.eventBusArn]);
    // Messages of one case are independent hints; a run that loses a conditional write reads again.
    feedFunction(inbox.queue, this.handler.resource, { batchSize: 10, maxConcurrency: 10 });
  }
}
