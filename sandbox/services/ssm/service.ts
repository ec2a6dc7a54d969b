import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createSsmApi } from './api.ts';
import { ssmResources } from './resources.ts';
import { SsmStore } from './store.ts';

/** Parameter Store; it knows the version of the CDK bootstrap stack from the start. */
export function createSsmService(world: World, _instance: InstanceFile): SandboxService {
  const store = new SsmStore(world.kernel);
  return {
    api: createSsmApi(store),
    resources: ssmResources(world.kernel, store),
    snapshot: () => store.snapshot(),
  };
}
