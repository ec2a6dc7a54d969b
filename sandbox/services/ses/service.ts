import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createSesApi } from './api.ts';
import { sesResources } from './resources.ts';
import { SesStore } from './store.ts';

/** SES with the verified identities of instance.yaml; its mailbox is part of the snapshot. */
export function createSesService(world: World, instance: InstanceFile): SandboxService {
  const store = new SesStore(world.kernel, instance.mail.inSandbox);
  for (const name of instance.mail.identities)
    store.identities.set(name, { name, verified: true, configurationSet: undefined });
  return {
    api: createSesApi(world, store),
    resources: sesResources(world.kernel, store),
    snapshot: () => store.snapshot(),
  };
}
