import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { refreshHoursSpec } from '../../../lambda/handlers/refresh-hours/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import type { Deployment } from '../../deployment.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { indexArn } from '../ledger/ledger.ts';
import { DeadLetterQueue } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import type { LedgerReference } from '../references.ts';
import { scheduleFunction } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface RefreshHoursProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  /** At least one. */
  readonly hoursOfOperationIds: readonly string[];
}

/** Ids of the hours of operation by which clocks of the policy count, each once. */
export function hoursOfOperationIds({ calendars }: Pick<CompiledPolicy, 'calendars'>): readonly string[] {
  const ids = Object.values(calendars).flatMap(({ hoursOfOperationId }) => hoursOfOperationId ?? []);
  return [...new Set(ids)].sort();
}

/** Keeps the hours of operation that an admin edits in the console in the ledger. */
export class RefreshHours extends Construct {
  readonly handler: SpecFunction<(typeof refreshHoursSpec)['env']>;
  readonly schedule: scheduler.CfnSchedule;

  constructor(scope: Construct, id: string, props: RefreshHoursProps) {
    super(scope, id);
    const { deployment, ledger, inboxQueue } = props;
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.handler = new SpecFunction(this, 'Function', {
      spec: refreshHoursSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        CONNECT_INSTANCE_ID: deployment.instanceId,
        HOURS_OF_OPERATION_IDS: props.hoursOfOperationIds.join(' '),
      },
      invoker: { by: 'schedule', deadLetterQueue },
    });
    this.handler.allow(
      ['connect:DescribeHoursOfOperation', 'connect:GetEffectiveHoursOfOperations'],
      props.hoursOfOperationIds.map((hours) => `${deployment.instanceArn}/operating-hours/${hours}`),
    );
    this.handler.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['dynamodb:Query'], [indexArn(ledger, 'due')]);
    this.handler.allow(['sqs:SendMessage'], [inboxQueue.queueArn]);
    this.schedule = scheduleFunction(this, {
      deployment,
      handler: this.handler.resource,
      deadLetterQueue,
      description: 'Has Casewarden read the hours of operation of its policies every hour.',
      what: 'the reading of hours of operation',
      expression: 'rate(1 hour)',
    });
  }
}
