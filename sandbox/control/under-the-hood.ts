import type { DeployedResource } from '../assembly/deployed-stack.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { FunctionState } from '../services/lambda/service.ts';
import { deployedNames } from './deployed-names.ts';
import { resourcesOf } from './deployed-resources.ts';
import { textOf } from './facts.ts';
import type { ControlParts } from './parts.ts';
import { queueList } from './queue-list.ts';
import type { Control } from './schema.ts';

type Answer<Name extends keyof Control> = Awaited<ReturnType<Control[Name]>>;

const entryOf = (entry: JournalEntry): Answer<'journal'>['entries'][number] => ({
  ...entry,
  detail: { ...entry.detail },
});

const afterLast = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);

/** Queues as SQS holds them, and every message that was given up. */
export function queuesOf(parts: ControlParts): Answer<'queues'> {
  return { queues: queueList(parts), deadLettered: parts.views.entries('message.dead-lettered').map(entryOf) };
}

/** Functions with what they did; their last runs with what they printed, newest first. */
export function functionsOf(parts: ControlParts): Answer<'functions'> {
  const snapshot = parts.service('lambda')?.snapshot() as { functions?: readonly FunctionState[] } | undefined;
  const states = new Map(snapshot?.functions?.map((state) => [state.name, state]));
  const names = deployedNames(parts);
  return {
    functions: resourcesOf(parts, 'AWS::Lambda::Function').map(({ physicalId, logicalId, stackName }) => {
      const runs = parts.hood.functionRuns(physicalId);
      const state = states.get(physicalId);
      return {
        name: physicalId,
        logicalId,
        stack: stackName,
        invocations: runs?.invocations ?? 0,
        failures: runs?.failures ?? 0,
        queue: names.queueOf(physicalId)?.name ?? null,
        last: (runs?.last ?? []).toReversed().map(entryOf),
        recent: (state?.invocations ?? []).toReversed().map((past) => ({ ...past, logs: [...past.logs] })),
        state: { ...state },
      };
    }),
  };
}

/** Rules with how often they fired, and the last of what happened with events and rules, newest last. */
export function rulesOf(parts: ControlParts): Answer<'rules'> {
  return {
    rules: resourcesOf(parts, 'AWS::Events::Rule', 'AWS::Connect::Rule').map((resource) => {
      const name = ruleName(resource);
      const runs = parts.hood.ruleRuns(name);
      return {
        name,
        type: resource.type,
        stack: resource.stackName,
        logicalId: resource.logicalId,
        properties: { ...resource.properties },
        fired: runs?.fired ?? 0,
        lastFiredAt: runs?.lastFiredAt ?? null,
      };
    }),
    activity: parts.hood.activity().map(entryOf),
  };
}

/** As the rule's service calls it: the physical id of a rule on a bus of its own is `bus|name`, that of a Connect rule an ARN. */
const ruleName = ({ type, physicalId, properties }: DeployedResource): string =>
  type === 'AWS::Connect::Rule' ? textOf(properties['Name']) : afterLast(physicalId, '|');

export function stacksOf(parts: ControlParts): Answer<'stacks'> {
  return {
    stacks: [...parts.stacks().values()].map((stack) => ({
      name: stack.name,
      stackId: stack.stackId,
      resources: [...stack.resources.values()].map(({ logicalId, type, physicalId }) => ({
        logicalId,
        type,
        physicalId,
      })),
      outputs: [...stack.outputs].map(([name, { value, description }]) => ({
        name,
        value: typeof value === 'string' ? value : JSON.stringify(value),
        description: description ?? null,
      })),
    })),
  };
}

export function journalOf(
  parts: ControlParts,
  { after = 0, kind }: { after?: number | undefined; kind?: string | undefined },
): Answer<'journal'> {
  const entries = kind === undefined ? parts.kernel.journal.entries() : parts.views.entries(kind);
  return { entries: entries.filter(({ sequence }) => sequence > after).map(entryOf) };
}

/** Contact flows and modules of the deployment. */
export function flowsOf(parts: ControlParts): Answer<'flows'> {
  return {
    flows: resourcesOf(parts, 'AWS::Connect::ContactFlow', 'AWS::Connect::ContactFlowModule').map((resource) => ({
      flowId: afterLast(resource.physicalId, '/'),
      name: String(resource.properties['Name']),
      type: resource.type === 'AWS::Connect::ContactFlow' ? String(resource.properties['Type']) : 'MODULE',
      content: parsed(resource.properties['Content']),
    })),
  };
}

function parsed(content: unknown): unknown {
  return typeof content === 'string' ? (JSON.parse(content) as unknown) : content;
}
