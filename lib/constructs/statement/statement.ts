import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { QuotaSettings } from '../../../lambda/contract/policy-file.ts';
import { statementSpec } from '../../../lambda/handlers/statement/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import type { Deployment } from '../../deployment.ts';
import { functionQuotas } from '../lane/function-quotas.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { DeadLetterQueue } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import type { BusReference, LedgerReference } from '../references.ts';
import { secretArnPattern } from '../secret-arn-pattern.ts';
import { scheduleFunction } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { StatementBucketReference } from './statement-bucket.ts';

/** When there is no other in the policy file. */
const defaultHour = '08:00';

export interface StatementProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly bus: BusReference;
  readonly policyHash: string;
  readonly instanceArn: string;
  /** `08:00`, by the clock on the wall. @default defaultHour */
  readonly at: string | undefined;
  /** IANA zone. */
  readonly timeZone: string;
  readonly bucket: StatementBucketReference;
  /** Id of the Slack channel that it is posted to. @default - none */
  readonly slackChannel: string | undefined;
  /** Quotas and our share of them, as in the policy file. */
  readonly quotas: QuotaSettings | undefined;
}

/** Says once a day what was looked at, found and repaired, and which cases are neglected. Reads the ledger, and who is in the instance; puts files into the bucket, and can read none. */
export class DailyStatement extends Construct {
  readonly handler: SpecFunction<(typeof statementSpec)['env']>;

  constructor(scope: Construct, id: string, props: StatementProps) {
    super(scope, id);
    const { deployment, ledger, bus, bucket, slackChannel, instanceArn, timeZone } = props;
    const secretName = deployment.secretNames.slack;
    const [hour = '', minute = ''] = (props.at ?? defaultHour).split(':');
    const deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters').resource;
    this.handler = new SpecFunction(this, 'Function', {
      spec: statementSpec,
      bundles: props.bundles,
      environment: {
        LEDGER_TABLE: ledger.tableName,
        POLICY_HASH: props.policyHash,
        EVENT_BUS_NAME: bus.eventBusName,
        INSTANCE_ID: instanceArn.slice(instanceArn.lastIndexOf('/') + 1),
        TIME_ZONE: timeZone,
        STATEMENTS_BUCKET: bucket.bucketName,
        SLACK_CHANNEL: slackChannel ?? '',
        SLACK_SECRET_NAME: secretName,
        QUOTAS: functionQuotas(['slack:chat.postMessage'], props.quotas),
      },
      invoker: { by: 'schedule', deadLetterQueue },
    });
    const ledgerActions = ['GetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`);
    this.handler.allow(ledgerActions, [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'write');
    this.handler.allow(['events:PutEvents'], [bus.eventBusArn]);
    this.handler.allow(['connect:ListUsers'], [instanceArn]);
    this.handler.allow(['s3:PutObject'], [`${bucket.bucketArn}/statements/*`]);
    acknowledge(this.handler.role, {
      rule: 'AwsSolutions-IAM5',
      findingEndsWith: '/statements/*',
      reason: 'Each day has a file of its own; nothing else in the bucket, and nothing to be read.',
    });
    this.handler.allow(['kms:GenerateDataKey'], [bucket.keyArn], {
      StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` },
    });
    if (slackChannel !== undefined) {
      this.handler.allow(['secretsmanager:GetSecretValue'], [secretArnPattern(deployment, secretName)]);
    }
    scheduleFunction(this, {
      deployment,
      handler: this.handler.resource,
      deadLetterQueue,
      description: 'Has Casewarden say once a day what it found, and which cases are neglected.',
      what: 'the daily statement',
      expression: `cron(${Number(minute)} ${Number(hour)} * * ? *)`,
      timeZone,
    });
    const output = new CfnOutput(this, 'Name', {
      value: this.handler.resource.functionName,
      description: 'Function that shows the daily statement: casewarden statement --function NAME.',
    });
    // The name by which tools find it, in whatever stack it stands.
    output.overrideLogicalId('StatementFunction');
  }
}
