import { caseEventConfiguration, caseFieldOptions } from '../../contract/custom-resources.ts';
import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import type { CaseSchema, EventConfiguration, FieldOption } from '../../domain/deployment-ports.ts';
import { mergeEventConfiguration, mergeOptions } from '../../domain/merge-case-schema.ts';
import { answerCloudFormation, type AnsweringPorts, type EnsuredResource } from '../shared/answer-cloudformation.ts';
import { parseProperties, refuseType } from '../shared/parse-properties.ts';

export interface EnsureCaseSchemaPorts extends AnsweringPorts {
  readonly schema: CaseSchema;
}

/**
 * Merges field options and the event configuration into what a Cases domain already has. Nothing is ever taken away, not even
 * on deletion: cases hold the options, and others read the events.
 */
export async function runEnsureCaseSchema(ports: EnsureCaseSchemaPorts, event: unknown): Promise<void> {
  const resource = { ensure: (request: CustomResourceRequest) => ensure(ports, request) };
  await answerCloudFormation({ ...ports, resource }, event);
}

async function ensure(ports: EnsureCaseSchemaPorts, request: CustomResourceRequest): Promise<EnsuredResource> {
  switch (request.ResourceType) {
    case 'Custom::CaseFieldOptions':
      return await ensureOptions(ports, request);
    case 'Custom::CaseEventConfiguration':
      return await ensureEventConfiguration(ports, request);
    default:
      return refuseType(request, ['Custom::CaseFieldOptions', 'Custom::CaseEventConfiguration']);
  }
}

async function ensureOptions(ports: EnsureCaseSchemaPorts, request: CustomResourceRequest): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return kept(ports, request.PhysicalResourceId, 'field options');
  const { DomainId, FieldId, Options } = parseProperties(caseFieldOptions, request);
  const present = await ports.schema.options(DomainId, FieldId);
  const wanted: FieldOption[] = Options.map(({ Value, Name }) => ({ value: Value, name: Name, active: true }));
  const changes = mergeOptions(present, wanted);
  if (changes.length > 0) await ports.schema.putOptions(DomainId, FieldId, changes);
  return { physicalId: `merged:${DomainId}/${FieldId}` };
}

async function ensureEventConfiguration(
  ports: EnsureCaseSchemaPorts,
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  if (request.RequestType === 'Delete') return kept(ports, request.PhysicalResourceId, 'event configuration');
  const { DomainId, FieldIds } = parseProperties(caseEventConfiguration, request);
  const present = await ports.schema.eventConfiguration(DomainId);
  const merged: EventConfiguration | undefined = mergeEventConfiguration(present, FieldIds);
  if (merged !== undefined) await ports.schema.putEventConfiguration(DomainId, merged);
  return { physicalId: `merged:${DomainId}` };
}

function kept(ports: EnsureCaseSchemaPorts, physicalId: string, what: string): EnsuredResource {
  ports.log.info(`${what} stay as they are, because others may use them`, { physicalId });
  return { physicalId };
}
