import {
  casesDomain,
  customerProfilesAssociation,
  type CasesDomainAnswer,
  type CustomerProfilesAssociationAnswer,
} from '../../contract/custom-resources.ts';
import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import { ConflictingSetupError, NotReadyError } from '../../domain/deployment-errors.ts';
import type { CasesDomain, CasesDomains, ConnectAssociations, ProfilesDomains } from '../../domain/deployment-ports.ts';
import type { Clock } from '../../domain/ports.ts';
import type { EnsuredResource } from '../shared/answer-cloudformation.ts';
import { knownPhysicalId, parseProperties } from '../shared/parse-properties.ts';

/**
 * A Customer Profiles domain, associated with the instance. Nothing is ever deleted: the domain holds the customers, and
 * every case of the instance refers to one.
 */
export async function ensureCustomerProfiles(
  ports: { readonly profiles: ProfilesDomains },
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return { physicalId: request.PhysicalResourceId };
  const { InstanceArn, DomainName } = parseProperties(customerProfilesAssociation, request);
  const associated = await ports.profiles.associatedWith(InstanceArn);
  if (associated !== undefined) return ensuredProfiles(request, InstanceArn, associated, 'adopted');
  const isThere = await ports.profiles.exists(DomainName);
  if (!isThere) await ports.profiles.create(DomainName);
  await ports.profiles.associate(DomainName, InstanceArn);
  return ensuredProfiles(request, InstanceArn, DomainName, isThere ? 'adopted' : 'created');
}

function ensuredProfiles(
  request: CustomResourceRequest,
  instanceArn: string,
  domainName: string,
  found: CustomerProfilesAssociationAnswer['Origin'],
): EnsuredResource {
  const origin = knownPhysicalId(request) === `created:${domainName}` ? 'created' : found;
  const [, partition, , region, accountId] = instanceArn.split(':');
  const data: CustomerProfilesAssociationAnswer = {
    DomainName: domainName,
    DomainArn: `arn:${partition}:profile:${region}:${accountId}:domains/${domainName}`,
    Origin: origin,
  };
  return { physicalId: `${origin}:${domainName}`, data: { ...data } };
}

export interface CasesDomainPorts {
  readonly clock: Clock;
  readonly casesDomains: CasesDomains;
  readonly associations: ConnectAssociations;
}

/** Making a domain takes seconds; what takes longer than this is looked at again from the start. */
const mostLooks = 20;
const betweenLooksMilliseconds = 2000;

/**
 * The Cases domain of the instance: the one that is associated, else the one with the wanted name, else a new one, once it is
 * usable. It is never deleted.
 * @throws NotReadyError when it is still being made
 */
export async function ensureCasesDomain(
  ports: CasesDomainPorts,
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return { physicalId: request.PhysicalResourceId };
  const { InstanceArn, DomainName } = parseProperties(casesDomain, request);
  const [association] = await ports.associations.list(InstanceArn, 'CASES_DOMAIN');
  const associated =
    association === undefined ? undefined : await ports.casesDomains.withId(idOf(association.integrationArn));
  const named = await ports.casesDomains.named(DomainName);
  if (association !== undefined && associated === undefined) {
    throw new ConflictingSetupError(
      `the instance is associated with the Cases domain ${association.integrationArn}, which no longer exists; remove that integration association first`,
    );
  }
  if (associated !== undefined && named !== undefined && associated.domainId !== named.domainId) {
    throw new ConflictingSetupError(
      `the instance already uses the Cases domain ${associated.name}, and there is another one named ${DomainName}; set connect.casesDomain of the policy file to ${associated.name}`,
    );
  }
  const found = associated ?? named;
  if (found !== undefined) return ensuredDomain(request, found, 'adopted');
  const domainId = await ports.casesDomains.create(DomainName);
  for (let looks = 1; ; looks += 1) {
    const made = await ports.casesDomains.withId(domainId);
    if (made !== undefined && (made.status !== 'CreationInProgress' || looks === mostLooks)) {
      return ensuredDomain(request, made, 'created');
    }
    if (looks === mostLooks) throw new NotReadyError(`the Cases domain ${DomainName} was made and cannot be seen yet`);
    await ports.clock.pause(betweenLooksMilliseconds);
  }
}

function ensuredDomain(
  request: CustomResourceRequest,
  domain: CasesDomain,
  found: CasesDomainAnswer['Origin'],
): EnsuredResource {
  switch (domain.status) {
    case 'CreationInProgress':
      throw new NotReadyError(`the Cases domain ${domain.name} is still being made`);
    case 'CreationFailed':
      throw new ConflictingSetupError(`the Cases domain ${domain.name} could not be made by Cases; delete it`);
    case 'Active': {
      const origin = knownPhysicalId(request) === `created:${domain.domainId}` ? 'created' : found;
      const data: CasesDomainAnswer = { DomainId: domain.domainId, DomainArn: domain.domainArn, Origin: origin };
      return { physicalId: `${origin}:${domain.domainId}`, data: { ...data } };
    }
    default:
      return domain.status satisfies never;
  }
}

function idOf(domainArn: string): string {
  return domainArn.slice(domainArn.lastIndexOf('/') + 1);
}
