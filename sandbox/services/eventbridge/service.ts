import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { EventDelivery, SandboxService, World } from '../../kernel/world.ts';
import { createEventBridgeApi } from './api.ts';
import { Delivery } from './delivery.ts';
import { eventBridgeResources } from './resources.ts';
import { EventBridgeStore } from './store.ts';

/** EventBridge: the bus `default`, and whatever templates add. `access` is how other services of the sandbox emit events. */
export function createEventBridgeService(
  world: World,
  _instance: InstanceFile,
): SandboxService & { readonly access: EventDelivery } {
  const store = new EventBridgeStore(world.kernel);
  const delivery = new Delivery(world, store);
  return {
    api: createEventBridgeApi(world.kernel, store, delivery),
    resources: eventBridgeResources(world.kernel, store),
    access: delivery,
    snapshot: () => store.snapshot(),
  };
}
