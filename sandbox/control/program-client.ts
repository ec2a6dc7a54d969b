import {
  CreateCaseCommand,
  DeleteCaseCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
  type ConnectCasesClient,
  type FieldValue,
} from '@aws-sdk/client-connectcases';
import { CreateProfileCommand, type CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import type { JsonObject } from '../kernel/json-object.ts';
import { factsOf } from './facts.ts';
import type { ProgramClient } from './parts.ts';

/** Cases and customer profiles as a program, or the agent workspace, uses them. */
export function createProgramClient(options: {
  cases: ConnectCasesClient;
  profiles: CustomerProfilesClient;
  region: string;
  accountId: string;
}): ProgramClient {
  const { cases, profiles, region, accountId } = options;
  return {
    async createProfile({ domainName, name }) {
      const [lastName = name, firstName = ''] = name.split(' ');
      const { ProfileId: id } = await profiles.send(
        new CreateProfileCommand({ DomainName: domainName, LastName: lastName, FirstName: firstName }),
      );
      return `arn:aws:profile:${region}:${accountId}:domains/${domainName}/profiles/${id}`;
    },
    async createCase({ domainId, templateId, performedBy, fields, token }) {
      const answer = await cases.send(
        new CreateCaseCommand({ domainId, templateId, performedBy, fields: fieldsOf(fields), clientToken: token }),
      );
      return answer.caseId!;
    },
    async updateCase({ domainId, caseId, performedBy, fields }) {
      await cases.send(new UpdateCaseCommand({ domainId, caseId, performedBy, fields: fieldsOf(fields) }));
    },
    async deleteCase({ domainId, caseId }) {
      await cases.send(new DeleteCaseCommand({ domainId, caseId }));
    },
    async slasOf({ domainId, caseId }) {
      const found: JsonObject[] = [];
      let nextToken: string | undefined;
      do {
        const page = await cases.send(
          new SearchRelatedItemsCommand({ domainId, caseId, filters: [{ sla: {} }], maxResults: 25, nextToken }),
        );
        for (const item of page.relatedItems ?? []) {
          const { slaConfiguration } = factsOf(factsOf(item?.content)['sla']);
          if (slaConfiguration !== undefined) found.push(instantsAsText(slaConfiguration));
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    },
  };
}

const fieldsOf = (fields: Readonly<Record<string, string>>): FieldValue[] =>
  Object.entries(fields).map(([id, stringValue]) => ({ id, value: { stringValue } }));

const instantsAsText = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
