import type {
  RelatedItemTypeFilter,
  SearchAllRelatedItemsRequest,
  SearchAllRelatedItemsSort,
  SearchRelatedItemsRequest,
} from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, invalid } from '../errors.ts';
import { activeDomainOf, caseOf, type CasesDomain, type SearchableCase } from '../store.ts';
import { contentOf } from './related-item-content.ts';
import { readFilter } from './search-filter.ts';

type Item = SearchableCase['items'][number];
type Found = Item & { readonly caseId: string };
type Test = (item: Item) => boolean;

/** Searches see a write only after the search lag. */
export const searchRelatedItemsOperations = (cases: CasesContext): CaseOperations => ({
  SearchRelatedItems(input: SearchRelatedItemsRequest) {
    const domain = activeDomainOf(cases.store, input.domainId, cases.now());
    const { caseId } = caseOf(domain, input.caseId);
    const found = search(domain, input.filters, []).filter((item) => item.caseId === caseId);
    const page = pageOf(found, input.nextToken, sizeOf(input.maxResults), invalid);
    return { relatedItems: page.items.map(describe), nextToken: page.nextToken };
  },
  SearchAllRelatedItems(input: SearchAllRelatedItemsRequest) {
    const domain = activeDomainOf(cases.store, input.domainId, cases.now());
    const found = search(domain, input.filters, input.sorts);
    const page = pageOf(found, input.nextToken, sizeOf(input.maxResults), invalid);
    return {
      relatedItems: page.items.map((item) => ({ ...describe(item), caseId: item.caseId })),
      nextToken: page.nextToken,
    };
  },
});

const sizeOf = (maxResults: unknown): number =>
  check.integer(maxResults, 'maxResults', { min: 1, max: 25, fallback: 25 });

/** An item is found when any of the filters holds; without filters every item is. */
function search(
  domain: CasesDomain,
  filters: readonly RelatedItemTypeFilter[] | undefined,
  sorts: readonly SearchAllRelatedItemsSort[] | undefined,
): Found[] {
  const tests = check.list(filters, 'filters', { min: 0, max: 10 }).map((filter) => readTypeFilter(domain, filter));
  const keys = check.list(sorts, 'sorts', { min: 0, max: 2 }).map(({ sortProperty, sortOrder }) => ({
    property: check.oneOf(sortProperty, 'sorts.sortProperty', ['AssociationTime', 'CaseId']),
    sign: check.oneOf(sortOrder, 'sorts.sortOrder', ['Asc', 'Desc']) === 'Asc' ? 1 : -1,
  }));
  return domain.searchable
    .documents()
    .flatMap(({ caseId, items }) => items.map((item) => ({ ...item, caseId })))
    .filter((item) => tests.length === 0 || tests.some((test) => test(item)))
    .sort((a, b) => {
      for (const { property, sign } of keys) {
        const difference =
          property === 'CaseId' ? (a.caseId < b.caseId ? -1 : Number(a.caseId > b.caseId)) : a.createdAt - b.createdAt;
        if (difference !== 0) return difference * sign;
      }
      return b.createdAt - a.createdAt;
    });
}

function readTypeFilter(domain: CasesDomain, filter: RelatedItemTypeFilter): Test {
  check.member(filter, 'filters', ['contact', 'comment', 'file', 'sla', 'connectCase', 'custom']);
  const is = (wanted: string | undefined, found: string): boolean => wanted === undefined || wanted === found;
  if (filter.contact) {
    const { channel, contactArn } = filter.contact;
    const channels = check.list(channel, 'filters.contact.channel', { min: 0, max: 3 });
    return ({ content }) =>
      content.type === 'Contact' &&
      is(contactArn, content.contactArn) &&
      (channels.length === 0 || channels.includes(content.channel));
  }
  if (filter.comment) return ({ content }) => content.type === 'Comment';
  if (filter.file) {
    const { fileArn } = filter.file;
    return ({ content }) => content.type === 'File' && is(fileArn, content.fileArn);
  }
  if (filter.sla) {
    const { name, status } = filter.sla;
    if (status !== undefined) check.oneOf(status, 'filters.sla.status', ['Active', 'Overdue', 'Met', 'NotMet']);
    return ({ content }) => content.type === 'Sla' && is(name, content.sla.name) && is(status, content.sla.status);
  }
  if (filter.connectCase) {
    const { caseId } = filter.connectCase;
    return ({ content }) => content.type === 'ConnectCase' && is(caseId, content.caseId);
  }
  const fields = filter.custom?.fields && readFilter(domain, filter.custom.fields, false);
  return ({ content }) =>
    content.type === 'Custom' &&
    (fields?.({ values: new Map(content.fields.map(({ id, value }) => [id, value])), tags: {} }) ?? true);
}

const describe = ({ relatedItemId, content, createdAt, createdBy }: Found) => ({
  relatedItemId,
  type: content.type,
  associationTime: new Date(createdAt),
  content: contentOf(content),
  performedBy: createdBy,
  tags: {},
});
