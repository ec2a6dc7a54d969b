import type { DeployedResource } from '../assembly/deployed-stack.ts';
import type { ControlParts } from './parts.ts';

/** Resources of all stacks that are of one of these types, in the order of deployment. */
export function resourcesOf(parts: Pick<ControlParts, 'stacks'>, ...types: readonly string[]): DeployedResource[] {
  return [...parts.stacks().values()].flatMap((stack) =>
    [...stack.resources.values()].filter(({ type }) => types.includes(type)),
  );
}
