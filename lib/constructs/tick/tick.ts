import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { lookAheadSeconds } from '../../../lambda/contract/look-ahead.ts';
import { tickSpec } from '../../../lambda/handlers/tick/spec.ts';
import type { LaneName } from '../../../lambda/contract/primitives.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import type { Deployment } from '../../deployment.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { indexArn } from '../ledger/ledger.ts';
import { DeadLetterQueue } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { scheduleFunction } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { LedgerReference } from '../references.ts';

export interface TickProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  readonly laneQueues: Readonly<Record<LaneName, sqs.IQueue>>;
}

/**
 * The heartbeat: every minute, what falls due is sent to the inbox and lanes with work are woken. A tick that is missed is
 * made up for by the next, so a failed one is retried for a minute only.
 */
export class Tick extends Construct {
  readonly handler: SpecFunction<(typeof tickSpec)['env']>;
  readonly schedule: scheduler.CfnSchedule;

  constructor(scope: Construct, id: string, props: TickProps) {
    super(scope, id);
    const { ledger, inboxQueue, laneQueues, deployment } = props;
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.handler = new SpecFunction(this, 'Function', {
      spec: tickSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        STAGE: deployment.stage,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        LOOK_AHEAD_SECONDS: String(lookAheadSeconds),
        CASE_UPDATE_QUEUE_URL: laneQueues['case-update'].queueUrl,
        CASE_ITEMS_QUEUE_URL: laneQueues['case-items'].queueUrl,
        MAIL_QUEUE_URL: laneQueues.mail.queueUrl,
        TASK_QUEUE_URL: laneQueues.task.queueUrl,
        SLACK_QUEUE_URL: laneQueues.slack.queueUrl,
      },
      invoker: { by: 'schedule', deadLetterQueue },
    });
    this.handler.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['dynamodb:Query'], [indexArn(ledger, 'due'), indexArn(ledger, 'ready')]);
    // Of the sparse index of waiting work only: which lanes have any.
    this.handler.allow(['dynamodb:Scan'], [indexArn(ledger, 'ready')]);
    this.handler.allow(
      ['sqs:SendMessage'],
      [inboxQueue, ...Object.values(laneQueues)].map((queue) => queue.queueArn),
    );

    this.schedule = scheduleFunction(this, {
      deployment,
      handler: this.handler.resource,
      deadLetterQueue,
      description: 'Has Casewarden look every minute at what falls due.',
      what: 'the tick',
      expression: 'rate(1 minute)',
    });
  }
}
