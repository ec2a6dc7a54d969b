import type { DeployedResource } from '../assembly/deployed-stack.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

type Answer<Name extends keyof Control> = Awaited<ReturnType<Control[Name]>>;
type Facts = Record<string, unknown>;

const lastInvocations = 20;
const lastActivity = 200;

export function resourcesOf(parts: ControlParts, ...types: readonly string[]): DeployedResource[] {
  return [...parts.stacks().values()].flatMap((stack) =>
    [...stack.resources.values()].filter(({ type }) => types.includes(type)),
  );
}

const entryOf = (entry: JournalEntry): Answer<'journal'>['entries'][number] => ({
  ...entry,
  detail: { ...entry.detail },
});

/** A service's state about one thing: its snapshot holds lists or maps of things that have a name. */
function stateNamed(snapshot: unknown, name: string, depth = 2): Facts | undefined {
  if (typeof snapshot !== 'object' || snapshot === null || depth < 0) return undefined;
  const known = (snapshot as Facts)[name];
  if (!Array.isArray(snapshot) && typeof known === 'object' && known !== null) return known as Facts;
  for (const inner of Object.values(snapshot)) {
    if (typeof inner !== 'object' || inner === null) continue;
    const { name: one, queueName, functionName } = inner as Facts;
    if ([one, queueName, functionName].includes(name)) return inner as Facts;
    const found = stateNamed(inner, name, depth - 1);
    if (found) return found;
  }
  return undefined;
}

const afterLast = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);

export function queuesOf(parts: ControlParts): Answer<'queues'> {
  const snapshot = parts.service('sqs')?.snapshot();
  return {
    queues: resourcesOf(parts, 'AWS::SQS::Queue').map(({ logicalId, stackName, physicalId, attributes }) => {
      const name = afterLast(physicalId, '/');
      return { name, logicalId, stack: stackName, arn: attributes['Arn'], ...stateNamed(snapshot, name) };
    }),
    deadLettered: parts.views.entries('message.dead-lettered').map(entryOf),
  };
}

export function functionsOf(parts: ControlParts): Answer<'functions'> {
  const snapshot = parts.service('lambda')?.snapshot();
  const invoked = parts.views.entries('function.invoked', 'function.loop-stopped');
  return {
    functions: resourcesOf(parts, 'AWS::Lambda::Function').map(({ physicalId, logicalId, stackName }) => {
      const mine = invoked.filter(({ detail }) => detail['name'] === physicalId);
      return {
        name: physicalId,
        logicalId,
        stack: stackName,
        invocations: mine.length,
        failures: mine.filter(({ detail }) => detail['ok'] === false).length,
        last: mine.slice(-lastInvocations).toReversed().map(entryOf),
        state: stateNamed(snapshot, physicalId) ?? {},
      };
    }),
  };
}

export function rulesOf(parts: ControlParts): Answer<'rules'> {
  return {
    rules: resourcesOf(parts, 'AWS::Events::Rule', 'AWS::Connect::Rule').map((resource) => ({
      name: afterLast(resource.physicalId, '/'),
      type: resource.type,
      stack: resource.stackName,
      logicalId: resource.logicalId,
      properties: { ...resource.properties },
    })),
    activity: parts.views
      .entries('event.received', 'event.delivered', 'event.dropped', 'rule.fired', 'rule.not-run')
      .slice(-lastActivity)
      .map(entryOf),
  };
}

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
