import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerBundles } from '../bundle/handler-bundle.ts';
import { CaseEvents } from '../constructs/case-events/case-events.ts';
import { eventFieldIds } from '../constructs/case-events/event-field-ids.ts';
import { CaseSchema } from '../constructs/case-schema/case-schema.ts';
import { ensureCaseSchemaFunction } from '../constructs/case-schema/ensure-case-schema-function.ts';
import { Checklist } from '../constructs/checklist/checklist.ts';
import { consoleLinks } from '../constructs/checklist/console-links.ts';
import { AnnouncementBus } from '../constructs/event-bus/event-bus.ts';
import { InstanceAssociations } from '../constructs/instance-associations/instance-associations.ts';
import { Ledger } from '../constructs/ledger/ledger.ts';
import type { BusReference, LedgerReference } from '../constructs/references.ts';
import { StatementBucket, type StatementBucketReference } from '../constructs/statement/statement-bucket.ts';
import { stagedName } from '../constructs/staged-name.ts';
import type { Deployment } from '../deployment.ts';
import type { DeployedIds, PolicySource } from '../policy/policy-source.ts';

export interface StateStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly source: PolicySource;
  readonly bundles: HandlerBundles;
}

/** What outlives deployments: the Cases domain and its schema, the ledger, the event bus. */
export class StateStack extends Stack {
  readonly ids: DeployedIds;
  readonly casesDomainArn: string;
  readonly ledger: LedgerReference;
  readonly bus: BusReference;
  readonly statements: StatementBucketReference;

  constructor(scope: Construct, id: string, props: StateStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const { deployment, source, bundles } = props;
    const { policy, lock } = source;
    const { casesDomain } = policy.connect;
    const associations = new InstanceAssociations(this, 'Instance', {
      deployment,
      bundles,
      profilesDomainName: lock.profilesDomain ?? stagedName(deployment.stage),
      casesDomainName: casesDomain === 'create' ? stagedName(deployment.stage) : casesDomain,
    });
    const { casesDomainId } = associations;
    this.casesDomainArn = associations.casesDomainArn;
    const ensureCaseSchema = ensureCaseSchemaFunction(this, 'EnsureCaseSchema', {
      bundles,
      casesDomainArn: this.casesDomainArn,
    });
    const schema = new CaseSchema(this, 'Schema', {
      stage: deployment.stage,
      policy,
      casesDomainId,
      ensureCaseSchema,
    });
    this.ids = { casesDomainId, fieldIds: schema.fieldIds, templateIds: schema.templateIds };
    new CaseEvents(this, 'CaseEvents', {
      deployment,
      casesDomainId,
      casesAssociation: associations.casesAssociation,
      fieldIds: eventFieldIds(policy, schema.fieldIds),
      ensureCaseSchema,
      ensureInstance: associations.ensureInstance,
    });
    this.ledger = new Ledger(this, 'Ledger').resource;
    this.bus = new AnnouncementBus(this, 'Bus', { stage: deployment.stage }).resource;
    this.statements = new StatementBucket(this, 'Statements').reference;

    new CfnOutput(this, 'CasesDomainId', { value: casesDomainId, description: 'Cases domain that cases go to.' });
    new CfnOutput(this, 'LedgerTable', { value: this.ledger.tableName, description: 'Ledger of Casewarden.' });
    new CfnOutput(this, 'EventBus', { value: this.bus.eventBusName, description: 'Where Casewarden announces.' });
    new CfnOutput(this, 'StatementsBucket', {
      value: this.statements.bucketName,
      description: 'Where daily statements are put, below statements/.',
    });
    new Checklist(this, 'Checklist', [
      {
        id: 'AgentPermissions',
        what: 'Give the security profiles of agents: Cases (view, create, edit), Customer profiles (view), Users, Queues and Quick connects (view), under Users > Security profiles:',
        where: consoleLinks.connectAdmin(deployment),
      },
      {
        id: 'AdminPermissions',
        what: 'Give the security profiles of admins: Case fields, Case templates and Rules, under Users > Security profiles:',
        where: consoleLinks.connectAdmin(deployment),
      },
    ]);
  }
}
