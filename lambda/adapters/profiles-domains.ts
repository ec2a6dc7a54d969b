import {
  CreateDomainCommand,
  GetDomainCommand,
  ListAccountIntegrationsCommand,
  PutIntegrationCommand,
  type CustomerProfilesClient,
} from '@aws-sdk/client-customer-profiles';
import type { ProfilesDomains } from '../domain/deployment-ports.ts';
import { lookUp, make } from './deployment-errors.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** How long profile objects are kept, in days; the console's own choice for a new domain. */
const expirationDays = 366;
/** Contact records. Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-contact-record-template.html */
const contactRecordType = 'CTR';

export function createProfilesDomains(client: CustomerProfilesClient): ProfilesDomains {
  return {
    associatedWith: (instanceArn) =>
      translateAwsErrors({ operation: 'Customer Profiles ListAccountIntegrations', changes: false }, async () => {
        let nextToken: string | undefined;
        do {
          const page = await client.send(
            new ListAccountIntegrationsCommand({
              Uri: instanceArn,
              ...(nextToken === undefined ? {} : { NextToken: nextToken }),
            }),
          );
          const found = page.Items?.find(({ Uri }) => Uri === instanceArn);
          if (found?.DomainName !== undefined) return found.DomainName;
          nextToken = page.NextToken;
        } while (nextToken !== undefined);
        return undefined;
      }),
    exists: async (domainName) =>
      (await lookUp('Customer Profiles GetDomain', () =>
        client.send(new GetDomainCommand({ DomainName: domainName })),
      )) !== undefined,
    create: async (domainName) => {
      await make('Customer Profiles CreateDomain', () =>
        client.send(new CreateDomainCommand({ DomainName: domainName, DefaultExpirationDays: expirationDays })),
      );
    },
    associate: async (domainName, instanceArn) => {
      await make('Customer Profiles PutIntegration', () =>
        client.send(
          new PutIntegrationCommand({ DomainName: domainName, Uri: instanceArn, ObjectTypeName: contactRecordType }),
        ),
      );
    },
  };
}
