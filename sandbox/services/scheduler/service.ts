import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { createSchedulerApi } from './api.ts';
import { Firing } from './firing.ts';
import { schedulerResources } from './resources.ts';
import { SchedulerStore } from './store.ts';

/** EventBridge Scheduler: schedules become timers on the virtual clock. */
export function createSchedulerService(world: World, _instance: InstanceFile): SandboxService {
  const store = new SchedulerStore(world.kernel);
  const firing = new Firing(world, store);
  return {
    api: createSchedulerApi(world.kernel, store, firing),
    resources: schedulerResources(world.kernel, store, firing),
    snapshot: () => store.snapshot(),
  };
}
