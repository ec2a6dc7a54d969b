import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import { parsePattern } from './pattern/compile-pattern.ts';
import type { Bus, EventBridgeStore, Rule, Target } from './store.ts';
import { parseJsonPath } from './target-input.ts';

const jsonPath = z.string().superRefine((path, context) => {
  try {
    parseJsonPath(path);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const busProperties = z.strictObject({
  Name: z.string().regex(/^[/.\-_A-Za-z0-9]{1,256}$/),
  Description: z.string().optional(),
  Tags: tags.optional(),
});

const target = z.strictObject({
  Id: z.string().min(1).max(64),
  Arn: z
    .string()
    .regex(
      /^arn:aws:(sqs:.+|lambda:[^:]+:\d+:function:.+|events:[^:]+:\d+:event-bus\/.+)$/,
      'the ARN of a queue, a function or an event bus',
    ),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: jsonPath.optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), jsonPath).default({}), InputTemplate: z.string().min(1) })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  /** Kept; the sandbox's targets either take an event or refuse it for good. */
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.number().min(60).max(86_400).optional(),
      MaximumRetryAttempts: z.number().min(0).max(185).optional(),
    })
    .optional(),
});

const ruleProperties = z.strictObject({
  Name: z
    .string()
    .regex(/^[.\-_A-Za-z0-9]{1,64}$/)
    .optional(),
  Description: z.string().max(512).optional(),
  EventBusName: z.string().default('default'),
  EventPattern: z.union([z.record(z.string(), z.unknown()), z.string()]),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(target).max(5, 'a rule has at most 5 targets').default([]),
  RoleArn: z.string().optional(),
  Tags: tags.optional(),
});

const policyProperties = z.strictObject({
  EventBusName: z.string().default('default'),
  StatementId: z.string(),
  Statement: z.unknown().optional(),
  Action: z.string().optional(),
  Principal: z.string().optional(),
  Condition: z.unknown().optional(),
});

function toTarget(given: z.infer<typeof target>): Target {
  if ([given.Input, given.InputPath, given.InputTransformer].filter((each) => each !== undefined).length > 1)
    throw new Error(`Only one of Input, InputPath, or InputTransformer must be provided for target ${given.Id}.`);
  return {
    id: given.Id,
    arn: given.Arn,
    roleArn: given.RoleArn,
    deadLetterQueueArn: given.DeadLetterConfig?.Arn,
    input: given.Input,
    inputPath: given.InputPath,
    inputTransformer: given.InputTransformer && {
      paths: given.InputTransformer.InputPathsMap,
      template: given.InputTransformer.InputTemplate,
    },
  };
}

/** Physical id of a rule: its name, on another bus than `default` with the bus before it. */
const ruleId = (rule: Rule): string => (rule.busName === 'default' ? rule.name : `${rule.busName}|${rule.name}`);

const providedRule = (rule: Rule): ProvidedResource => ({ physicalId: ruleId(rule), attributes: { Arn: rule.arn } });
const providedBus = (bus: Bus): ProvidedResource => ({
  physicalId: bus.name,
  attributes: { Arn: bus.arn, Name: bus.name, Policy: '' },
});

function splitRuleId(physicalId: string): readonly [busName: string, ruleName: string] {
  const bar = physicalId.indexOf('|');
  return bar === -1 ? ['default', physicalId] : [physicalId.slice(0, bar), physicalId.slice(bar + 1)];
}

/** Stand-ins for `AWS::Events::EventBus`, `AWS::Events::Rule` and `AWS::Events::EventBusPolicy`. */
export function eventBridgeResources(
  kernel: Kernel,
  store: EventBridgeStore,
): Readonly<Record<string, ResourceProvider>> {
  const saveRule = (request: ResourceRequest, existingName: string | undefined): ProvidedResource => {
    const read = readProperties(ruleProperties, request);
    const bus = store.bus(read.EventBusName);
    const name = read.Name ?? existingName ?? physicalName(request, kernel.identifiers, 64);
    const targets = read.Targets.map(toTarget);
    if (new Set(targets.map(({ id }) => id)).size < targets.length)
      throw new Error(`Rule ${name} has two targets with the same Id`);
    const patternText = typeof read.EventPattern === 'string' ? read.EventPattern : JSON.stringify(read.EventPattern);
    const rule: Rule = {
      name,
      arn: store.ruleArn(bus, name),
      busName: bus.name,
      description: read.Description,
      enabled: read.State === 'ENABLED',
      patternText,
      pattern: parsePattern(patternText),
      targets,
    };
    if (name !== existingName && bus.rules.has(name)) throw new Error(`Rule ${name} already exists on bus ${bus.name}`);
    bus.rules.set(name, rule);
    return providedRule(rule);
  };
  const createBus = (request: ResourceRequest): ProvidedResource => {
    const read = readProperties(busProperties, request);
    return providedBus(store.createBus(read.Name, read.Description));
  };
  const savePolicy = (request: ResourceRequest): ProvidedResource => {
    const { EventBusName: busName, ...statement } = readProperties(policyProperties, request);
    store.bus(busName).policies.set(statement.StatementId, statement);
    return { physicalId: `${busName}|${statement.StatementId}`, attributes: {} };
  };
  const deletePolicy = (physicalId: string): void => {
    const [busName, statementId] = splitRuleId(physicalId);
    store.findBus(busName)?.policies.delete(statementId);
  };
  return {
    'AWS::Events::EventBus': {
      create: createBus,
      update(request, before) {
        const read = readProperties(busProperties, request);
        return read.Name === before.physicalId ? providedBus(store.bus(read.Name)) : createBus(request);
      },
      delete: (_request, physicalId) => store.deleteBus(physicalId),
    },
    'AWS::Events::Rule': {
      create: (request) => saveRule(request, undefined),
      update(request, before) {
        const [busName, name] = splitRuleId(before.physicalId);
        const sameBus = store.findBus(readProperties(ruleProperties, request).EventBusName)?.name === busName;
        return saveRule(request, sameBus ? name : undefined);
      },
      delete(_request, physicalId) {
        const [busName, name] = splitRuleId(physicalId);
        store.findBus(busName)?.rules.delete(name);
      },
    },
    'AWS::Events::EventBusPolicy': {
      create: savePolicy,
      update: (request) => savePolicy(request),
      delete: (_request, physicalId) => deletePolicy(physicalId),
    },
  };
}
