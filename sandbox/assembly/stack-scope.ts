import type { Place } from '../kernel/kernel.ts';
import type { DeployedResource, DeployedStack } from './deployed-stack.ts';
import { evaluate, IntrinsicError, type IntrinsicScope } from './intrinsics.ts';
import type { Template, TemplateParameter } from './template.ts';

export interface StackScopeOptions {
  readonly place: Place;
  readonly stackName: string;
  readonly stackId: string;
  readonly template: Template;
  /** Resources of this stack that stand already. */
  readonly resources: ReadonlyMap<string, DeployedResource>;
  /** Every stack that stands, this one excepted. */
  readonly stacks: ReadonlyMap<string, DeployedStack>;
  /** Value of an SSM parameter, for parameters of an `AWS::SSM::Parameter::Value` type. */
  parameterValue(name: string): string | undefined;
}

function attributeOf(resource: DeployedResource, name: string): unknown {
  if (Object.hasOwn(resource.attributes, name)) return resource.attributes[name];
  const nested = name
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], resource.attributes);
  if (nested !== undefined) return nested;
  const known = Object.keys(resource.attributes).join(', ') || 'none';
  throw new IntrinsicError(`${resource.logicalId} (${resource.type}) has no attribute ${name}; it has: ${known}`);
}

function parameterValue(name: string, parameter: TemplateParameter, options: StackScopeOptions): unknown {
  const { Type: type, Default: given, AllowedValues: allowed } = parameter;
  if (given === undefined) throw new IntrinsicError(`parameter ${name} has no default and the sandbox gives no values`);
  if (allowed && !allowed.map(String).includes(String(given)))
    throw new IntrinsicError(`parameter ${name} is ${String(given)}; allowed: ${allowed.join(', ')}`);
  const ssm = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type);
  if (ssm) {
    const value = options.parameterValue(String(given));
    if (value === undefined) throw new IntrinsicError(`parameter ${name}: there is no SSM parameter ${String(given)}`);
    return ssm[1]!.startsWith('List<') || ssm[1] === 'CommaDelimitedList' ? value.split(',') : value;
  }
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return String(given)
      .split(',')
      .map((part) => part.trim());
  return String(given);
}

/** What the intrinsics of one stack see while it is deployed. Conditions are evaluated once. */
export function createStackScope(options: StackScopeOptions): IntrinsicScope {
  const { place, template, stackName } = options;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': place.accountId,
    'AWS::Region': place.region,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': options.stackId,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': undefined,
  };
  const conditions = new Map<string, boolean>();

  const resourceNamed = (logicalId: string): DeployedResource => {
    const resource = options.resources.get(logicalId);
    if (resource) return resource;
    throw new IntrinsicError(
      Object.hasOwn(template.Resources, logicalId)
        ? `${logicalId} is not deployed: its condition does not hold`
        : `there is no resource ${logicalId} in stack ${stackName}`,
    );
  };

  const scope: IntrinsicScope = {
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      const parameter = template.Parameters[name];
      if (parameter) return parameterValue(name, parameter, options);
      if (name.startsWith('AWS::'))
        throw new IntrinsicError(`there is no pseudo parameter ${name}; known: ${Object.keys(pseudo).join(', ')}`);
      return resourceNamed(name).ref;
    },
    attribute: (logicalId, name) => attributeOf(resourceNamed(logicalId), name),
    condition(name) {
      const known = conditions.get(name);
      if (known !== undefined) return known;
      if (!Object.hasOwn(template.Conditions, name))
        throw new IntrinsicError(`there is no condition ${name} in stack ${stackName}`);
      const value = evaluate(template.Conditions[name], scope);
      if (typeof value !== 'boolean') throw new IntrinsicError(`condition ${name} is not true or false`);
      conditions.set(name, value);
      return value;
    },
    mapping(map, first, second) {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new IntrinsicError(`mapping ${map} has no entry ${first}.${second}`);
      return value;
    },
    importValue(name) {
      for (const stack of options.stacks.values()) if (stack.exports.has(name)) return stack.exports.get(name);
      throw new IntrinsicError(`no stack exports ${name}`);
    },
    stackOutput(otherStack, outputName) {
      const stack = options.stacks.get(otherStack);
      if (!stack)
        throw new IntrinsicError(`stack ${otherStack} is not deployed before ${stackName}; add a stack dependency`);
      const output = stack.outputs.get(outputName);
      if (!output) throw new IntrinsicError(`stack ${otherStack} has no output ${outputName}`);
      return output.value;
    },
  };
  return scope;
}
