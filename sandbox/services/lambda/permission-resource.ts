import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { readProperties } from '../shared/read-properties.ts';
import { findFunction } from './function-name.ts';
import { permissionProperties } from './properties.ts';
import type { FunctionStore } from './store.ts';

/** Provider of AWS::Lambda::Permission: one statement of a function's resource policy. */
export function createPermissionProvider(store: FunctionStore): ResourceProvider {
  const remove = (id: string): void => {
    for (const [name, permissions] of store.permissions)
      store.permissions.set(
        name,
        permissions.filter((permission) => permission.id !== id),
      );
  };
  const put = (request: ResourceRequest): ProvidedResource => {
    const properties = readProperties(permissionProperties, request);
    const { name } = findFunction(store, properties.FunctionName);
    const id = `${request.stackName}-${request.logicalId}`;
    remove(id);
    store.permissions.set(name, [
      ...(store.permissions.get(name) ?? []),
      {
        id,
        action: properties.Action,
        principal: properties.Principal,
        sourceArn: properties.SourceArn,
        sourceAccount: properties.SourceAccount,
      },
    ]);
    return { physicalId: id, attributes: { Id: id } };
  };
  return { create: put, update: put, delete: (_request, id) => remove(id) };
}
