import { Construct } from 'constructs';
import { sweepCasesSpec } from '../../../lambda/handlers/sweep-cases/spec.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { DeadLetterQueue } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { scheduleFunction } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { SweepSlasProps } from '../sweep-slas/sweep-slas.ts';
import { sweepRate } from './sweep-rate.ts';

export interface SweepCasesProps extends SweepSlasProps {
  /** How many sweeps are deployed. */
  readonly sweeps: number;
}

/**
 * Looks every five minutes for what no event has told, and once a night at every open case, so that none is missed. It
 * reads, and tells the inbox; it can change nothing in Cases.
 */
export class SweepCases extends Construct {
  readonly handler: SpecFunction<(typeof sweepCasesSpec)['env']>;

  constructor(scope: Construct, id: string, props: SweepCasesProps) {
    super(scope, id);
    const { deployment, ledger, inboxQueue, casesDomainArn } = props;
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.handler = new SpecFunction(this, 'Function', {
      spec: sweepCasesSpec,
      bundles: props.bundles,
      environment: {
        STAGE: deployment.stage,
        LEDGER_TABLE: ledger.tableName,
        POLICY_HASH: props.policyHash,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        CASES_DOMAIN_ID: props.casesDomainId,
        RATE_PER_SECOND: sweepRate('cases:SearchCases', props),
      },
      invoker: { by: 'schedule', deadLetterQueue },
    });
    const ledgerActions = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem'].map((action) => `dynamodb:${action}`);
    this.handler.allow(ledgerActions, [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['sqs:SendMessage'], [inboxQueue.queueArn]);
    this.handler.allow(['cases:SearchCases'], [casesDomainArn]);
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
      description: 'Has Casewarden look every five minutes for what no event has told of cases.',
      what: 'the sweep of cases',
      expression: 'rate(5 minutes)',
    });
  }
}
