import {
  CreateRelatedItemCommand,
  DeleteRelatedItemCommand,
  SearchRelatedItemsCommand,
  type ConnectCasesClient,
  type SearchRelatedItemsCommandOutput,
} from '@aws-sdk/client-connectcases';
import { RequestRefusedError } from '../domain/errors.ts';
import type { CaseSla, CaseSlas } from '../domain/ports.ts';
import { performedBy } from './cases.ts';
import { isAwsError, translateAwsErrors } from './translate-aws-error.ts';

/** The most that one page may hold. Source: API_connect-cases_SearchRelatedItems. */
const pageSize = 25;

export function createCaseSlas(client: ConnectCasesClient, domainId: string): CaseSlas {
  return {
    list: async (caseId) =>
      await translateAwsErrors({ operation: 'Cases SearchRelatedItems', changes: false }, async () => {
        const slas: CaseSla[] = [];
        let page: SearchRelatedItemsCommandOutput | undefined;
        do {
          page = await client.send(
            new SearchRelatedItemsCommand({
              domainId,
              caseId,
              filters: [{ sla: {} }],
              maxResults: pageSize,
              ...(page?.nextToken === undefined ? {} : { nextToken: page.nextToken }),
            }),
          );
          // The list may hold nulls. Source: API_connect-cases_SearchRelatedItems.
          for (const item of page.relatedItems ?? []) {
            const sla = item?.content?.sla?.slaConfiguration;
            if (item?.relatedItemId === undefined || sla?.targetTime === undefined) continue;
            slas.push({
              relatedItemId: item.relatedItemId,
              name: sla.name ?? '',
              status: sla.status ?? '',
              targetTime: sla.targetTime.toISOString(),
              attachedAt: item.associationTime?.toISOString() ?? sla.targetTime.toISOString(),
            });
          }
        } while (page.nextToken !== undefined);
        return slas;
      }),

    attach: async (caseId, { name, targetMinutes, fieldId, value }) => {
      const command = new CreateRelatedItemCommand({
        domainId,
        caseId,
        type: 'Sla',
        content: {
          sla: {
            slaInputConfiguration: {
              name,
              type: 'CaseField',
              fieldId,
              targetFieldValues: [{ stringValue: value }],
              targetSlaMinutes: targetMinutes,
            },
          },
        },
        performedBy,
      });
      const call = { operation: 'Cases CreateRelatedItem', changes: true };
      const { relatedItemId } = await translateAwsErrors(call, () => client.send(command));
      if (relatedItemId === undefined) {
        throw new RequestRefusedError('Cases CreateRelatedItem: the answer has no relatedItemId');
      }
      return relatedItemId;
    },

    remove: async (caseId, relatedItemId) => {
      const command = new DeleteRelatedItemCommand({ domainId, caseId, relatedItemId });
      await translateAwsErrors({ operation: 'Cases DeleteRelatedItem', changes: true }, async () => {
        try {
          await client.send(command);
        } catch (error) {
          if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
        }
      });
    },
  };
}
