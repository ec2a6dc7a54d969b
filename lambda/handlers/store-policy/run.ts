import { canonicalJson } from '../../contract/canonical-json.ts';
import { compiledPolicy } from '../../contract/compiled-policy.ts';
import { compiledPolicyRow, type CompiledPolicyAnswer } from '../../contract/custom-resources.ts';
import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import type { PolicyRows } from '../../domain/deployment-ports.ts';
import { answerCloudFormation, type AnsweringPorts, type EnsuredResource } from '../shared/answer-cloudformation.ts';
import { parseJson } from '../shared/parse-json.ts';
import { knownPhysicalId, parseProperties, refuseType } from '../shared/parse-properties.ts';

export interface StorePolicyPorts extends AnsweringPorts {
  readonly policies: PolicyRows;
}

/**
 * Stores the compiled policy under the hash of its content. Rows are never changed and never deleted: clocks that run keep to
 * the row they started with.
 */
export async function runStorePolicy(ports: StorePolicyPorts, event: unknown): Promise<void> {
  const resource = { ensure: (request: CustomResourceRequest) => ensure(ports, request) };
  await answerCloudFormation({ ...ports, resource }, event);
}

async function ensure(ports: StorePolicyPorts, request: CustomResourceRequest): Promise<EnsuredResource> {
  if (request.ResourceType !== 'Custom::CompiledPolicy') return refuseType(request, ['Custom::CompiledPolicy']);
  if (request.RequestType === 'Delete') return { physicalId: request.PhysicalResourceId };
  const { Policy } = parseProperties(compiledPolicyRow, request);
  const policy = canonicalJson(parseJson(compiledPolicy, Policy, 'property Policy'));
  const hash = ports.policies.hash(policy);
  await ports.policies.store(hash, policy);
  const data: CompiledPolicyAnswer = { Hash: hash };
  // One id for all contents: a new policy is an update, not a replacement.
  return { physicalId: knownPhysicalId(request) ?? `policy-row:${request.LogicalResourceId}`, data: { ...data } };
}
