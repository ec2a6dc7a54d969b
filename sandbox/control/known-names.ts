import type { DeployedStack } from '../assembly/deployed-stack.ts';
import type { World } from '../kernel/world.ts';
import { factsOf, textOf } from './facts.ts';
import type { KnownNames } from './names.ts';

interface FieldSummary {
  readonly fieldId: string;
  readonly name: string;
  readonly type: string;
}

/** Reads what the instance's Cases fields, their options and the deployed flows are called. */
export function loadKnownNames(
  world: World,
  instanceArn: string,
  stacks: ReadonlyMap<string, DeployedStack>,
): KnownNames {
  const flows = new Map<string, string>();
  const ruleTriggers = new Map<string, string>();
  for (const stack of stacks.values())
    for (const { type, physicalId, properties } of stack.resources.values()) {
      const name = String(properties['Name']);
      if (type === 'AWS::Connect::ContactFlow') flows.set(physicalId.slice(physicalId.lastIndexOf('/') + 1), name);
      if (type === 'AWS::Connect::Rule')
        ruleTriggers.set(name, textOf(factsOf(properties['TriggerEventSource'])['EventSourceName']));
    }

  const fields = new Map<string, { label: string; options: ReadonlyMap<string, string> }>();
  const domainId = world.cases.domainOfInstance(instanceArn);
  if (domainId === undefined) return { fields, flows, ruleTriggers };
  const pages = <Item>(operation: string, member: string, input: Readonly<Record<string, unknown>>): Item[] => {
    const found: Item[] = [];
    let nextToken: string | undefined;
    do {
      const page = world.cases.call(operation, {
        domainId,
        maxResults: 100,
        ...input,
        ...(nextToken && { nextToken }),
      });
      const { [member]: items, nextToken: more } = page as Record<string, Item[]> & { nextToken?: string };
      found.push(...(items ?? []));
      nextToken = more;
    } while (nextToken !== undefined);
    return found;
  };
  for (const { fieldId, name, type } of pages<FieldSummary>('ListFields', 'fields', {})) {
    const options =
      type === 'SingleSelect' ? pages<{ name: string; value: string }>('ListFieldOptions', 'options', { fieldId }) : [];
    fields.set(fieldId, { label: name, options: new Map(options.map((option) => [option.value, option.name])) });
  }
  return { fields, flows, ruleTriggers };
}
