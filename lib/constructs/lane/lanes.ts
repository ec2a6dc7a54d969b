import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QuotaSettings } from '../../../lambda/contract/policy-file.ts';
import type { LaneName } from '../../../lambda/contract/primitives.ts';
import { laneApis } from '../../../lambda/contract/quota-profile.ts';
import { dispatchCaseItemsSpec } from '../../../lambda/handlers/dispatch-case-items/spec.ts';
import { dispatchCaseUpdateSpec } from '../../../lambda/handlers/dispatch-case-update/spec.ts';
import { dispatchMailSpec } from '../../../lambda/handlers/dispatch-mail/spec.ts';
import { dispatchSlackSpec } from '../../../lambda/handlers/dispatch-slack/spec.ts';
import { dispatchTaskSpec } from '../../../lambda/handlers/dispatch-task/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { caseUrlTemplate, type Deployment } from '../../deployment.ts';
import { sendingResources } from '../mail/mail.ts';
import type { LedgerReference } from '../references.ts';
import { secretArnPattern } from '../secret-arn-pattern.ts';
import { functionQuotas } from './function-quotas.ts';
import { Lane, LaneQueue } from './lane.ts';

export type LaneQueues = Readonly<Record<LaneName, sqs.Queue>>;

/** The queue of every lane; they are there before the functions, because `advance` and `tick` wake lanes through them. */
export function laneQueues(scope: Construct): LaneQueues {
  return {
    'case-update': new LaneQueue(scope, 'CaseUpdateQueue', { spec: dispatchCaseUpdateSpec }).resource,
    'case-items': new LaneQueue(scope, 'CaseItemsQueue', { spec: dispatchCaseItemsSpec }).resource,
    mail: new LaneQueue(scope, 'MailQueue', { spec: dispatchMailSpec }).resource,
    task: new LaneQueue(scope, 'TaskQueue', { spec: dispatchTaskSpec }).resource,
    slack: new LaneQueue(scope, 'SlackQueue', { spec: dispatchSlackSpec }).resource,
  };
}

export interface LanesProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly queues: LaneQueues;
  readonly inboxQueue: sqs.IQueue;
  readonly casesDomainId: string;
  readonly casesDomainArn: string;
  /** Quotas and our share of them, as in the policy file. */
  readonly quotas: QuotaSettings | undefined;
  /** Address that mails come from; without one the lane may send none. */
  readonly mailFrom: string | undefined;
  readonly configurationSet: string;
  readonly taskFlowArn: string;
  readonly taskFlowId: string;
}

/** The lanes of which each draws on one quota, each with a function that can do its own kind of effect only. */
export class Lanes extends Construct {
  constructor(scope: Construct, id: string, props: LanesProps) {
    super(scope, id);
    this.addCaseUpdate(props);
    this.addCaseItems(props);
    this.addMail(props);
    this.addTask(props);
    this.addSlack(props);
  }

  private common(lane: LaneName, props: LanesProps) {
    const { bundles, ledger, inboxQueue, casesDomainArn } = props;
    return {
      shared: { bundles, ledger, inboxQueue, casesDomainArn, queue: props.queues[lane] },
      environment: {
        LEDGER_TABLE: ledger.tableName,
        INBOX_QUEUE_URL: inboxQueue.queueUrl,
        CASES_DOMAIN_ID: props.casesDomainId,
        QUOTAS: functionQuotas(laneApis[lane], props.quotas),
      },
      caseUrl: { CASE_URL_TEMPLATE: caseUrlTemplate(props.deployment) },
    };
  }

  private addCaseUpdate(props: LanesProps): void {
    const { shared, environment } = this.common('case-update', props);
    const { handler } = new Lane(this, 'CaseUpdate', { spec: dispatchCaseUpdateSpec, ...shared, environment });
    const domain = props.casesDomainArn;
    handler.allow(['cases:UpdateCase'], [domain, `${domain}/case/*`, `${domain}/field/*`]);
  }

  private addCaseItems(props: LanesProps): void {
    const { shared, environment } = this.common('case-items', props);
    const { handler } = new Lane(this, 'CaseItems', { spec: dispatchCaseItemsSpec, ...shared, environment });
    const domain = props.casesDomainArn;
    handler.allow(['cases:SearchRelatedItems'], [domain, `${domain}/case/*`]);
    handler.allow(
      ['cases:CreateRelatedItem', 'cases:DeleteRelatedItem'],
      [domain, `${domain}/case/*`, `${domain}/case/*/related-item/*`],
    );
    acknowledge(handler.role, {
      rule: 'AwsSolutions-IAM5',
      findingEndsWith: '/related-item/*',
      reason: 'AWS makes the id of an SLA when it is attached.',
    });
  }

  private addMail(props: LanesProps): void {
    const { shared, environment, caseUrl } = this.common('mail', props);
    const { handler } = new Lane(this, 'Mail', {
      spec: dispatchMailSpec,
      ...shared,
      environment: { ...environment, ...caseUrl, MAIL_CONFIGURATION_SET: props.configurationSet },
    });
    if (props.mailFrom === undefined) return;
    handler.allow(['ses:SendEmail'], sendingResources(props.deployment, props.mailFrom, props.configurationSet), {
      StringEquals: { 'ses:FromAddress': props.mailFrom },
    });
  }

  private addTask(props: LanesProps): void {
    const { shared, environment, caseUrl } = this.common('task', props);
    const { handler } = new Lane(this, 'Task', {
      spec: dispatchTaskSpec,
      ...shared,
      environment: {
        ...environment,
        ...caseUrl,
        CONNECT_INSTANCE_ID: props.deployment.instanceId,
        TASK_FLOW_ID: props.taskFlowId,
      },
    });
    const contacts = `${props.deployment.instanceArn}/contact/*`;
    handler.allow(['connect:StartTaskContact'], [props.taskFlowArn, contacts]);
    // Linking a contact to a case reads the contact in the caller's name.
    handler.allow(['connect:DescribeContact'], [contacts]);
    const domain = props.casesDomainArn;
    handler.allow(['cases:CreateRelatedItem'], [domain, `${domain}/case/*`, `${domain}/case/*/related-item/*`]);
    acknowledge(
      handler.role,
      {
        rule: 'AwsSolutions-IAM5',
        findingEndsWith: '/contact/*',
        reason: 'A task is a contact whose id AWS makes when it starts.',
      },
      {
        rule: 'AwsSolutions-IAM5',
        findingEndsWith: '/related-item/*',
        reason: 'AWS makes the id of a link when it creates it.',
      },
    );
  }

  private addSlack(props: LanesProps): void {
    const { shared, environment, caseUrl } = this.common('slack', props);
    const secretName = props.deployment.secretNames.slack;
    const { handler } = new Lane(this, 'Slack', {
      spec: dispatchSlackSpec,
      ...shared,
      environment: { ...environment, ...caseUrl, SLACK_SECRET_NAME: secretName },
    });
    handler.allow(['secretsmanager:GetSecretValue'], [secretArnPattern(props.deployment, secretName)]);
  }
}
