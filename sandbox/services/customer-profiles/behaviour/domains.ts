import { arnOf } from '../../../kernel/arn.ts';
import type {
  CreateDomainRequest,
  DeleteDomainRequest,
  DeleteIntegrationRequest,
  GetDomainRequest,
  GetIntegrationRequest,
  ListAccountIntegrationsRequest,
  ListDomainsRequest,
  ListIntegrationsRequest,
  PutIntegrationRequest,
} from '@aws-sdk/client-customer-profiles';
import { createLaggingIndex } from '../../shared/lagging-index.ts';
import { pageOf } from '../../shared/pages.ts';
import { searchLagMilliseconds, type ProfileOperations, type ProfilesContext } from '../context.ts';
import { badRequest, check, notFound } from '../errors.ts';
import { domainOf, type ProfilesDomain, type ProfilesIntegration } from '../store.ts';

const namePattern = /^[a-zA-Z0-9_-]+$/;
/** Object type of the integration that joins an instance to a domain: contact records become profile objects. */
export const contactRecords = 'CTR';

/** Makes an empty domain. @throws AwsError BadRequestException when the name is taken */
export function createDomain(
  { world, store }: ProfilesContext,
  name: string,
  defaultExpirationDays: number,
  tags: Readonly<Record<string, string>>,
): ProfilesDomain {
  if (store.has(name)) throw badRequest(`The domain ${name} exists already.`);
  const { place, clock } = world.kernel;
  const domain: ProfilesDomain = {
    name,
    arn: arnOf(place, 'profile', `domains/${name}`),
    createdAt: clock.now(),
    defaultExpirationDays,
    tags,
    profiles: new Map(),
    integrations: new Map(),
    searchable: createLaggingIndex(() => clock.now(), searchLagMilliseconds),
  };
  store.set(name, domain);
  return domain;
}

/** Joins something to a domain, or changes how it is joined. */
export function putIntegration(
  { world }: ProfilesContext,
  domain: ProfilesDomain,
  uri: string,
  given: Pick<ProfilesIntegration, 'objectTypeName' | 'objectTypeNames' | 'tags'>,
): ProfilesIntegration {
  const now = world.kernel.clock.now();
  const integration = { ...given, uri, createdAt: domain.integrations.get(uri)?.createdAt ?? now, lastUpdatedAt: now };
  domain.integrations.set(uri, integration);
  return integration;
}

