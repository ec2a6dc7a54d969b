import * as z from 'zod';
import type { ProvidedResource, ResourceRequest } from '../../assembly/resource-provider.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { KeyAccess, SandboxService, World } from '../../kernel/world.ts';
import { readProperties, tags, truth } from '../shared/read-properties.ts';
import { policyAllows } from '../shared/resource-policy.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
const keyProperties = z.strictObject({
  Description: z.string().max(8192).optional(),
  Enabled: truth.default(true),
  EnableKeyRotation: truth.default(false),
  KeyPolicy: z.looseObject({ Statement: z.array(z.looseObject({})).min(1) }).optional(),
  KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
  KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
  PendingWindowInDays: z.coerce.number().int().min(7).max(30).optional(),
  RotationPeriodInDays: z.coerce.number().int().min(90).max(2560).optional(),
  Tags: tags.optional(),
});

interface Key {
  readonly id: string;
  readonly arn: string;
  readonly rotates: boolean;
  readonly enabled: boolean;
  readonly policy: Readonly<Record<string, unknown>> | undefined;
}

/** AWS KMS, as a resource: AWS::KMS::Key. `access` says what the policy of a key lets another service do with it. */
export function createKmsService(
  world: World,
  _instance: InstanceFile,
): SandboxService & { readonly access: KeyAccess } {
  const { identifiers, place } = world.kernel;
  const keys = new Map<string, Key>();

  const put = (request: ResourceRequest, id: string): ProvidedResource => {
    const read = readProperties(keyProperties, request);
    const arn = arnOf(place, 'kms', `key/${id}`);
    keys.set(id, { id, arn, rotates: read.EnableKeyRotation, enabled: read.Enabled, policy: read.KeyPolicy });
    return { physicalId: id, attributes: { Arn: arn, KeyId: id } };
  };

  return {
    resources: {
      'AWS::KMS::Key': {
        create: (request) => put(request, identifiers.uuid()),
        update: (request, before) => put(request, before.physicalId),
        delete: (_request, id) => void keys.delete(id),
      },
    },
    access: {
      allows(keyId, { service, action, context }) {
        const key = keys.get(keyId.slice(keyId.lastIndexOf('/') + 1));
        return (
          key !== undefined && key.enabled && policyAllows(key.policy, { service, action, resource: key.arn, context })
        );
      },
    },
    snapshot: () => ({ keys: [...keys.values()] }),
  };
}
