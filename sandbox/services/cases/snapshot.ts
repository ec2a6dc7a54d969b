import { statusOf } from './behaviour/domains.ts';
import { contentOf } from './behaviour/related-item-content.ts';
import type { CasesContext } from './context.ts';
import { plainValues } from './field-values.ts';

/** The service's whole state as JSON, for views of the sandbox. */
export const snapshotOf = (cases: CasesContext): Readonly<Record<string, unknown>> => ({
  domains: [...cases.store.domains.values()].map((domain) => ({
    domainId: domain.domainId,
    name: domain.name,
    status: statusOf(domain, cases.now()),
    eventConfiguration: domain.events,
    fields: [...domain.fields.values()].map(({ fieldId, name, type, namespace, deleted, options }) => ({
      fieldId,
      name,
      type,
      namespace,
      deleted,
      options: [...options.values()],
    })),
    layouts: [...domain.layouts.values()].map(({ layoutId, name, deleted }) => ({ layoutId, name, deleted })),
    templates: [...domain.templates.values()].map(({ templateId, name, status, requiredFieldIds, deleted }) => ({
      templateId,
      name,
      status,
      requiredFieldIds,
      deleted,
    })),
    cases: [...domain.cases.values()].map((stored) => ({
      caseId: stored.caseId,
      templateId: stored.templateId,
      createdAt: new Date(stored.createdAt).toISOString(),
      fields: plainValues(stored.values),
      relatedItems: [...stored.items.values()].map(({ relatedItemId, content, createdAt }) => ({
        relatedItemId,
        type: content.type,
        createdAt: new Date(createdAt).toISOString(),
        content: contentOf(content),
      })),
    })),
  })),
});
