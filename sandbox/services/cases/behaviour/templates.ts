import type {
  CreateTemplateRequest,
  DeleteTemplateRequest,
  GetTemplateRequest,
  ListTemplatesRequest,
  UpdateTemplateRequest,
} from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, conflict, invalid, notFound, quotaExceeded } from '../errors.ts';
import { quotas } from '../quotas.ts';
import { activeDomainOf, type CasesDomain, type CaseTemplate } from '../store.ts';

const statuses = ['Active', 'Inactive'] as const;

export const templateOperations = (cases: CasesContext): CaseOperations => {
  const domainFor = (domainId: unknown): CasesDomain => activeDomainOf(cases.store, domainId, cases.now());

  return {
    CreateTemplate(input: CreateTemplateRequest) {
      const domain = domainFor(input.domainId);
      const parts = readParts(domain, input);
      const name = freeName(domain, input.name);
      if (living(domain).length >= quotas.templatesPerDomain)
        throw quotaExceeded(`A domain holds at most ${quotas.templatesPerDomain} templates.`);
      const templateId = cases.world.kernel.identifiers.uuid();
      const now = cases.now();
      const template: CaseTemplate = {
        templateId,
        arn: `${domain.arn}/template/${templateId}`,
        name,
        description: parts.description,
        defaultLayout: parts.defaultLayout,
        requiredFieldIds: parts.requiredFieldIds ?? [],
        status: parts.status ?? 'Active',
        propagatedTags: parts.propagatedTags,
        createdAt: now,
        lastModifiedAt: now,
        deleted: false,
        tags: new Map(),
      };
      domain.templates.set(templateId, template);
      return { templateId, templateArn: template.arn };
    },
    UpdateTemplate(input: UpdateTemplateRequest) {
      const domain = domainFor(input.domainId);
      const template = templateOf(domain, input.templateId);
      if (template.deleted) throw invalid(`The template ${template.templateId} was deleted and cannot be changed.`);
      const parts = readParts(domain, input);
      if (input.name !== undefined) template.name = freeName(domain, input.name, template);
      template.description = parts.description ?? template.description;
      template.defaultLayout = parts.defaultLayout ?? template.defaultLayout;
      template.requiredFieldIds = parts.requiredFieldIds ?? template.requiredFieldIds;
      template.status = parts.status ?? template.status;
      template.propagatedTags = parts.propagatedTags ?? template.propagatedTags;
      template.lastModifiedAt = cases.now();
      return {};
    },
    DeleteTemplate(input: DeleteTemplateRequest) {
      const template = templateOf(domainFor(input.domainId), input.templateId);
      template.deleted = true;
      template.lastModifiedAt = cases.now();
      return {};
    },
    GetTemplate(input: GetTemplateRequest) {
      const domain = domainFor(input.domainId);
      const template = templateOf(domain, input.templateId);
      return {
        templateId: template.templateId,
        templateArn: template.arn,
        name: template.name,
        description: template.description,
        layoutConfiguration: { defaultLayout: template.defaultLayout },
        requiredFields: template.requiredFieldIds
          .filter((id) => !domain.fields.get(id)?.deleted)
          .map((fieldId) => ({ fieldId })),
        tags: Object.fromEntries(template.tags),
        status: template.status,
        deleted: template.deleted,
        createdTime: new Date(template.createdAt),
        lastModifiedTime: new Date(template.lastModifiedAt),
        rules: [],
        ...propagationOf(template),
      };
    },
    ListTemplates(input: ListTemplatesRequest) {
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 100, fallback: 100 });
      const wanted = check.list(input.status, 'status', { min: 0, max: 2 });
      const found = living(domainFor(input.domainId)).filter(
        ({ status }) => wanted.length === 0 || wanted.includes(status),
      );
      const page = pageOf(found, input.nextToken, size, invalid);
      return {
        templates: page.items.map((template) => ({
          templateId: template.templateId,
          templateArn: template.arn,
          name: template.name,
          status: template.status,
          ...propagationOf(template),
        })),
        nextToken: page.nextToken,
      };
    },
  };
};

/** @throws AwsError ResourceNotFoundException; a deleted template is returned. */
export function templateOf(domain: CasesDomain, templateId: unknown): CaseTemplate {
  const template = domain.templates.get(String(templateId));
  if (!template) throw notFound('Template', String(templateId));
  return template;
}

const living = (domain: CasesDomain): CaseTemplate[] =>
  [...domain.templates.values()].filter(({ deleted }) => !deleted);

function freeName(domain: CasesDomain, name: unknown, itself?: CaseTemplate): string {
  const text = check.text(name, 'name', { max: 100 });
  if (living(domain).some((template) => template !== itself && template.name === text))
    throw conflict(`A template named ${text} exists already in domain ${domain.domainId}.`);
  return text;
}

/** What create and update share; an absent part is undefined. */
function readParts(domain: CasesDomain, input: Omit<CreateTemplateRequest, 'name'> | UpdateTemplateRequest) {
  const defaultLayout = check.optionalText(
    input.layoutConfiguration?.defaultLayout,
    'layoutConfiguration.defaultLayout',
  );
  if (defaultLayout !== undefined && domain.layouts.get(defaultLayout)?.deleted !== false)
    throw notFound('Layout', defaultLayout);
  const requiredFieldIds =
    input.requiredFields &&
    check
      .list(input.requiredFields, 'requiredFields', { min: 0, max: 100 })
      .map(({ fieldId }) => check.text(fieldId, 'requiredFields.fieldId'));
  for (const id of requiredFieldIds ?? []) if (domain.fields.get(id)?.deleted !== false) throw notFound('Field', id);
  if (requiredFieldIds && new Set(requiredFieldIds).size < requiredFieldIds.length)
    throw invalid('requiredFields names a field more than once.');
  // The sandbox has no case rules, so that every id named here is unknown.
  const rule = check.list(input.rules, 'rules', { min: 0, max: 50 })[0];
  if (rule) throw notFound('CaseRule', String(rule.caseRuleId));
  const propagation = check.list(input.tagPropagationConfigurations, 'tagPropagationConfigurations', {
    min: 0,
    max: 1,
  })[0];
  return {
    description: check.optionalText(input.description, 'description', { min: 0, max: 255 }),
    defaultLayout,
    requiredFieldIds,
    status: input.status === undefined ? undefined : check.oneOf(input.status, 'status', statuses),
    propagatedTags: propagation?.tagMap,
  };
}

const propagationOf = ({ propagatedTags }: CaseTemplate) =>
  propagatedTags === undefined
    ? {}
    : { tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: propagatedTags }] };
