import { instanceArnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import { AwsError } from '../../kernel/service.ts';
import type { CasesAccess, SandboxService, World } from '../../kernel/world.ts';
import { createRulesEngine } from '../contact-lens/rules-engine.ts';
import { caseServiceOperations, createCasesApi } from './api.ts';
import { callOfConnect, type CaseCall, type CasesContext, type CasesOptions } from './context.ts';
import { createCasesResources } from './resources.ts';
import { snapshotOf } from './snapshot.ts';
import { createCasesStore } from './store.ts';

/**
 * Amazon Connect Cases, with the engine that runs Contact Lens rules on case events of the instance. `access.call` acts
 * as Connect itself, as the blocks of a flow do; `access.domainOfInstance` gives the domain's id.
 */
export function createCasesService(
  world: World,
  instance: InstanceFile,
  options: Partial<CasesOptions> = {},
): SandboxService & { access: CasesAccess } {
  const { place, clock } = world.kernel;
  const store = createCasesStore();

  const perform = (operation: string, input: Readonly<Record<string, unknown>>, call: CaseCall): unknown => {
    const behaviour = operations[operation];
    if (!behaviour)
      throw new AwsError(
        'UnknownOperationException',
        `${operation} is not supported by the sandbox's Cases service. Supported: ${Object.keys(operations).sort().join(', ')}.`,
        { statusCode: 404 },
      );
    return behaviour(input, call);
  };

  const instanceArn = instanceArnOf(place, instance);
  const cases: CasesContext = {
    world,
    store,
    options: { emitUndocumentedEvents: false, slaWhoseTargetHolds: 'active', searchTakesDates: true, ...options },
    rules: createRulesEngine(world, instanceArn, (operation, input, rule) =>
      perform(operation, input, callOfConnect(place, 'rule', rule.chain, rule.name)),
    ),
    now: () => clock.now(),
  };
  const operations = caseServiceOperations(cases);

  return {
    api: createCasesApi(cases, operations),
    resources: createCasesResources(cases, operations),
    snapshot: () => snapshotOf(cases),
    access: {
      call: (operation, input) => perform(operation, input, callOfConnect(place, 'flow')),
      domainOfInstance(arn) {
        const association = world.connect
          .integrationAssociations(arn)
          .find(({ integrationType }) => integrationType === 'CASES_DOMAIN');
        return [...store.domains.values()].find((domain) => domain.arn === association?.integrationArn)?.domainId;
      },
    },
  };
}
