import type { Kernel } from '../../kernel/kernel.ts';
import type { BusEvent } from './event.ts';
import type { Rule, Target } from './store.ts';

const step = /\.([A-Za-z0-9_-]+)|\['([^']+)'\]|\["([^"]+)"\]|\[(\d+)\]/y;

/** Names and indexes of a JSON path such as `$.detail.items[0].id`. @throws Error for anything beyond that, such as wildcards. */
export function parseJsonPath(path: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  if (!path.startsWith('$')) throw new Error(`a JSON path starts with $, got ${path}`);
  for (let position = 1; position < path.length; position = step.lastIndex) {
    step.lastIndex = position;
    const match = step.exec(path);
    if (!match)
      throw new Error(`the JSON path ${path} uses more than names and indexes, which the sandbox does not support`);
    steps.push(match[4] === undefined ? (match[1] ?? match[2] ?? match[3])! : Number(match[4]));
  }
  return steps;
}

function valueAt(event: unknown, path: string): unknown {
  let value = event;
  for (const name of parseJsonPath(path))
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;
  return value;
}

/** Inside quotes a value stands as bare text, outside as JSON; one that the event lacks stands as nothing. */
function written(value: unknown, quoted: boolean): string {
  if (value === undefined) return quoted ? '' : '""';
  const json = JSON.stringify(value);
  if (!quoted) return json;
  return typeof value === 'string' ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
}

/** Fills `<name>` in a template. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  let quoted = false;
  return template.replaceAll(/\\.|"|<([A-Za-z0-9_.-]+)>/g, (found: string, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    return name !== undefined && values.has(name) ? written(values.get(name), quoted) : found;
  });
}

/** What a target receives for an event: all of it, a part, a constant, or a template filled from it. */
export function targetInput(kernel: Kernel, rule: Rule, target: Target, event: BusEvent): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(event, target.inputPath)) ?? '';
  if (!target.inputTransformer) return JSON.stringify(event);
  const { paths, template } = target.inputTransformer;
  const { detail: _detail, ...envelope } = event;
  return fill(
    template,
    new Map<string, unknown>([
      ['aws.events.rule-arn', rule.arn],
      ['aws.events.rule-name', rule.name],
      ['aws.events.event.ingestion-time', new Date(kernel.clock.now()).toISOString()],
      ['aws.events.event', envelope],
      ['aws.events.event.json', event],
      ...Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)] as const),
    ]),
  );
}
