import { caseEventsAssociation, casesAssociation, type AssociationAnswer } from '../../contract/custom-resources.ts';
import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import { ConflictingSetupError } from '../../domain/deployment-errors.ts';
import type { AssociationType, ConnectAssociation, ConnectAssociations } from '../../domain/deployment-ports.ts';
import type { EnsuredResource } from '../shared/answer-cloudformation.ts';
import { knownPhysicalId, parseProperties } from '../shared/parse-properties.ts';

type DeleteRequest = Extract<CustomResourceRequest, { RequestType: 'Delete' }>;

const createdPrefix = 'created:';

export interface AssociationPorts {
  readonly associations: ConnectAssociations;
}

interface Wanted {
  readonly instanceArn: string;
  readonly type: AssociationType;
  readonly integrationArn: string;
}

/** The Cases domain and the instance. An instance has one Cases domain. */
export async function ensureCasesAssociation(
  ports: AssociationPorts,
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return removeOurs(ports, request, casesAssociation);
  const { InstanceArn, DomainArn } = parseProperties(casesAssociation, request);
  const wanted: Wanted = { instanceArn: InstanceArn, type: 'CASES_DOMAIN', integrationArn: DomainArn };
  const found = await ports.associations.list(InstanceArn, wanted.type);
  const other = found.find(({ integrationArn }) => integrationArn !== DomainArn);
  if (other !== undefined) {
    throw new ConflictingSetupError(
      `the instance already uses the Cases domain ${other.integrationArn}, wanted ${DomainArn}; set connect.casesDomain of the policy file to the name of the domain that is in use`,
    );
  }
  return adoptOrCreate(ports, wanted, request, found[0]);
}

/**
 * Cases as a source of events for the instance's rules. One such association serves all rules, whoever made it, so any is
 * adopted; only one of ours whose event integration was replaced is followed by a new one.
 */
export async function ensureCaseEventsAssociation(
  ports: AssociationPorts,
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return removeOurs(ports, request, caseEventsAssociation);
  const { InstanceArn, EventIntegrationArn } = parseProperties(caseEventsAssociation, request);
  const wanted: Wanted = { instanceArn: InstanceArn, type: 'EVENT', integrationArn: EventIntegrationArn };
  const found = (await ports.associations.list(InstanceArn, wanted.type)).filter(
    ({ sourceType }) => sourceType === 'CASES',
  );
  const ours = knownPhysicalId(request);
  const fitting =
    found.find(({ integrationArn }) => integrationArn === EventIntegrationArn) ??
    found.find(({ associationId }) => `${createdPrefix}${associationId}` !== ours);
  return adoptOrCreate(ports, wanted, request, fitting);
}

async function adoptOrCreate(
  ports: AssociationPorts,
  wanted: Wanted,
  request: CustomResourceRequest,
  found: ConnectAssociation | undefined,
): Promise<EnsuredResource> {
  if (found !== undefined) {
    const asCreated = `${createdPrefix}${found.associationId}`;
    const isOurs = knownPhysicalId(request) === asCreated;
    return ensured(isOurs ? 'created' : 'adopted', found.associationId, found.integrationArn);
  }
  const associationId = await ports.associations.create(wanted.instanceArn, wanted.type, wanted.integrationArn);
  return ensured('created', associationId, wanted.integrationArn);
}

function ensured(origin: AssociationAnswer['Origin'], associationId: string, integrationArn: string): EnsuredResource {
  const data: AssociationAnswer = {
    IntegrationAssociationId: associationId,
    IntegrationArn: integrationArn,
    Origin: origin,
  };
  return { physicalId: `${origin}:${associationId}`, data: { ...data } };
}

/** Removes an association that this resource made. An adopted one stays, whoever asks. */
async function removeOurs(
  ports: AssociationPorts,
  request: DeleteRequest,
  schema: typeof casesAssociation | typeof caseEventsAssociation,
): Promise<EnsuredResource> {
  const physicalId = request.PhysicalResourceId;
  if (physicalId.startsWith(createdPrefix)) {
    const { InstanceArn } = parseProperties(schema, request);
    await ports.associations.remove(InstanceArn, physicalId.slice(createdPrefix.length));
  }
  return { physicalId };
}
