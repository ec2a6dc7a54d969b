import { instanceArnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { AppIntegrationsAccess, SandboxService, World } from '../../kernel/world.ts';
import { createAppIntegrationsApi } from './api.ts';
import { createAppIntegrations } from './behaviour.ts';
import { createAppIntegrationsResources } from './resources.ts';
import type { AppIntegrationsStore } from './store.ts';

/** Amazon AppIntegrations, as far as event integrations go. */
export function createAppIntegrationsService(
  world: World,
  instance: InstanceFile,
): SandboxService & { access: AppIntegrationsAccess } {
  const instanceArn = instanceArnOf(world.kernel.place, instance);
  const store: AppIntegrationsStore = new Map();
  const integrations = createAppIntegrations(world, store, instanceArn);
  return {
    api: createAppIntegrationsApi(integrations),
    resources: createAppIntegrationsResources(integrations),
    snapshot: () => ({
      eventIntegrations: [...store.values()].map(({ tags, ...rest }) => ({ ...rest, tags: Object.fromEntries(tags) })),
    }),
    access: {
      eventIntegration(arn) {
        const found = [...store.values()].find((each) => each.arn === arn);
        return found && { name: found.name, source: found.source, eventBridgeBus: found.eventBridgeBus };
      },
    },
  };
}
