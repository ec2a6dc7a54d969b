import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { CallHook } from '../../kernel/service.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createPermissionHook } from './permission-hook.ts';
import { createIamResources } from './resources.ts';
import { createIamStore } from './store.ts';

export interface IamService extends SandboxService {
  /** Refuses calls that a function's role does not allow. Off unless it is given to the gateway. */
  readonly permissionHook: CallHook;
}

/** IAM, as resources only: roles and their policies, kept as they were deployed. */
export function createIamService(world: World, _instance: InstanceFile): IamService {
  const store = createIamStore();
  return {
    resources: createIamResources(world, store),
    permissionHook: createPermissionHook(store, world.kernel.place),
    snapshot: () => ({
      roles: [...store.roles.values()],
      policies: [...store.policies.values()],
      managedPolicies: [...store.managed.values()],
    }),
  };
}
