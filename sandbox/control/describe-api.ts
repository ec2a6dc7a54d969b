import * as z from 'zod';
import { publicEventKinds } from './public-event.ts';
import { controlBase, controlError, routes, type Route } from './schema.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** A JSON schema as a type a person can read. */
function shape(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, indent)).join(' | ');
  if (schema.type === 'array') return `[${shape(schema.items ?? {}, indent)}, …]`;
  if (schema.properties) {
    const inner = `${indent}  `;
    const lines = Object.entries(schema.properties).map(
      ([name, value]) => `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${shape(value, inner)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (schema.type === 'object') return '{ name: value, … }';
  if (schema.format === 'date-time') return 'instant';
  return typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any');
}

const shapeOf = (type: z.ZodType): string =>
  shape(z.toJSONSchema(type, { io: 'output', reused: 'inline', unrepresentable: 'any' }) as Schema);

function describeRoute(name: string, route: Route): string {
  const part = (title: string, type: z.ZodType | undefined): string =>
    type ? `\n${title}:\n\n\`\`\`\n${shapeOf(type)}\n\`\`\`\n` : '';
  const answer = route.stream ? 'Data of each event' : 'Answer';
  return `### \`${route.method} ${route.path}\`\n\n${route.does} In TypeScript: \`control.${name}\`.\n${part('Query', route.query)}${part('Body', route.body)}${part(answer, route.answer)}`;
}

/** The page `docs/control-api.md`, made from the schema. */
export function describeControlApi(): string {
  const all = Object.entries(routes).map(([name, route]) => describeRoute(name, route));
  return `# The control API

Everything that a person can do with a running sandbox, as JSON over HTTP on the loopback port, below \`${controlBase}\`. This
page is made from \`sandbox/control/schema.ts\` (\`node --import tsx sandbox/control/write-api-page.ts\`); a test keeps the two
together. Routes and fields are added, never changed or removed.

- An \`instant\` is ISO-8601 in UTC, on the virtual clock. \`name?\` may be absent.
- Only programs on this machine and pages that the sandbox itself serves may call: a foreign \`Origin\` or \`Host\` gets 403.
- Every failure has one shape; the status is 400, 403, 404, 500 or 501:

\`\`\`
${shapeOf(controlError)}
\`\`\`

Kinds of public events: ${publicEventKinds.map((kind) => `\`${kind}\``).join(', ')}.

## Routes

${all.join('\n')}`;
}
