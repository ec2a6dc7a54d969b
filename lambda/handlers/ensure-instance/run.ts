import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import type { CasesDomains, ConnectAssociations, ProfilesDomains } from '../../domain/deployment-ports.ts';
import { answerCloudFormation, type AnsweringPorts, type EnsuredResource } from '../shared/answer-cloudformation.ts';
import { refuseType } from '../shared/parse-properties.ts';
import { ensureCaseEventsAssociation, ensureCasesAssociation } from './ensure-associations.ts';
import { ensureCasesDomain, ensureCustomerProfiles } from './ensure-domains.ts';

export interface EnsureInstancePorts extends AnsweringPorts {
  readonly associations: ConnectAssociations;
  readonly casesDomains: CasesDomains;
  readonly profiles: ProfilesDomains;
}

const servedTypes = [
  'Custom::CustomerProfilesAssociation',
  'Custom::CasesDomain',
  'Custom::CasesAssociation',
  'Custom::CaseEventsAssociation',
];

/** Looks up, adopts or creates what joins an instance to Customer Profiles and Cases; deletes only associations of its own. */
export async function runEnsureInstance(ports: EnsureInstancePorts, event: unknown): Promise<void> {
  const resource = { ensure: (request: CustomResourceRequest) => ensure(ports, request) };
  await answerCloudFormation({ ...ports, resource }, event);
}

async function ensure(ports: EnsureInstancePorts, request: CustomResourceRequest): Promise<EnsuredResource> {
  switch (request.ResourceType) {
    case 'Custom::CustomerProfilesAssociation':
      return await ensureCustomerProfiles(ports, request);
    case 'Custom::CasesDomain':
      return await ensureCasesDomain(ports, request);
    case 'Custom::CasesAssociation':
      return await ensureCasesAssociation(ports, request);
    case 'Custom::CaseEventsAssociation':
      return await ensureCaseEventsAssociation(ports, request);
    default:
      return refuseType(request, servedTypes);
  }
}
