import { instanceArnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import { AwsError } from '../../kernel/service.ts';
import type { ProfilesAccess, SandboxService, World } from '../../kernel/world.ts';
import { createProfilesApi, profilesServiceOperations } from './api.ts';
import { contactRecords, createDomain, putIntegration } from './behaviour/domains.ts';
import type { ProfilesContext } from './context.ts';
import type { ProfilesStore } from './store.ts';

/**
 * Amazon Connect Customer Profiles. The domain of instance.yaml exists from the start, joined to the instance or not as
 * the file says. `access.domainOfInstance` gives the domain's name.
 */
export function createCustomerProfilesService(
  world: World,
  instance: InstanceFile,
): SandboxService & { access: ProfilesAccess } {
  const store: ProfilesStore = new Map();
  const instanceArn = instanceArnOf(world.kernel.place, instance);
  const profiles: ProfilesContext = { world, store, instanceArn };
  const domain = createDomain(profiles, instance.profiles.domain, 366, {});
  if (instance.profiles.associated)
    putIntegration(profiles, domain, instanceArn, {
      objectTypeName: contactRecords,
      objectTypeNames: undefined,
      tags: {},
    });
  const operations = profilesServiceOperations(profiles);

  return {
    api: createProfilesApi(operations),
    resources: {},
    snapshot: () => ({
      domains: [...store.values()].map((each) => ({
        name: each.name,
        integrations: [...each.integrations.values()],
        profiles: [...each.profiles.values()],
      })),
    }),
    access: {
      call(operation, input) {
        const behaviour = operations[operation];
        if (!behaviour)
          throw new AwsError(
            'UnknownOperationException',
            `${operation} is not supported by the sandbox's Customer Profiles. Supported: ${Object.keys(operations).sort().join(', ')}.`,
            { statusCode: 404 },
          );
        return behaviour(input);
      },
      domainOfInstance: (arn) => [...store.values()].find(({ integrations }) => integrations.has(arn))?.name,
    },
  };
}
