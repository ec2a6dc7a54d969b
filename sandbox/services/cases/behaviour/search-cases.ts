import type { SearchCasesRequest, Sort } from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, invalid } from '../errors.ts';
import { fieldOf, plain } from '../field-values.ts';
import { activeDomainOf, type CasesDomain, type SearchableCase } from '../store.ts';
import { readFilter } from './search-filter.ts';

/** Searches see a write only after the search lag. */
export const searchCasesOperations = (cases: CasesContext): CaseOperations => ({
  SearchCases(input: SearchCasesRequest) {
    const domain = activeDomainOf(cases.store, input.domainId, cases.now());
    if (!cases.options.searchTakesDates) refuseDates(input);
    const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 100, fallback: 25 });
    const term = check.optionalText(input.searchTerm, 'searchTerm', { min: 0, max: 255 });
    const ids = check
      .list(input.fields, 'fields', { min: 0, max: 25 })
      .map(({ id }) => fieldOf(domain, check.text(id, 'fields.id')).fieldId);
    const matches = input.filter === undefined ? () => true : readFilter(domain, input.filter, true);
    const order = readSorts(domain, input.sorts);
    const found = domain.searchable
      .documents()
      .filter((document) => matches(document) && (term === undefined || mentions(document, term)))
      .sort(order);
    const page = pageOf(found, input.nextToken, size, invalid);
    return {
      cases: page.items.map((document) => ({
        caseId: document.caseId,
        templateId: document.templateId,
        fields: ids.flatMap((id) => {
          const value = document.values.get(id);
          return value === undefined ? [] : [{ id, value }];
        }),
        tags: document.tags,
      })),
      nextToken: page.nextToken,
      totalCount: found.length,
    };
  },
});

const dateFields = ['created_datetime', 'last_updated_datetime'];

/** The reading of the documentation in which these fields are for looking at only. */
function refuseDates({ sorts, filter }: SearchCasesRequest): void {
  const asked = JSON.stringify([sorts, filter]);
  const refused = dateFields.find((fieldId) => asked.includes(JSON.stringify(fieldId)));
  if (refused !== undefined) throw invalid(`${refused} can be neither sorted nor filtered by.`);
}

type Order = (a: SearchableCase, b: SearchableCase) => number;

/** Without sorts the newest case comes first (undocumented); a case without a value comes last either way. */
function readSorts(domain: CasesDomain, sorts: readonly Sort[] | undefined): Order {
  const keys = check.list(sorts, 'sorts', { min: 0, max: 2 }).map(({ fieldId, sortOrder }) => ({
    id: fieldOf(domain, check.text(fieldId, 'sorts.fieldId')).fieldId,
    sign: check.oneOf(sortOrder, 'sorts.sortOrder', ['Asc', 'Desc']) === 'Asc' ? 1 : -1,
  }));
  return (a, b) => {
    for (const { id, sign } of keys) {
      const left = a.values.get(id);
      const right = b.values.get(id);
      if (left === undefined && right === undefined) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      const difference = compare(plain(left), plain(right));
      if (difference !== 0) return difference * sign;
    }
    return b.createdAt - a.createdAt || compare(a.caseId, b.caseId);
  };
}

const compare = (a: string | number | boolean, b: string | number | boolean): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every word of the term stands somewhere in the values of the case (the matching of a quick search is undocumented). */
const mentions = ({ values }: SearchableCase, term: string): boolean => {
  const texts = [...values.values()].map((value) => String(plain(value)).toLowerCase());
  return term
    .toLowerCase()
    .split(/\s+/)
    .every((word) => texts.some((text) => text.includes(word)));
};
