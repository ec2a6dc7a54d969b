import { invalidParameter, noSuchFunction } from './errors.ts';
import type { FunctionRecord, FunctionStore } from './store.ts';

/**
 * The function that a name, an ARN or a partial ARN (`account:function:name`) means.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException for a version or alias
 */
export function findFunction(store: FunctionStore, named: string, qualifier?: string): FunctionRecord {
  const parts = named.split(':');
  const at = parts.lastIndexOf('function');
  const name = at >= 0 ? parts[at + 1] : parts[0];
  const version = qualifier ?? (at >= 0 ? parts[at + 2] : parts[1]);
  if (version !== undefined && version !== '$LATEST')
    throw invalidParameter(`Versions and aliases are not supported in this sandbox, only $LATEST; got ${version}`);
  const record = store.functions.get(name ?? '');
  if (!record) throw noSuchFunction(named);
  return record;
}
