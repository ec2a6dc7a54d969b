import { RemovalPolicy } from 'aws-cdk-lib';
import * as cases from 'aws-cdk-lib/aws-cases';
import { Construct } from 'constructs';
import type { caseFieldOptions } from '../../../lambda/contract/custom-resources.ts';
import { ensureCaseSchemaSpec } from '../../../lambda/handlers/ensure-case-schema/spec.ts';
import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import { ownFields } from '../../policy/own-fields.ts';
import { ensureResource, type PropertiesOf } from '../ensure-resource.ts';
import type { SpecFunction } from '../spec-function/spec-function.ts';
import { stagedLabel } from '../staged-name.ts';
import { fieldIdIn } from './field-id.ts';
import { layoutContent } from './layout-content.ts';

export interface CaseSchemaProps {
  readonly stage: string;
  readonly policy: PolicyFile;
  readonly casesDomainId: string;
  readonly ensureCaseSchema: SpecFunction<(typeof ensureCaseSchemaSpec)['env']>;
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateField.html */
const maximumNameLength = 100;
/** Type in the policy file -> type of Cases. */
const fieldTypes = { text: 'Text', 'single-select': 'SingleSelect' } as const;

/**
 * The fields, statuses, layouts and templates of a policy file. They outlive the stack: cases refer to them. What a failed
 * deployment made goes with it, because names are unique in a domain and would be taken at the next try. Options have no
 * CloudFormation type, so a custom resource merges them in; none is ever removed, because cases may hold it.
 */
export class CaseSchema extends Construct {
  /** Name in `fields:` -> field id. */
  readonly fieldIds: Readonly<Record<string, string>>;
  /** Name in `templates:` -> template id. */
  readonly templateIds: Readonly<Record<string, string>>;
  private readonly props: CaseSchemaProps;

  constructor(scope: Construct, id: string, props: CaseSchemaProps) {
    super(scope, id);
    this.props = props;
    const { policy } = props;
    const own = ownFields(policy).map(({ name, label }) => [name, { type: 'text' as const, label }] as const);
    this.fieldIds = Object.fromEntries(
      [...Object.entries(policy.fields ?? {}), ...own].map(([name, field]) => [name, this.addField(name, field)]),
    );
    if (policy.statuses !== undefined) this.addOptions('StatusOptions', 'status', policy.statuses);
    this.templateIds = Object.fromEntries(
      Object.entries(policy.templates).map(([name, template]) => [name, this.addTemplate(name, template)]),
    );
  }

  private addField(name: string, field: NonNullable<PolicyFile['fields']>[string]): string {
    const resource = new cases.CfnField(this, `Field-${name}`, {
      domainId: this.props.casesDomainId,
      name: stagedLabel(this.props.stage, field.label, maximumNameLength),
      type: fieldTypes[field.type],
      description: `Field ${name} of the Casewarden policy file.`,
    });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (field.type === 'single-select') this.addOptions(`Options-${name}`, resource.attrFieldId, field.options);
    return resource.attrFieldId;
  }

  private addOptions(id: string, fieldId: string, options: Readonly<Record<string, string>>): void {
    ensureResource<PropertiesOf<typeof caseFieldOptions>>(this, id, {
      resourceType: 'Custom::CaseFieldOptions',
      spec: ensureCaseSchemaSpec,
      handler: this.props.ensureCaseSchema.resource,
      properties: {
        DomainId: this.props.casesDomainId,
        FieldId: fieldId,
        Options: Object.entries(options).map(([value, label]) => ({ Value: value, Name: label })),
      },
    });
  }

  private addTemplate(name: string, template: PolicyFile['templates'][string]): string {
    const { casesDomainId, stage } = this.props;
    const idOf = (field: string): string => fieldIdIn(this.fieldIds, field);
    const label = stagedLabel(stage, template.label, maximumNameLength);
    const layout = new cases.CfnLayout(this, `Layout-${name}`, {
      domainId: casesDomainId,
      name: label,
      content: layoutContent(
        template.fields.map(idOf),
        ownFields(this.props.policy, name).map((field) => idOf(field.name)),
      ),
    });
    layout.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const resource = new cases.CfnTemplate(this, `Template-${name}`, {
      domainId: casesDomainId,
      name: label,
      description: `Template ${name} of the Casewarden policy file.`,
      layoutConfiguration: { defaultLayout: layout.attrLayoutId },
      requiredFields: (template.required ?? []).map((field) => ({ fieldId: idOf(field) })),
      status: 'Active',
    });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return resource.attrTemplateId;
  }
}
