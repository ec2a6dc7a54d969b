import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, TopicAccess, World } from '../../kernel/world.ts';
import { createPublish } from './publish.ts';
import { snsResources } from './resources.ts';
import { createTopicStore } from './store.ts';

/** Amazon SNS, as resources and as what other services publish to. */
export function createSnsService(
  world: World,
  _instance: InstanceFile,
): SandboxService & { readonly access: TopicAccess } {
  const store = createTopicStore();
  return {
    resources: snsResources(world.kernel, store),
    access: { publish: createPublish(world, store) },
    snapshot: () => ({ topics: [...store.topics.values()], subscriptions: [...store.subscriptions.values()] }),
  };
}
