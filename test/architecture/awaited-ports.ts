import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseAst } from 'vitest/node';
import { root } from './imports.ts';

/*
 * Where a function awaits a port: every `await ports.<port>.<method>(…)` of its `run.ts` and of the files of `lambda/handlers`
 * that it takes functions from. `run-awaits-only-ports.test.ts` sees to it that there are no others.
 */

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** One await of a port in the source. */
export interface AwaitedPort {
  /** `ledger.load` */
  readonly call: string;
  readonly file: string;
  readonly line: number;
}

/** Ports that a handler makes itself, of others: what they await is found where they are made. */
const madeByHandlers = new Set(['performer', 'digester', 'records']);

/** Every await of a port that a function with that `run.ts` may come to. @param path `lambda/handlers/advance/run.ts` */
export function awaitedPorts(path: string): readonly AwaitedPort[] {
  const found: AwaitedPort[] = [];
  const files = [path];
  // Grows while it is walked: a file names those that it imports.
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    walk(parseAst(source, { lang: 'ts' }), (node) => {
      if (node.type === 'ImportDeclaration' && node['importKind'] !== 'type') {
        const target = handlerFile(file, (node['source'] as Node)['value'] as string);
        if (target !== undefined && !files.includes(target)) files.push(target);
      }
      if (node.type !== 'AwaitExpression') return;
      const call = portCall((node['argument'] as Node)['callee']);
      if (call === undefined || madeByHandlers.has(call.split('.')[0]!)) return;
      found.push({ call, file, line: source.slice(0, node.start).split('\n').length });
    });
  }
  return found;
}

function handlerFile(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(root, join(root, dirname(from), specifier))
    .split(sep)
    .join('/');
  return target.startsWith('lambda/handlers/') ? target : undefined;
}

/** `ports.ledger.load` as `ledger.load`; undefined for what is no method of a port. */
function portCall(callee: unknown): string | undefined {
  const names: string[] = [];
  let at = callee as Node | undefined;
  while (at?.type === 'MemberExpression') {
    names.unshift(nameOf(at['property']));
    at = at['object'] as Node;
  }
  return nameOf(at) === 'ports' && names.length === 2 ? names.join('.') : undefined;
}

function nameOf(node: unknown): string {
  const name = (node as { readonly name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? name : '';
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const member of node) walk(member, visit);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') visit(node as Node);
    for (const member of Object.values(node)) walk(member, visit);
  }
}
