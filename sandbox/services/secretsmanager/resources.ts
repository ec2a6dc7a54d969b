import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { Secret, SecretsManagerStore } from './store.ts';

const properties = z.strictObject({
  Name: z.string().min(1).max(512).optional(),
  Description: z.string().optional(),
  SecretString: z.string().optional(),
  /** Made from the run's seed: a password of this length, without the rest of the service's choices. */
  GenerateSecretString: z
    .strictObject({
      PasswordLength: z.number().int().min(1).max(4096).default(32),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
  KmsKeyId: z.string().optional(),
  Tags: tags.optional(),
});

const provided = ({ arn }: Secret): ProvidedResource => ({ physicalId: arn, attributes: { Id: arn } });

/** Stand-in for `AWS::SecretsManager::Secret`. */
export function secretsManagerResources(
  kernel: Kernel,
  store: SecretsManagerStore,
): Readonly<Record<string, ResourceProvider>> {
  const generate = ({ GenerateSecretString: wish }: z.infer<typeof properties>): string => {
    const password = kernel.identifiers.hex(wish?.PasswordLength ?? 32);
    if (wish?.SecretStringTemplate === undefined) return wish ? password : '';
    const template = JSON.parse(wish.SecretStringTemplate) as Record<string, unknown>;
    return JSON.stringify({ ...template, [wish.GenerateStringKey ?? 'password']: password });
  };
  const create = (request: ResourceRequest): ProvidedResource => {
    const read = readProperties(properties, request);
    const name = read.Name ?? physicalName(request, kernel.identifiers, 64);
    return provided(store.create(name, read.Description, { SecretString: read.SecretString ?? generate(read) }));
  };
  return {
    'AWS::SecretsManager::Secret': {
      create,
      update(request, before) {
        const read = readProperties(properties, request);
        const secret = store.secret(before.physicalId);
        if (read.Name !== undefined && read.Name !== secret.name) return create(request);
        secret.description = read.Description;
        if (read.SecretString !== undefined && read.SecretString !== before.properties.SecretString)
          store.put(secret, { SecretString: read.SecretString });
        return provided(secret);
      },
      delete: (_request, physicalId) => store.delete(physicalId),
    },
  };
}
