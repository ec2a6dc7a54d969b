import { CfnEventIntegration } from 'aws-cdk-lib/aws-appintegrations';
import type { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { caseEventConfiguration, caseEventsAssociation } from '../../../lambda/contract/custom-resources.ts';
import { ensureCaseSchemaSpec } from '../../../lambda/handlers/ensure-case-schema/spec.ts';
import { ensureInstanceSpec } from '../../../lambda/handlers/ensure-instance/spec.ts';
import type { Deployment } from '../../deployment.ts';
import { ensureResource, type PropertiesOf } from '../ensure-resource.ts';
import type { SpecFunction } from '../spec-function/spec-function.ts';
import { stagedName } from '../staged-name.ts';

export interface CaseEventsProps {
  readonly deployment: Deployment;
  readonly casesDomainId: string;
  /** Cases must be usable on the instance before its events can drive rules. */
  readonly casesAssociation: CustomResource;
  /** Union of the fields that all stacks need in events. */
  readonly fieldIds: readonly string[];
  readonly ensureCaseSchema: SpecFunction<(typeof ensureCaseSchemaSpec)['env']>;
  readonly ensureInstance: SpecFunction<(typeof ensureInstanceSpec)['env']>;
}

/**
 * The onboarding without which neither case rules nor our own rule on `aws.cases` hear of any case: event configuration,
 * event integration, association with the instance.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-rules-integration-onboarding.html
 */
export class CaseEvents extends Construct {
  readonly eventIntegration: CfnEventIntegration;

  constructor(scope: Construct, id: string, props: CaseEventsProps) {
    super(scope, id);
    const configuration = ensureResource<PropertiesOf<typeof caseEventConfiguration>>(this, 'Configuration', {
      resourceType: 'Custom::CaseEventConfiguration',
      spec: ensureCaseSchemaSpec,
      handler: props.ensureCaseSchema.resource,
      properties: { DomainId: props.casesDomainId, FieldIds: [...props.fieldIds] },
    });
    configuration.node.addDependency(props.casesAssociation);
    this.eventIntegration = new CfnEventIntegration(this, 'Integration', {
      name: stagedName(props.deployment.stage, 'cases'),
      description: 'Lets changes of cases drive the rules of the Amazon Connect instance.',
      eventBridgeBus: 'default',
      eventFilter: { source: 'aws.cases' },
    });
    // Unlike the Cases domain it goes with the stack: an event integration cannot be deleted while it is associated, and
    // what it carries drives rules only; cases stay as they are.
    const association = ensureResource<PropertiesOf<typeof caseEventsAssociation>>(this, 'Association', {
      resourceType: 'Custom::CaseEventsAssociation',
      spec: ensureInstanceSpec,
      handler: props.ensureInstance.resource,
      properties: {
        InstanceArn: props.deployment.instanceArn,
        EventIntegrationArn: this.eventIntegration.attrEventIntegrationArn,
      },
    });
    association.node.addDependency(configuration);
  }
}
