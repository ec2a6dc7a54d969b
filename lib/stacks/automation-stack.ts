import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { HandlerBundles } from '../bundle/handler-bundle.ts';
import { Checklist } from '../constructs/checklist/checklist.ts';
import { Erase } from '../constructs/erase/erase.ts';
import { Explain } from '../constructs/explain/explain.ts';
import { Advance, Inbox } from '../constructs/inbox/inbox.ts';
import { watchedFieldIds } from '../constructs/inbox/watched-changes.ts';
import { Lanes, laneQueues } from '../constructs/lane/lanes.ts';
import { goesByContacts, LinkContacts } from '../constructs/link-contacts/link-contacts.ts';
import { automationChecklist } from '../constructs/checklist/automation-checklist.ts';
import { MailConfiguration } from '../constructs/mail/mail.ts';
import { hoursOfOperationIds, RefreshHours } from '../constructs/refresh-hours/refresh-hours.ts';
import { PolicyRow } from '../constructs/policy-row/policy-row.ts';
import { Redrive } from '../constructs/redrive/redrive.ts';
import type { BusReference, LedgerReference } from '../constructs/references.ts';
import { addBreachRules } from '../constructs/sla-rule/add-breach-rules.ts';
import { addSlaRules } from '../constructs/sla-rule/add-sla-rules.ts';
import type { StatementBucketReference } from '../constructs/statement/statement-bucket.ts';
import { DailyStatement } from '../constructs/statement/statement.ts';
import { SweepCases } from '../constructs/sweep-cases/sweep-cases.ts';
import { SweepSlas } from '../constructs/sweep-slas/sweep-slas.ts';
import { Tick } from '../constructs/tick/tick.ts';
import type { Deployment } from '../deployment.ts';
import type { DeployedIds, PolicySource } from '../policy/policy-source.ts';

export interface AutomationStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly source: PolicySource;
  /** The policy compiled with `ids`. */
  readonly compiledPolicy: CompiledPolicy;
  readonly bundles: HandlerBundles;
  readonly ids: DeployedIds;
  readonly casesDomainArn: string;
  readonly ledger: LedgerReference;
  readonly bus: BusReference;
  readonly statements: StatementBucketReference;
  readonly taskFlowArn: string;
  readonly taskFlowId: string;
}

/** The loop: what happens to cases comes in, clocks run, what is owed is done. */
export class AutomationStack extends Stack {
  constructor(scope: Construct, id: string, props: AutomationStackProps) {
    super(scope, id, props);
    const { deployment, source, bundles, ledger } = props;
    const customFieldIds = new Set(Object.values(props.ids.fieldIds));
    addSlaRules(this, { deployment, compiledPolicy: props.compiledPolicy, customFieldIds });
    addBreachRules(this, { deployment, source, compiledPolicy: props.compiledPolicy });
    const policyRow = new PolicyRow(this, 'Policy', { bundles, ledger, policy: props.compiledPolicy });
    const inbox = new Inbox(this, 'Inbox', {
      casesDomainArn: props.casesDomainArn,
      watchedFieldIds: watchedFieldIds(props.compiledPolicy, [...customFieldIds]),
    });
    const queues = laneQueues(this);
    new Advance(this, 'Advance', {
      bundles,
      inbox,
      ledger,
      bus: props.bus,
      policyHash: policyRow.hash,
      laneQueues: queues,
    });
    new Tick(this, 'Tick', { deployment, bundles, ledger, inboxQueue: inbox.queue, laneQueues: queues });
    const sweep = {
      deployment,
      bundles,
      ledger,
      inboxQueue: inbox.queue,
      policyHash: policyRow.hash,
      casesDomainId: props.ids.casesDomainId,
      casesDomainArn: props.casesDomainArn,
      quotas: source.policy.quotas,
    };
    const adopts = props.compiledPolicy.adopt.length > 0;
    new SweepCases(this, 'SweepCases', { ...sweep, sweeps: adopts ? 2 : 1 });
    if (adopts) new SweepSlas(this, 'SweepSlas', sweep);
    const contacts = goesByContacts(props.compiledPolicy)
      ? new LinkContacts(this, 'LinkContacts', {
          deployment,
          bundles,
          ledger,
          inboxQueue: inbox.queue,
          casesDomainArn: props.casesDomainArn,
        })
      : undefined;
    const hours = hoursOfOperationIds(props.compiledPolicy);
    if (hours.length > 0) {
      new RefreshHours(this, 'RefreshHours', {
        deployment,
        bundles,
        ledger,
        inboxQueue: inbox.queue,
        hoursOfOperationIds: hours,
      });
    }
    const { timeZone, instanceArn } = props.compiledPolicy;
    new DailyStatement(this, 'Statement', {
      deployment,
      bundles,
      ledger,
      bus: props.bus,
      policyHash: policyRow.hash,
      instanceArn,
      at: source.policy.statement?.at,
      timeZone: source.policy.statement?.zone ?? timeZone,
      bucket: props.statements,
      slackChannel: source.policy.statement?.slack?.channel,
      quotas: source.policy.quotas,
    });
    new Explain(this, 'Explain', { bundles, ledger });
    new Erase(this, 'Erase', { bundles, ledger });
    new Redrive(this, 'Redrive', {
      bundles,
      ledger,
      inboxQueue: inbox.queue,
      queues: {
        inbox: inbox.queue,
        ...queues,
        ...(contacts === undefined ? {} : { 'link-contacts': contacts.queue }),
      },
    });
    const mail = new MailConfiguration(this, 'Mail', { deployment });
    new Lanes(this, 'Lanes', {
      deployment,
      bundles,
      ledger,
      queues,
      inboxQueue: inbox.queue,
      casesDomainId: props.ids.casesDomainId,
      casesDomainArn: props.casesDomainArn,
      quotas: source.policy.quotas,
      mailFrom: source.policy.mail?.from,
      configurationSet: mail.name,
      taskFlowArn: props.taskFlowArn,
      taskFlowId: props.taskFlowId,
    });
    new Checklist(this, 'Checklist', automationChecklist(deployment, source.policy));
  }
}
