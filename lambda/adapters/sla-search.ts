import { SearchAllRelatedItemsCommand, type ConnectCasesClient } from '@aws-sdk/client-connectcases';
import type { FoundSla, SlaSearch } from '../domain/ports.ts';
import { translateSearchErrors } from './translate-aws-error.ts';

/** The most that one page may hold. Source: API_connect-cases_SearchAllRelatedItems. */
const pageSize = 25;

type Item = NonNullable<NonNullable<Awaited<ReturnType<typeof searchPage>>['relatedItems']>[number]>;

/** SLAs of all cases of the domain. */
export function createSlaSearch(client: ConnectCasesClient, domainId: string): SlaSearch {
  return {
    page: async (which) => {
      const { relatedItems, nextToken } = await searchPage(client, domainId, which);
      // The list may hold nulls. Source: API_connect-cases_SearchAllRelatedItems.
      const slas = (relatedItems ?? []).flatMap((item) => (item === null ? [] : toFoundSla(item)));
      return { slas, ...(nextToken === undefined ? {} : { next: nextToken }) };
    },
  };
}

async function searchPage(client: ConnectCasesClient, domainId: string, which: Parameters<SlaSearch['page']>[0]) {
  return await translateSearchErrors('Cases SearchAllRelatedItems', () =>
    client.send(
      new SearchAllRelatedItemsCommand({
        domainId,
        filters: [{ sla: { status: which.status } }],
        sorts: [{ sortProperty: 'AssociationTime', sortOrder: which.newestFirst ? 'Desc' : 'Asc' }],
        maxResults: pageSize,
        ...(which.from === undefined ? {} : { nextToken: which.from }),
      }),
    ),
  );
}

function toFoundSla({ relatedItemId, caseId, associationTime, content }: Item): FoundSla[] {
  const sla = content?.sla?.slaConfiguration;
  const { name, status, targetTime, completionTime, fieldId } = sla ?? {};
  if (relatedItemId === undefined || caseId === undefined || associationTime === undefined) return [];
  if (name === undefined || status === undefined || targetTime === undefined) return [];
  return [
    {
      caseId,
      relatedItemId,
      slaName: name,
      status,
      attachedAt: associationTime.toISOString(),
      targetTime: targetTime.toISOString(),
      ...(completionTime === undefined ? {} : { completedAt: completionTime.toISOString() }),
      ...(fieldId === undefined ? {} : { fieldId }),
      values: (sla?.targetFieldValues ?? []).flatMap(
        (value) => value.stringValue ?? value.doubleValue ?? value.booleanValue ?? value.userArnValue ?? [],
      ),
    },
  ];
}
