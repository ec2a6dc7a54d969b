import type { ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Identifiers } from '../../kernel/kernel.ts';

const suffixLength = 12;

/** A name as CloudFormation makes one: stack, logical id, and characters that nobody else has, within the service's limit. */
export function physicalName(request: ResourceRequest, identifiers: Identifiers, longest: number): string {
  const stem = `${request.stackName}-${request.logicalId}`.slice(0, longest - suffixLength - 1);
  return `${stem}-${identifiers.hex(suffixLength).toUpperCase()}`;
}
