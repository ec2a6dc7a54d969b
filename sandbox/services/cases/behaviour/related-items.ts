import type {
  CreateRelatedItemRequest,
  DeleteRelatedItemRequest,
  UpdateRelatedItemRequest,
} from '@aws-sdk/client-connectcases';
import { performedByOf, type CaseOperations, type CasesContext } from '../context.ts';
import { check, invalid, notFound, quotaExceeded } from '../errors.ts';
import { quotas } from '../quotas.ts';
import { activeDomainOf, caseOf, searchableOf, type CasesDomain, type RelatedItem, type StoredCase } from '../store.ts';
import { audit } from './case-writes.ts';
import { announceItem, instantsAsText } from './events.ts';
import { contentOf, readComment, readContent, readCustomFields } from './related-item-content.ts';
import { refreshNextBreach, startSla } from './slas.ts';

export const relatedItemOperations = (cases: CasesContext): CaseOperations => {
  const find = (domainId: unknown, caseId: unknown): { domain: CasesDomain; stored: StoredCase } => {
    const domain = activeDomainOf(cases.store, domainId, cases.now());
    return { domain, stored: caseOf(domain, caseId) };
  };

  return {
    CreateRelatedItem(input: CreateRelatedItemRequest, call) {
      const { domain, stored } = find(input.domainId, input.caseId);
      const content = readContent(cases, domain, stored, input.type, input.content);
      checkQuotas(stored, content.type);
      const performedBy = performedByOf(input.performedBy, call);
      const relatedItemId = cases.world.kernel.identifiers.uuid();
      const item: RelatedItem = {
        relatedItemId,
        arn: `${stored.arn}/related-item/${relatedItemId}`,
        createdAt: cases.now(),
        createdBy: performedBy.user,
        lastUpdatedBy: undefined,
        tags: new Map(),
        content,
        breach: undefined,
      };
      stored.items.set(relatedItemId, item);
      cases.world.kernel.journal.append({
        kind: 'related-item.created',
        caseId: stored.caseId,
        contactId: content.type === 'Contact' ? content.contactArn.split('/').at(-1) : undefined,
        detail: {
          type: content.type,
          relatedItemId,
          content: instantsAsText(contentOf(content)),
          origin: call.origin,
          ...(call.ruleName === undefined ? {} : { ruleName: call.ruleName }),
        },
      });
      audit(cases, stored, 'RelatedItem.Created', [], performedBy, content.type);
      announceItem(cases, domain, stored, item, 'RELATED_ITEM.CREATED', performedBy, call);
      startSla(cases, domain, stored, item, call);
      domain.searchable.record(stored.caseId, searchableOf(stored));
      return { relatedItemId, relatedItemArn: item.arn };
    },
    UpdateRelatedItem(input: UpdateRelatedItemRequest, call) {
      const { domain, stored } = find(input.domainId, input.caseId);
      const item = itemOf(stored, input.relatedItemId);
      check.member(input.content, 'content', ['comment', 'custom']);
      if (item.content.type === 'Comment' && input.content?.comment)
        item.content = { type: 'Comment', body: readComment(input.content.comment) };
      else if (item.content.type === 'Custom' && input.content?.custom)
        item.content = { type: 'Custom', fields: readCustomFields(domain, input.content.custom.fields) };
      else
        throw invalid(
          `Only comments and custom items can be updated, with content of their own type; ${item.relatedItemId} is a ${item.content.type}.`,
        );
      const performedBy = performedByOf(input.performedBy, call);
      item.lastUpdatedBy = performedBy.user;
      audit(cases, stored, 'RelatedItem.Updated', [], performedBy, item.content.type);
      if (cases.options.emitUndocumentedEvents)
        announceItem(cases, domain, stored, item, 'RELATED_ITEM.UPDATED', performedBy, call);
      domain.searchable.record(stored.caseId, searchableOf(stored));
      return {
        relatedItemId: item.relatedItemId,
        relatedItemArn: item.arn,
        type: item.content.type,
        content: contentOf(item.content),
        associationTime: new Date(item.createdAt),
        tags: Object.fromEntries(item.tags),
        lastUpdatedUser: item.lastUpdatedBy,
        createdBy: item.createdBy,
      };
    },
    DeleteRelatedItem(input: DeleteRelatedItemRequest, call) {
      const { domain, stored } = find(input.domainId, input.caseId);
      const item = itemOf(stored, input.relatedItemId);
      if (item.content.type === 'File')
        throw invalid('A File item is deleted with DeleteAttachedFile of Connect, not with DeleteRelatedItem.');
      const performedBy = performedByOf(undefined, call);
      item.breach?.cancel();
      stored.items.delete(item.relatedItemId);
      refreshNextBreach(stored);
      cases.world.kernel.journal.append({
        kind: 'related-item.deleted',
        caseId: stored.caseId,
        detail: {
          type: item.content.type,
          relatedItemId: item.relatedItemId,
          content: instantsAsText(contentOf(item.content)),
          performedBy,
        },
      });
      audit(cases, stored, 'RelatedItem.Deleted', [], performedBy, item.content.type);
      domain.searchable.record(stored.caseId, searchableOf(stored));
      return {};
    },
  };
};

function itemOf(stored: StoredCase, relatedItemId: unknown): RelatedItem {
  const item = stored.items.get(String(relatedItemId));
  if (!item) throw notFound('RelatedItem', String(relatedItemId));
  return item;
}

function checkQuotas(stored: StoredCase, type: string): void {
  const count = (wanted: string): number =>
    [...stored.items.values()].filter(({ content }) => content.type === wanted).length;
  if (stored.items.size >= quotas.relatedItemsPerCase)
    throw quotaExceeded(`A case holds at most ${quotas.relatedItemsPerCase} related items.`);
  if (type === 'Sla' && count('Sla') >= quotas.slasPerCase)
    throw quotaExceeded(`A case holds at most ${quotas.slasPerCase} SLAs.`);
  if (type === 'File' && count('File') >= quotas.filesPerCase)
    throw quotaExceeded(`A case holds at most ${quotas.filesPerCase} files.`);
}
