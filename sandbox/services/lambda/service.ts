import type { Credentials } from '../../gateway/credentials.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { EventInvoker, FunctionInvoker, SandboxService, World } from '../../kernel/world.ts';
import { createFunctionHost } from '../../runtime/function-host.ts';
import { createLambdaApi } from './api.ts';
import { findFunction } from './function-name.ts';
import { permissionAllows } from './function-permission.ts';
import { createFunctionProvider } from './function-resource.ts';
import { createInvocations } from './invocations.ts';
import { createMappings } from './mapping-resource.ts';
import { createPermissionProvider } from './permission-resource.ts';
import { createFunctionStore, type PastInvocation, type Permission } from './store.ts';

/** A function in the snapshot. */
export interface FunctionState {
  readonly name: string;
  readonly arn: string;
  readonly role: string;
  readonly recursiveLoop: string;
  readonly timeoutSeconds: number;
  /** Names only: a value could be a secret. */
  readonly environment: readonly string[];
  readonly permissions: readonly Permission[];
  /** The last 50 runs, oldest first. */
  readonly invocations: readonly PastInvocation[];
}

export interface LambdaService extends SandboxService {
  readonly access: FunctionInvoker & EventInvoker;
  /** Stops polling and ends the functions' threads. */
  close(): Promise<void>;
}

/** AWS Lambda: the bundles of the assembly run in threads, with keys of their roles. */
export function createLambdaService(
  world: World,
  _instance: InstanceFile,
  credentials: Credentials,
  hostOptions: Parameters<typeof createFunctionHost>[1] = {},
): LambdaService {
  const { kernel } = world;
  const store = createFunctionStore();
  const host = createFunctionHost(kernel, hostOptions);
  const invocations = createInvocations(world, store, host);
  const mappings = createMappings(world, store, invocations, host.concurrency);

  return {
    api: createLambdaApi(store, invocations, mappings.arnOf),
    resources: {
      'AWS::Lambda::Function': createFunctionProvider(world, store, host, credentials),
      'AWS::Lambda::EventSourceMapping': mappings.provider,
      'AWS::Lambda::Permission': createPermissionProvider(store),
    },
    access: {
      async invoke(functionArn, payload, { traceHeader } = {}) {
        const target = findFunction(store, functionArn);
        invocations.checkLoop(target, traceHeader);
        return invocations.run(target, payload, [traceHeader]);
      },
      invokeEvent(functionArn, payload, { principal, sourceArn, traceHeader } = {}) {
        const target = [...store.functions.values()].find(({ arn }) => arn === functionArn);
        if (!target) return false;
        const { accountId } = kernel.place;
        const permissions = store.permissions.get(target.name) ?? [];
        if (principal !== undefined && !permissionAllows(permissions, { principal, sourceArn, accountId }))
          return false;
        if (invocations.stopsLoop(target, traceHeader, { by: principal ?? 'Event' })) return true;
        invocations.runLater(target, payload, traceHeader);
        return true;
      },
    },
    snapshot: () => ({
      functions: [...store.functions.values()].map(({ name, arn, role, recursiveLoop, hosted }): FunctionState => ({
        name,
        arn,
        role,
        recursiveLoop,
        timeoutSeconds: hosted.timeoutSeconds,
        environment: Object.keys(hosted.environment),
        permissions: store.permissions.get(name) ?? [],
        invocations: store.past.get(arn) ?? [],
      })),
      eventSourceMappings: [...store.mappings.values()],
    }),
    async close() {
      mappings.close();
      await host.close();
    },
  };
}
