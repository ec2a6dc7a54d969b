import { arnOf } from '../kernel/arn.ts';
import { dependencyOrder } from './dependency-order.ts';
import type { DeployedResource, DeployedStack, DeploymentSummary, ResourceProgress } from './deployed-stack.ts';
import { DeploymentError, reasonOf } from './deployment-error.ts';
import { evaluate, type IntrinsicScope } from './intrinsics.ts';
import type { Assembly, AssemblyStack } from './load-assembly.ts';
import { referencesIn } from './references.ts';
import { deployResource, removeResource } from './deploy-resource.ts';
import type { DeployerOptions, DeploymentRun } from './deployment-run.ts';
import { createStackScope } from './stack-scope.ts';
import { createUndoLog } from './undo-log.ts';

/** Brings assemblies into the sandbox, one deployment at a time. */
export interface Deployer {
  /** @throws DeploymentError after everything that this deployment made was taken back */
  deploy(assembly: Assembly, onProgress?: (progress: ResourceProgress) => void): Promise<DeploymentSummary>;
  stacks(): ReadonlyMap<string, DeployedStack>;
  /** ARN of a stack, also of one that is only being deployed. */
  stackId(stackName: string): string;
}

/** Creates the engine. Its state is the stacks it has deployed. */
export function createDeployer(options: DeployerOptions): Deployer {
  let stacks: ReadonlyMap<string, DeployedStack> = new Map();
  let turn: Promise<unknown> = Promise.resolve();
  const stackIds = new Map<string, string>();
  const stackId = (stackName: string): string => {
    const known =
      stackIds.get(stackName) ??
      arnOf(options.place, 'cloudformation', `stack/${stackName}/${options.identifiers.uuid()}`);
    stackIds.set(stackName, known);
    return known;
  };

  const deployNow = async (
    assembly: Assembly,
    onProgress: (progress: ResourceProgress) => void,
  ): Promise<DeploymentSummary> => {
    refuseUnknownTypes(assembly, options);
    const run: DeploymentRun = {
      options,
      assembly,
      stackId,
      before: stacks,
      stacks: new Map(stacks),
      undo: createUndoLog(),
      leftOver: [],
      changes: [],
      unchanged: 0,
      report({ stackName, logicalId, type }, action) {
        const progress = { stackName, logicalId, type, action };
        run.changes.push(progress);
        onProgress(progress);
      },
    };
    try {
      for (const stack of assembly.stacks) await deployStack(run, stack);
    } catch (error) {
      const failures = await run.undo.undo();
      if (failures.length === 0) throw error;
      throw new DeploymentError(`${reasonOf(error)}; taking it back left something over: ${failures.join('; ')}`, {
        cause: error,
      });
    }
    // From here on the new state stands, whatever the clean-up meets.
    stacks = run.stacks;
    for (const resource of run.leftOver.toReversed()) await removeResource(run, resource);
    return { stacks: assembly.stacks.map(({ name }) => name), changes: run.changes, unchanged: run.unchanged };
  };

  return {
    deploy(assembly, onProgress = () => undefined) {
      const mine = turn.then(() => deployNow(assembly, onProgress));
      // A failure is told to whoever asked for this turn; the next only waits for its end.
      turn = mine.catch(() => undefined);
      return mine;
    },
    stacks: () => stacks,
    stackId,
  };
}

/** Refuses the whole assembly before anything is created. */
function refuseUnknownTypes(assembly: Assembly, options: DeployerOptions): void {
  const unknown = new Map<string, string[]>();
  for (const { name, template } of assembly.stacks)
    for (const [logicalId, { Type: type }] of Object.entries(template.Resources))
      if (!options.providerOf(type)) unknown.set(type, [...(unknown.get(type) ?? []), `${name}/${logicalId}`]);
  if (unknown.size === 0) return;
  const found = [...unknown].map(([type, [first, ...more]]) => {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return `${type} (${first}${others})`;
  });
  throw new DeploymentError(
    `the sandbox does not know these resource types: ${found.join(', ')}. Nothing was created. It knows: ${options.knownTypes().join(', ')}`,
  );
}

async function deployStack(run: DeploymentRun, { name: stackName, template }: AssemblyStack): Promise<void> {
  const { options } = run;
  const before = run.before.get(stackName);
  const { place } = options;
  const stackId = run.stackId(stackName);
  const resources = new Map<string, DeployedResource>();
  const others = new Map([...run.stacks].filter(([name]) => name !== stackName));
  const parameterValue = (name: string): string | undefined => options.parameterValue(name);
  const scope = createStackScope({ place, stackName, stackId, template, resources, stacks: others, parameterValue });

  inStack(stackName, () => assertRules(stackName, template.Rules, scope));
  const order = inStack(stackName, () => resourceOrder(template.Resources));
  for (const logicalId of order) {
    const { Condition: condition } = template.Resources[logicalId]!;
    if (condition !== undefined && !inStack(stackName, () => scope.condition(condition))) continue;
    const resource = await deployResource(run, stackName, logicalId, template.Resources[logicalId]!, scope);
    resources.set(logicalId, resource);
  }
  for (const resource of before?.resources.values() ?? [])
    if (!resources.has(resource.logicalId)) run.leftOver.push(resource);

  const outputs = new Map<string, { value: unknown; description: string | undefined }>();
  const exports = new Map<string, unknown>();
  for (const [name, output] of Object.entries(template.Outputs))
    inStack(stackName, () => {
      if (output.Condition !== undefined && !scope.condition(output.Condition)) return;
      const value = evaluate(output.Value, scope);
      outputs.set(name, { value, description: output.Description });
      if (output.Export) exports.set(String(evaluate(output.Export.Name, scope)), value);
    });
  for (const other of others.values())
    for (const name of exports.keys())
      if (other.exports.has(name))
        throw new DeploymentError(`stack ${stackName} exports ${name}, which stack ${other.name} exports already`, {
          stackName,
        });
  run.stacks.set(stackName, { name: stackName, stackId, resources, outputs, exports });
}

/** Gives an error of the template the name of its stack. */
function inStack<Result>(stackName: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof DeploymentError) throw error;
    throw new DeploymentError(`stack ${stackName}: ${reasonOf(error)}`, { stackName, cause: error });
  }
}

function assertRules(stackName: string, rules: AssemblyStack['template']['Rules'], scope: IntrinsicScope): void {
  for (const [name, { RuleCondition: condition, Assertions: assertions }] of Object.entries(rules)) {
    if (condition !== undefined && evaluate(condition, scope) !== true) continue;
    for (const { Assert: assertion, AssertDescription: description } of assertions)
      if (evaluate(assertion, scope) !== true)
        throw new DeploymentError(`stack ${stackName}: rule ${name} does not hold: ${description ?? ''}`, {
          stackName,
        });
  }
}

/** Logical ids so that each comes after what it names by `DependsOn` or refers to. @throws CycleError */
function resourceOrder(resources: AssemblyStack['template']['Resources']): string[] {
  for (const [logicalId, { DependsOn: names = [] }] of Object.entries(resources))
    for (const name of names)
      if (!Object.hasOwn(resources, name))
        throw new DeploymentError(`${logicalId} depends on ${name}, which is not in the template`);
  return dependencyOrder(
    new Map(
      Object.entries(resources).map(([logicalId, { DependsOn: names = [], Properties: properties }]) => [
        logicalId,
        new Set([...names, ...referencesIn(properties)]),
      ]),
    ),
  );
}