export function domainOperations(profiles: ProfilesContext): ProfileOperations {
  const { store, instanceArn } = profiles;

  return {
    CreateDomain(input: CreateDomainRequest) {
      const name = check.text(input.DomainName, 'DomainName', { max: 64, pattern: namePattern });
      const days = check.integer(input.DefaultExpirationDays, 'DefaultExpirationDays', { min: 1, max: 1_098 });
      refuseUnsupported(input, ['DomainName', 'DefaultExpirationDays', 'Tags']);
      return describe(createDomain(profiles, name, days, input.Tags ?? {}));
    },
    GetDomain: (input: GetDomainRequest) => {
      const domain = domainOf(store, input.DomainName);
      return {
        ...describe(domain),
        Stats: { ProfileCount: domain.profiles.size, MeteringProfileCount: 0, ObjectCount: 0, TotalSize: 0 },
      };
    },
    ListDomains(input: ListDomainsRequest) {
      const page = pageOf([...store.values()], input.NextToken, sizeOf(input.MaxResults), badRequest);
      return {
        Items: page.items.map((domain) => {
          const { DefaultExpirationDays: _days, ...item } = describe(domain);
          return item;
        }),
        NextToken: page.nextToken,
      };
    },
    DeleteDomain(input: DeleteDomainRequest) {
      store.delete(domainOf(store, input.DomainName).name);
      return { Message: 'OK' };
    },
    PutIntegration(input: PutIntegrationRequest) {
      const domain = domainOf(store, input.DomainName);
      refuseUnsupported(input, ['DomainName', 'Uri', 'ObjectTypeName', 'ObjectTypeNames', 'Tags']);
      const uri = check.text(input.Uri, 'Uri', { max: 255 });
      if ((input.ObjectTypeName === undefined) === (input.ObjectTypeNames === undefined))
        throw badRequest('Exactly one of ObjectTypeName and ObjectTypeNames is required.');
      if (uri.includes(':connect:')) checkInstance(domain, uri);
      const objectTypeName = check.optionalText(input.ObjectTypeName, 'ObjectTypeName', {
        max: 255,
        pattern: /^[a-zA-Z_][a-zA-Z_0-9-]*$/,
      });
      return integrationOf(
        domain,
        putIntegration(profiles, domain, uri, {
          objectTypeName,
          objectTypeNames: input.ObjectTypeNames,
          tags: input.Tags ?? {},
        }),
      );
    },
    GetIntegration(input: GetIntegrationRequest) {
      const domain = domainOf(store, input.DomainName);
      return integrationOf(domain, integrationFor(domain, input.Uri));
    },
    ListIntegrations(input: ListIntegrationsRequest) {
      const domain = domainOf(store, input.DomainName);
      const page = pageOf([...domain.integrations.values()], input.NextToken, sizeOf(input.MaxResults), badRequest);
      return { Items: page.items.map((each) => integrationOf(domain, each)), NextToken: page.nextToken };
    },
    DeleteIntegration(input: DeleteIntegrationRequest) {
      const domain = domainOf(store, input.DomainName);
      domain.integrations.delete(integrationFor(domain, input.Uri).uri);
      return { Message: 'OK' };
    },
    ListAccountIntegrations(input: ListAccountIntegrationsRequest) {
      const uri = check.text(input.Uri, 'Uri', { max: 255 });
      const found = [...store.values()].flatMap((domain) => {
        const integration = domain.integrations.get(uri);
        return integration ? [integrationOf(domain, integration)] : [];
      });
      const page = pageOf(found, input.NextToken, sizeOf(input.MaxResults), badRequest);
      return { Items: page.items, NextToken: page.nextToken };
    },
  };

  /** An instance that exists belongs to one domain at a time (undocumented; the console offers no second). */
  function checkInstance(domain: ProfilesDomain, uri: string): void {
    if (uri !== instanceArn) throw notFound('Connect instance', uri);
    const other = [...store.values()].find((each) => each !== domain && each.integrations.has(uri));
    if (other) throw badRequest(`The instance ${uri} is associated with the domain ${other.name} already.`);
  }
}

const sizeOf = (maxResults: unknown): number =>
  check.integer(maxResults, 'MaxResults', { min: 1, max: 100, fallback: 100 });

function integrationFor(domain: ProfilesDomain, uri: unknown): ProfilesIntegration {
  const found = domain.integrations.get(String(uri));
  if (!found) throw notFound('integration', String(uri));
  return found;
}

function refuseUnsupported(input: object, supported: readonly string[]): void {
  const extra = Object.entries(input).find(([name, value]) => value !== undefined && !supported.includes(name));
  if (extra) throw badRequest(`${extra[0]} is not supported by the sandbox; supported are ${supported.join(', ')}.`);
}

const describe = ({ name, createdAt, defaultExpirationDays, tags }: ProfilesDomain) => ({
  DomainName: name,
  DefaultExpirationDays: defaultExpirationDays,
  CreatedAt: new Date(createdAt),
  LastUpdatedAt: new Date(createdAt),
  Tags: tags,
});

const integrationOf = (domain: ProfilesDomain, integration: ProfilesIntegration) => ({
  DomainName: domain.name,
  Uri: integration.uri,
  ObjectTypeName: integration.objectTypeName,
  ObjectTypeNames: integration.objectTypeNames,
  CreatedAt: new Date(integration.createdAt),
  LastUpdatedAt: new Date(integration.lastUpdatedAt),
  Tags: integration.tags,
});
