import type {
  ListTagsForResourceRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-connectcases';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, invalid, notFound } from '../errors.ts';
import { searchableOf, type CasesDomain } from '../store.ts';

const arnParts =
  /^arn:[^:]+:cases:[^:]+:\d{12}:domain\/([^/]+)(?:\/(field|layout|template|case)\/([^/]+)(?:\/related-item\/([^/]+))?)?$/;
const mostTags = 50;

export const tagOperations = (cases: CasesContext): CaseOperations => ({
  TagResource(input: TagResourceRequest) {
    const { tags, changed } = find(cases, input.arn);
    for (const [key, value] of Object.entries(input.tags ?? {})) tags.set(key, value ?? '');
    if (tags.size > mostTags) throw invalid(`A resource holds at most ${mostTags} tags.`);
    changed();
  },
  UntagResource(input: UntagResourceRequest) {
    const { tags, changed } = find(cases, input.arn);
    for (const key of check.list(input.tagKeys, 'tagKeys', { min: 0, max: mostTags })) tags.delete(key);
    changed();
  },
  ListTagsForResource(input: ListTagsForResourceRequest) {
    return { tags: Object.fromEntries(find(cases, input.arn).tags) };
  },
});

function find(cases: CasesContext, arn: unknown): { tags: Map<string, string>; changed: () => void } {
  const text = check.text(arn, 'arn');
  const [, domainId, kind, id, itemId] = arnParts.exec(text) ?? [];
  const domain = cases.store.domains.get(domainId ?? '');
  if (!domain) throw notFound('Resource', text);
  const tags = kind === undefined ? domain.tags : tagsWithin(domain, kind, id!, itemId);
  if (!tags) throw notFound('Resource', text);
  return {
    tags,
    changed() {
      const stored = kind === 'case' ? domain.cases.get(id!) : undefined;
      if (stored) domain.searchable.record(stored.caseId, searchableOf(stored));
    },
  };
}

function tagsWithin(domain: CasesDomain, kind: string, id: string, itemId?: string): Map<string, string> | undefined {
  switch (kind) {
    case 'field':
      return domain.fields.get(id)?.tags;
    case 'layout':
      return domain.layouts.get(id)?.tags;
    case 'template':
      return domain.templates.get(id)?.tags;
    default: {
      const stored = domain.cases.get(id);
      return itemId === undefined ? stored?.tags : stored?.items.get(itemId)?.tags;
    }
  }
}
