import type {
  CreateCaseRequest,
  DeleteCaseRequest,
  GetCaseAuditEventsRequest,
  GetCaseRequest,
  ListCasesForContactRequest,
  UpdateCaseRequest,
} from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import { performedByOf, type CaseOperations, type CasesContext } from '../context.ts';
import { check, conflict, invalid } from '../errors.ts';
import { fieldOf, readWrites } from '../field-values.ts';
import { activeDomainOf, caseOf, type AuditRecord, type CasesDomain, type CaseValue } from '../store.ts';
import { createCase, updateCase } from './case-writes.ts';
import { announceCase } from './events.ts';
import { templateOf } from './templates.ts';

/** Undocumented: how many values GetCase puts on a page. */
const valuesPerPage = 100;

export const caseOperations = (cases: CasesContext): CaseOperations => {
  const domainFor = (domainId: unknown): CasesDomain => activeDomainOf(cases.store, domainId, cases.now());

  return {
    CreateCase(input: CreateCaseRequest, call) {
      const domain = domainFor(input.domainId);
      const token = check.optionalText(input.clientToken, 'clientToken', { max: 64 });
      const asked = JSON.stringify([input.templateId, input.fields, input.performedBy, input.tags]);
      const earlier = token === undefined ? undefined : domain.clientTokens.get(token);
      if (earlier) {
        if (earlier.asked !== asked) throw conflict(`The clientToken ${token} was used for another request.`);
        return { caseId: earlier.caseId, caseArn: `${domain.arn}/case/${earlier.caseId}` };
      }
      const template = templateOf(domain, check.text(input.templateId, 'templateId'));
      if (template.deleted || template.status !== 'Active')
        throw invalid(`The template ${template.templateId} is ${template.deleted ? 'deleted' : 'inactive'}.`);
      const writes = readWrites(domain, input.fields, { min: 0, max: 220 });
      const performedBy = performedByOf(input.performedBy, call);
      const stored = createCase(cases, domain, template, writes, { performedBy, tags: input.tags ?? {}, call });
      if (token !== undefined) domain.clientTokens.set(token, { asked, caseId: stored.caseId });
      return { caseId: stored.caseId, caseArn: stored.arn };
    },
    UpdateCase(input: UpdateCaseRequest, call) {
      const domain = domainFor(input.domainId);
      const stored = caseOf(domain, input.caseId);
      const writes = readWrites(domain, input.fields, { min: 0, max: 220 });
      updateCase(cases, domain, stored, writes, performedByOf(input.performedBy, call), call);
      return {};
    },
    GetCase(input: GetCaseRequest) {
      const domain = domainFor(input.domainId);
      const stored = caseOf(domain, input.caseId);
      const ids = check
        .list(input.fields, 'fields', { min: 1, max: 220 })
        .map(({ id }) => fieldOf(domain, check.text(id, 'fields.id')).fieldId);
      const values = [...new Set(ids)].flatMap((id) => fieldValue(id, stored.values.get(id)));
      const page = pageOf(values, input.nextToken, valuesPerPage, invalid);
      return {
        fields: page.items,
        templateId: stored.templateId,
        nextToken: page.nextToken,
        tags: Object.fromEntries(stored.tags),
      };
    },
    DeleteCase(input: DeleteCaseRequest, call) {
      const domain = domainFor(input.domainId);
      const stored = caseOf(domain, input.caseId);
      for (const item of stored.items.values()) item.breach?.cancel();
      domain.cases.delete(stored.caseId);
      domain.searchable.record(stored.caseId, undefined);
      cases.world.kernel.journal.append({ kind: 'case.deleted', caseId: stored.caseId });
      announceCase(cases, domain, stored, { eventType: 'CASE.DELETED' }, performedByOf(undefined, call), call);
      return {};
    },
    ListCasesForContact(input: ListCasesForContactRequest) {
      const domain = domainFor(input.domainId);
      const contactArn = check.text(input.contactArn, 'contactArn');
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 10, fallback: 10 });
      const found = domain.searchable
        .documents()
        .filter(({ items }) =>
          items.some(({ content }) => content.type === 'Contact' && content.contactArn === contactArn),
        );
      const page = pageOf(found, input.nextToken, size, invalid);
      return {
        cases: page.items.map(({ caseId, templateId }) => ({ caseId, templateId })),
        nextToken: page.nextToken,
      };
    },
    GetCaseAuditEvents(input: GetCaseAuditEventsRequest) {
      const stored = caseOf(domainFor(input.domainId), input.caseId);
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 25, fallback: 25 });
      const page = pageOf([...stored.audit].reverse(), input.nextToken, size, invalid);
      return { auditEvents: page.items.map(auditEvent), nextToken: page.nextToken };
    },
  };
};

const fieldValue = (id: string, value: CaseValue | undefined) => (value === undefined ? [] : [{ id, value }]);

const auditEvent = ({ eventId, type, relatedItemType, at, fields, performedBy }: AuditRecord) => ({
  eventId,
  type,
  relatedItemType,
  performedTime: new Date(at),
  fields: fields.map(({ id, from, to }) => ({
    eventFieldId: id,
    oldValue: from,
    newValue: to ?? { emptyValue: {} },
  })),
  performedBy,
});
