import {
  CreateDomainCommand,
  GetDomainCommand,
  paginateListDomains,
  type ConnectCasesClient,
} from '@aws-sdk/client-connectcases';
import type { CasesDomain, CasesDomains } from '../domain/deployment-ports.ts';
import { lookUp, make } from './deployment-errors.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

export function createCasesDomains(client: ConnectCasesClient): CasesDomains {
  const withId = async (domainId: string): Promise<CasesDomain | undefined> => {
    const found = await lookUp('Cases GetDomain', () => client.send(new GetDomainCommand({ domainId })));
    if (found?.domainArn === undefined) return undefined;
    return {
      domainId,
      domainArn: found.domainArn,
      name: found.name ?? domainId,
      status: found.domainStatus ?? 'CreationInProgress',
    };
  };
  return {
    withId,
    named: async (name) => {
      const domainId = await translateAwsErrors({ operation: 'Cases ListDomains', changes: false }, async () => {
        for await (const { domains = [] } of paginateListDomains({ client }, {})) {
          const found = domains.find((domain) => domain.name === name);
          if (found?.domainId !== undefined) return found.domainId;
        }
        return undefined;
      });
      return domainId === undefined ? undefined : withId(domainId);
    },
    create: async (name) => {
      const { domainId = '' } = await make('Cases CreateDomain', () => client.send(new CreateDomainCommand({ name })));
      return domainId;
    },
  };
}
