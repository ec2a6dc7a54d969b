import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QuotaSettings } from '../../../lambda/contract/policy-file.ts';
import { sweepSlasSpec } from '../../../lambda/handlers/sweep-slas/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import type { Deployment } from '../../deployment.ts';
import { sweepRate } from '../sweep-cases/sweep-rate.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { DeadLetterQueue } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import type { LedgerReference } from '../references.ts';
import { scheduleFunction } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface SweepSlasProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly inboxQueue: sqs.IQueue;
  readonly policyHash: string;
  readonly casesDomainId: string;
  readonly casesDomainArn: string;
  /** Quotas and our share of them, as in the policy file. */
  readonly quotas: QuotaSettings | undefined;
}

/**
 * Looks every five minutes for native SLAs that others have attached, so that the policy file can adopt them. It reads, and
 * tells the inbox; it can change nothing in Cases.
 */
export class SweepSlas extends Construct {
  readonly handler: SpecFunction<(typeof sweepSlasSpec)['env']>;

  constructor(scope: Construct, id: string, props: SweepSlasProps) {
    super(scope, id);
    const { deployment, ledger, inboxQueue, casesDomainArn } = props;
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.handler = new SpecFunction(this, 'Function', {
      spec: sweepSlasSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        POLICY_HASH: props.policyHash,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        CASES_DOMAIN_ID: props.casesDomainId,
        RATE_PER_SECOND: sweepRate('cases:SearchAllRelatedItems', { sweeps: 2, quotas: props.quotas }),
      },
      invoker: { by: 'schedule', deadLetterQueue },
    });
    this.handler.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['sqs:SendMessage'], [inboxQueue.queueArn]);
    this.handler.allow(['cases:SearchAllRelatedItems'], [casesDomainArn]);
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
    scheduleFunction(this, {
      deployment,
      handler: this.handler.resource,
      deadLetterQueue,
      description: 'Has Casewarden look every five minutes for SLAs that others have attached.',
      what: 'the sweep of SLAs',
      expression: 'rate(5 minutes)',
    });
  }
}
