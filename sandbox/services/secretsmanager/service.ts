import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createSecretsManagerApi } from './api.ts';
import { secretsManagerResources } from './resources.ts';
import { SecretsManagerStore } from './store.ts';

/** Secrets Manager with the secrets of instance.yaml, each as JSON text. */
export function createSecretsManagerService(world: World, instance: InstanceFile): SandboxService {
  const store = new SecretsManagerStore(world.kernel);
  for (const [name, value] of Object.entries(instance.secrets))
    store.create(name, undefined, { SecretString: JSON.stringify(value) });
  return {
    api: createSecretsManagerApi(store),
    resources: secretsManagerResources(world.kernel, store),
    snapshot: () => store.snapshot(),
  };
}
