import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { World } from '../../kernel/world.ts';
import { readProperties } from '../shared/read-properties.ts';
import { findFunction } from './function-name.ts';
import type { Invocations } from './invocations.ts';
import { mappingProperties } from './properties.ts';
import { startPoller } from './queue-poller.ts';
import type { EventSourceMapping, FunctionStore } from './store.ts';

export interface Mappings {
  readonly provider: ResourceProvider;
  readonly arnOf: (uuid: string) => string;
  /** Stops all pollers. */
  close(): void;
}

/** Provider of AWS::Lambda::EventSourceMapping, and the pollers that its mappings run. */
export function createMappings(
  world: World,
  store: FunctionStore,
  invocations: Invocations,
  hostConcurrency: number,
): Mappings {
  const { clock, identifiers, place } = world.kernel;
  const pollers = new Map<string, () => void>();
  const mappingArn = (uuid: string) => arnOf(place, 'lambda', `event-source-mapping:${uuid}`);

  const stop = (uuid: string): void => {
    pollers.get(uuid)?.();
    pollers.delete(uuid);
  };

  const put = (request: ResourceRequest, uuid: string): ProvidedResource => {
    const properties = readProperties(mappingProperties, request);
    const target = findFunction(store, properties.FunctionName);
    const mapping: EventSourceMapping = {
      uuid,
      functionArn: target.arn,
      queueArn: properties.EventSourceArn,
      batchSize: properties.BatchSize ?? 10,
      windowSeconds: properties.MaximumBatchingWindowInSeconds ?? 0,
      reportsItemFailures: properties.FunctionResponseTypes?.length === 1,
      maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
      enabled: properties.Enabled ?? true,
      modifiedAt: clock.now(),
    };
    stop(uuid);
    store.mappings.set(uuid, mapping);
    if (mapping.enabled) {
      const options = { target: () => store.functions.get(target.name), invocations, hostConcurrency };
      pollers.set(uuid, startPoller(world, mapping, options));
    }
    return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn: mappingArn(uuid) } };
  };

  const create = (request: ResourceRequest): ProvidedResource => {
    const { FunctionName, EventSourceArn } = readProperties(mappingProperties, request);
    const { arn } = findFunction(store, FunctionName);
    for (const mapping of store.mappings.values())
      if (mapping.functionArn === arn && mapping.queueArn === EventSourceArn)
        throw new Error(`the queue ${EventSourceArn} is already mapped to ${arn}, by ${mapping.uuid}`);
    return put(request, identifiers.uuid());
  };

  return {
    arnOf: mappingArn,
    provider: {
      create,
      update(request, before) {
        const moved = before.properties['EventSourceArn'] !== request.properties['EventSourceArn'];
        return moved ? create(request) : put(request, before.physicalId);
      },
      delete(_request, uuid) {
        stop(uuid);
        store.mappings.delete(uuid);
      },
    },
    close() {
      for (const uuid of Array.from(pollers.keys())) stop(uuid);
    },
  };
}
