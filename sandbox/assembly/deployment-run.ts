import type { Identifiers, Place } from '../kernel/kernel.ts';
import type { DeployedResource, DeployedStack, ResourceAction, ResourceProgress } from './deployed-stack.ts';
import type { Assembly } from './load-assembly.ts';
import type { ResourceProvider } from './resource-provider.ts';
import type { UndoLog } from './undo-log.ts';

export interface DeployerOptions {
  readonly place: Place;
  readonly identifiers: Identifiers;
  /** The provider of a resource type, or undefined for a type that the sandbox does not know. */
  providerOf(type: string): ResourceProvider | undefined;
  /** For messages. */
  knownTypes(): readonly string[];
  /** Value of an SSM parameter. */
  parameterValue(name: string): string | undefined;
}

/** One deployment under way. */
export interface DeploymentRun {
  readonly options: DeployerOptions;
  readonly assembly: Assembly;
  stackId(stackName: string): string;
  readonly before: ReadonlyMap<string, DeployedStack>;
  readonly stacks: Map<string, DeployedStack>;
  readonly undo: UndoLog;
  /** Resources that are gone from the templates or were replaced; deleted when all stacks stand. */
  readonly leftOver: DeployedResource[];
  readonly changes: ResourceProgress[];
  unchanged: number;
  report(resource: { stackName: string; logicalId: string; type: string }, action: ResourceAction): void;
}
