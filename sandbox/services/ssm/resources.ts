import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties } from '../shared/read-properties.ts';
import type { Parameter, SsmStore } from './store.ts';

const properties = z.strictObject({
  Name: z.string().optional(),
  /** CloudFormation makes no SecureString. */
  Type: z.enum(['String', 'StringList']),
  Value: z.string(),
  Description: z.string().optional(),
  Tier: z.literal('Standard').optional(),
  DataType: z.literal('text').optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

const provided = ({ name, type, value }: Parameter): ProvidedResource => ({
  physicalId: name,
  attributes: { Type: type, Value: value },
});

/** Stand-in for `AWS::SSM::Parameter`. */
export function ssmResources(kernel: Kernel, store: SsmStore): Readonly<Record<string, ResourceProvider>> {
  const save = (request: ResourceRequest, existingName: string | undefined): ProvidedResource => {
    const read = readProperties(properties, request);
    const name = read.Name ?? existingName ?? physicalName(request, kernel.identifiers, 255);
    const overwrite = name === existingName;
    return provided(store.put({ name, type: read.Type, value: read.Value, description: read.Description, overwrite }));
  };
  return {
    'AWS::SSM::Parameter': {
      create: (request) => save(request, undefined),
      update: (request, before) => save(request, before.physicalId),
      delete: (_request, physicalId) => store.delete(physicalId),
    },
  };
}
