import { arnOf } from '../../../kernel/arn.ts';
import type {
  CreateDomainRequest,
  DeleteDomainRequest,
  GetDomainRequest,
  ListDomainsRequest,
} from '@aws-sdk/client-connectcases';
import { createLaggingIndex } from '../../shared/lagging-index.ts';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, conflict, invalid, quotaExceeded } from '../errors.ts';
import { domainCreationMilliseconds, quotas, searchLagMilliseconds } from '../quotas.ts';
import { domainOf, type CasesDomain } from '../store.ts';
import { createSystemFields } from '../system-fields.ts';

/** Creates a domain that becomes active after `creationMilliseconds`. @throws AwsError ConflictException when the name is taken */
export function createDomain(cases: CasesContext, name: unknown, creationMilliseconds: number): CasesDomain {
  const { store, world } = cases;
  const given = check.text(name, 'name', { max: 100 });
  const domains = [...store.domains.values()];
  if (domains.some((each) => each.name === given)) throw conflict(`A domain named ${given} exists already.`);
  if (domains.length >= quotas.domains) throw quotaExceeded(`An account holds at most ${quotas.domains} domains.`);
  const domainId = world.kernel.identifiers.uuid();
  const now = cases.now();
  const arn = arnOf(world.kernel.place, 'cases', `domain/${domainId}`);
  const domain: CasesDomain = {
    domainId,
    arn,
    name: given,
    createdAt: now,
    activeAt: now + creationMilliseconds,
    tags: new Map(),
    fields: createSystemFields(arn, now),
    layouts: new Map(),
    templates: new Map(),
    cases: new Map(),
    clientTokens: new Map(),
    searchable: createLaggingIndex(() => cases.now(), searchLagMilliseconds),
    events: { enabled: false, fieldIds: undefined, includeContent: undefined },
  };
  store.domains.set(domainId, domain);
  return domain;
}

/** Deletes a domain with all its cases; timers of SLAs end. */
export function deleteDomain(cases: CasesContext, domainId: unknown): void {
  const domain = domainOf(cases.store, domainId);
  for (const stored of domain.cases.values()) for (const item of stored.items.values()) item.breach?.cancel();
  cases.store.domains.delete(domain.domainId);
}

export const statusOf = (domain: CasesDomain, now: number): 'Active' | 'CreationInProgress' =>
  now < domain.activeAt ? 'CreationInProgress' : 'Active';

export const domainOperations = (cases: CasesContext): CaseOperations => ({
  CreateDomain(input: CreateDomainRequest) {
    const domain = createDomain(cases, input.name, domainCreationMilliseconds);
    return { domainId: domain.domainId, domainArn: domain.arn, domainStatus: statusOf(domain, cases.now()) };
  },
  GetDomain(input: GetDomainRequest) {
    const domain = domainOf(cases.store, input.domainId);
    return {
      domainId: domain.domainId,
      domainArn: domain.arn,
      name: domain.name,
      createdTime: new Date(domain.createdAt),
      domainStatus: statusOf(domain, cases.now()),
      tags: Object.fromEntries(domain.tags),
    };
  },
  ListDomains(input: ListDomainsRequest) {
    const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 10, fallback: 10 });
    const page = pageOf([...cases.store.domains.values()], input.nextToken, size, invalid);
    return {
      domains: page.items.map(({ domainId, arn, name }) => ({ domainId, domainArn: arn, name })),
      nextToken: page.nextToken,
    };
  },
  DeleteDomain(input: DeleteDomainRequest) {
    deleteDomain(cases, input.domainId);
    return {};
  },
});
