import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { MetricsAccess, SandboxService, World } from '../../kernel/world.ts';
import { Alarms } from './alarms.ts';
import { createCloudWatchApi } from './api.ts';
import { cloudWatchResources } from './resources.ts';

/** CloudWatch: the metrics that alarms look at, and the alarms. `access` is how services of the sandbox measure. */
export function createCloudWatchService(
  world: World,
  _instance: InstanceFile,
): SandboxService & { readonly access: MetricsAccess } {
  const alarms = new Alarms(world);
  return {
    api: createCloudWatchApi(alarms),
    resources: cloudWatchResources(alarms, world.kernel.identifiers),
    access: { record: (measured) => alarms.metrics.record(measured) },
    snapshot: () => ({
      alarms: alarms.all().map(({ arn, settings, state, reason, stateSince }) => ({
        arn,
        name: settings.name,
        state,
        reason,
        since: new Date(stateSince).toISOString(),
      })),
    }),
  };
}
