import type * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { iamArnOf } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/service.ts';
import { readProperties } from '../shared/read-properties.ts';
import { createDomain, deleteDomain, statusOf } from './behaviour/domains.ts';
import type { CaseCall, CaseOperations, CasesContext } from './context.ts';
import { domainProperties, fieldProperties, layoutProperties, templateProperties } from './resource-schemas.ts';
import { domainOf } from './store.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A resource type whose resources live in a domain and go through the API. */
interface Kind<T extends { DomainId: string; Tags?: ReadonlyMap<string, string> | undefined }> {
  readonly name: 'Field' | 'Layout' | 'Template';
  readonly schema: z.ZodType<T>;
  /** Input of the create and update operations, without the ids. */
  readonly inputOf: (properties: T) => Properties;
  /** Properties of which a change makes a new resource. */
  readonly replacedBy: readonly (keyof T & string)[];
}

/**
 * CloudFormation's resource types of Cases. `Ref` is the ARN, `Fn::GetAtt` gives the id. Deleting a field, layout or
 * template is soft, as in the API.
 */
export function createCasesResources(
  cases: CasesContext,
  operations: CaseOperations,
): Readonly<Record<string, ResourceProvider>> {
  const call: CaseCall = {
    principalArn: iamArnOf(cases.world.kernel.place, 'root'),
    traceHeader: undefined,
    origin: 'api',
    chain: 0,
  };
  const perform = (operation: string, input: Properties): Record<string, unknown> =>
    operations[operation]!(input, call) as Record<string, unknown>;

  const inDomain = <T extends { DomainId: string; Tags?: ReadonlyMap<string, string> | undefined }>(
    kind: Kind<T>,
  ): ResourceProvider => {
    const idName = `${kind.name.toLowerCase()}Id`;

    const provided = (domainId: string, id: string): ProvidedResource => {
      const domain = domainOf(cases.store, domainId);
      const collection = { Field: domain.fields, Layout: domain.layouts, Template: domain.templates }[kind.name];
      const stored = collection.get(id)!;
      return {
        physicalId: stored.arn,
        attributes: {
          [`${kind.name}Arn`]: stored.arn,
          [`${kind.name}Id`]: id,
          CreatedTime: new Date(stored.createdAt).toISOString(),
          LastModifiedTime: new Date(stored.lastModifiedAt).toISOString(),
          ...('namespace' in stored ? { Namespace: stored.namespace } : {}),
        },
      };
    };

    const tag = (arn: string, tags: ReadonlyMap<string, string> | undefined): void => {
      const old = Object.keys(perform('ListTagsForResource', { arn })['tags'] as Properties);
      perform('UntagResource', { arn, tagKeys: old.filter((key) => !tags?.has(key)) });
      perform('TagResource', { arn, tags: Object.fromEntries(tags ?? []) });
    };

    const create = (request: ResourceRequest): ProvidedResource => {
      const properties = readProperties(kind.schema, request);
      const answer = perform(`Create${kind.name}`, { domainId: properties.DomainId, ...kind.inputOf(properties) });
      tag(String(answer[`${kind.name.toLowerCase()}Arn`]), properties.Tags);
      return provided(properties.DomainId, String(answer[idName]));
    };

    return {
      create,
      update(request, before) {
        const properties = readProperties(kind.schema, request);
        if (kind.replacedBy.some((name) => before.properties[name] !== request.properties[name]))
          return create(request);
        const id = idOf(before.physicalId);
        const input = kind.inputOf(properties);
        perform(`Update${kind.name}`, { domainId: properties.DomainId, [idName]: id, ...input });
        tag(before.physicalId, properties.Tags);
        return provided(properties.DomainId, id);
      },
      delete(_request, physicalId) {
        unlessGone(() =>
          perform(`Delete${kind.name}`, { domainId: physicalId.split('/')[1], [idName]: idOf(physicalId) }),
        );
      },
    };
  };

  const createDomainResource = (request: ResourceRequest): ProvidedResource => {
    const { Name, Tags } = readProperties(domainProperties, request);
    // CloudFormation waits until a domain is active before it goes on; the clock stands still while it deploys.
    const domain = createDomain(cases, Name, 0);
    for (const [key, value] of Tags ?? []) domain.tags.set(key, value);
    return domainResource(cases, domain.domainId);
  };

  return {
    'AWS::Cases::Domain': {
      create: createDomainResource,
      update(request, before) {
        const { Name, Tags } = readProperties(domainProperties, request);
        if (before.properties['Name'] !== Name) return createDomainResource(request);
        const domain = domainOf(cases.store, idOf(before.physicalId));
        domain.tags.clear();
        for (const [key, value] of Tags ?? []) domain.tags.set(key, value);
        return domainResource(cases, domain.domainId);
      },
      delete(_request, physicalId) {
        unlessGone(() => deleteDomain(cases, idOf(physicalId)));
      },
    },
    'AWS::Cases::Field': inDomain({
      name: 'Field',
      schema: fieldProperties,
      replacedBy: ['DomainId', 'Type'],
      inputOf: ({ Name, Type, Description, Attributes }) => ({
        name: Name,
        type: Type,
        description: Description,
        attributes: Attributes?.Text && { text: { isMultiline: Attributes.Text.IsMultiline } },
      }),
    }),
    'AWS::Cases::Layout': inDomain({
      name: 'Layout',
      schema: layoutProperties,
      replacedBy: ['DomainId'],
      inputOf: ({ Name, Content }) => ({
        name: Name,
        content: { basic: { topPanel: panelOf(Content.Basic.TopPanel), moreInfo: panelOf(Content.Basic.MoreInfo) } },
      }),
    }),
    'AWS::Cases::Template': inDomain({
      name: 'Template',
      schema: templateProperties,
      replacedBy: ['DomainId'],
      inputOf: ({ Name, Description, LayoutConfiguration, RequiredFields, Rules, Status }) => ({
        name: Name,
        description: Description,
        layoutConfiguration: LayoutConfiguration && { defaultLayout: LayoutConfiguration.DefaultLayout },
        requiredFields: (RequiredFields ?? []).map(({ FieldId }) => ({ fieldId: FieldId })),
        rules: Rules?.map(({ CaseRuleId, FieldId }) => ({ caseRuleId: CaseRuleId, fieldId: FieldId })),
        status: Status,
      }),
    }),
  };
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

type Panel = NonNullable<z.infer<typeof layoutProperties>['Content']['Basic']['TopPanel']>;

const panelOf = (panel: Panel | undefined) =>
  panel && {
    sections: panel.Sections?.map(({ FieldGroup }) => ({
      fieldGroup: { name: FieldGroup.Name, fields: FieldGroup.Fields.map(({ Id }) => ({ id: Id })) },
    })),
  };

function domainResource(cases: CasesContext, domainId: string): ProvidedResource {
  const domain = domainOf(cases.store, domainId);
  return {
    physicalId: domain.arn,
    attributes: {
      DomainArn: domain.arn,
      DomainId: domain.domainId,
      DomainStatus: statusOf(domain, cases.now()),
      CreatedTime: new Date(domain.createdAt).toISOString(),
    },
  };
}

/** Deleting what is gone already is a success for CloudFormation. */
function unlessGone(deletion: () => unknown): void {
  try {
    deletion();
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
  }
}
