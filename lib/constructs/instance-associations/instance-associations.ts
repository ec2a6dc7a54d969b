import { RemovalPolicy, type CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type {
  casesAssociation,
  casesDomain,
  customerProfilesAssociation,
} from '../../../lambda/contract/custom-resources.ts';
import { ensureInstanceSpec } from '../../../lambda/handlers/ensure-instance/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import type { Deployment } from '../../deployment.ts';
import { ensureResource, type PropertiesOf } from '../ensure-resource.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import { allowEnsuringInstance } from './allow-ensuring-instance.ts';

export interface InstanceAssociationsProps {
  readonly deployment: Deployment;
  readonly bundles: HandlerBundles;
  /** Customer Profiles domain to create and associate when the instance has none. */
  readonly profilesDomainName: string;
  /** Cases domain to adopt or to create. */
  readonly casesDomainName: string;
}

/**
 * What an instance needs before there can be a case: a Customer Profiles domain and a Cases domain, each associated.
 * Most instances have some of it; what is there is adopted, what is missing is made. The Cases domain is never deleted,
 * and it stays connected when the stack goes: its cases would be out of the agents' reach otherwise. What a failed
 * deployment joined is parted again, so that it ends where it began.
 */
export class InstanceAssociations extends Construct {
  readonly casesDomainId: string;
  readonly casesDomainArn: string;
  readonly profilesDomainName: string;
  /** Whatever needs Cases to be usable on the instance depends on it. */
  readonly casesAssociation: CustomResource;
  readonly ensureInstance: SpecFunction<(typeof ensureInstanceSpec)['env']>;

  constructor(scope: Construct, id: string, props: InstanceAssociationsProps) {
    super(scope, id);
    const { deployment } = props;
    this.ensureInstance = new SpecFunction(this, 'EnsureInstance', {
      spec: ensureInstanceSpec,
      bundles: props.bundles,
      environment: {},
      invoker: { by: 'cloudformation' },
    });
    allowEnsuringInstance(this.ensureInstance, deployment, props.profilesDomainName);
    const common = {
      spec: ensureInstanceSpec,
      handler: this.ensureInstance.resource,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    };
    const profiles = ensureResource<PropertiesOf<typeof customerProfilesAssociation>>(this, 'CustomerProfiles', {
      ...common,
      resourceType: 'Custom::CustomerProfilesAssociation',
      properties: { InstanceArn: deployment.instanceArn, DomainName: props.profilesDomainName },
    });
    const domain = ensureResource<PropertiesOf<typeof casesDomain>>(this, 'CasesDomain', {
      ...common,
      resourceType: 'Custom::CasesDomain',
      properties: { InstanceArn: deployment.instanceArn, DomainName: props.casesDomainName },
    });
    // Every case needs a profile; Cases is enabled after Customer Profiles.
    // Source: https://docs.aws.amazon.com/connect/latest/adminguide/enable-cases.html
    domain.node.addDependency(profiles);
    this.casesDomainId = domain.getAttString('DomainId');
    this.casesDomainArn = domain.getAttString('DomainArn');
    this.profilesDomainName = profiles.getAttString('DomainName');
    this.casesAssociation = ensureResource<PropertiesOf<typeof casesAssociation>>(this, 'CasesAssociation', {
      ...common,
      resourceType: 'Custom::CasesAssociation',
      properties: { InstanceArn: deployment.instanceArn, DomainArn: this.casesDomainArn },
    });
  }
}
