import { SearchCasesCommand, type CaseFilter, type ConnectCasesClient } from '@aws-sdk/client-connectcases';
import type { FieldValue } from '../contract/case-item.ts';
import { toInstant } from '../domain/instants.ts';
import { ownerFields, sweepSystemFields } from '../domain/sweep/compare.ts';
import type { CasePageWanted, CaseSearch, FoundCase } from '../domain/sweep/sweep-ports.ts';
import { fromFieldValue } from './cases.ts';
import { translateSearchErrors } from './translate-aws-error.ts';

/** The most that one page may hold. Source: API_connect-cases_SearchCases. */
const pageSize = 100;

type Found = NonNullable<NonNullable<Awaited<ReturnType<typeof searchPage>>['cases']>[number]>;

/** Cases of the domain, as a search shows them. */
export function createCaseSearch(client: ConnectCasesClient, domainId: string): CaseSearch {
  return {
    page: async (wanted) => {
      const { cases, nextToken } = await searchPage(client, domainId, wanted);
      // The list may hold nulls. Source: API_connect-cases_SearchCases.
      const found = (cases ?? []).flatMap((one) => (one === null ? [] : toFoundCase(one)));
      return { cases: found, ...(nextToken === undefined ? {} : { next: nextToken }) };
    },
  };
}

async function searchPage(client: ConnectCasesClient, domainId: string, wanted: CasePageWanted) {
  const { by, from, fieldIds, token } = wanted;
  const asked = [...new Set([...Object.values(sweepSystemFields), ...Object.values(ownerFields), ...fieldIds])];
  const filters: CaseFilter[] = [
    ...(wanted.onlyOpen ? [{ not: { field: { equalTo: { id: 'status', value: { stringValue: 'closed' } } } } }] : []),
    ...(from === undefined || by === undefined
      ? []
      : [{ field: { greaterThanOrEqualTo: { id: sweepSystemFields[by], value: { stringValue: from } } } }]),
  ];
  const command = new SearchCasesCommand({
    domainId,
    maxResults: pageSize,
    fields: asked.map((id) => ({ id })),
    ...(by === undefined ? {} : { sorts: [{ fieldId: sweepSystemFields[by], sortOrder: 'Asc' }] }),
    ...(filters.length === 0 ? {} : { filter: { andAll: filters } }),
    ...(token === undefined ? {} : { nextToken: token }),
  });
  return await translateSearchErrors('Cases SearchCases', () => client.send(command));
}

function toFoundCase({ caseId, templateId, fields }: Found): FoundCase[] {
  if (caseId === undefined || templateId === undefined) return [];
  const values: Record<string, FieldValue> = {};
  for (const field of fields ?? []) {
    const value = fromFieldValue(field?.value);
    if (field?.id !== undefined && value !== null) values[field.id] = value;
  }
  const at = (fieldId: string): string | undefined => toInstant(String(values[fieldId] ?? ''));
  const { createdAt, lastUpdatedAt } = sweepSystemFields;
  return [{ caseId, templateId, createdAt: at(createdAt), lastUpdatedAt: at(lastUpdatedAt), fields: values }];
}
