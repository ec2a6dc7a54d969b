import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseAst } from 'vitest/node';
import { root } from './imports.ts';

/*
 * The rule of CONTRIBUTING: a `run.ts` awaits only ports, so that whatever it waits for can be put on a virtual clock and be
 * made to fail. Checked on the syntax tree: an awaited call is a call of a method on a parameter named `ports` (or on a
 * member of it), or of a function of the same file or of another file of `lambda/handlers`, which obeys the same rule.
 */

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

export interface Offence {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Checks a file and every file of the handlers from which it takes a function that it awaits. */
export function offencesIn(path: string): Offence[] {
  const checked = new Set<string>();
  const offences: Offence[] = [];
  const queue = [path];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (checked.has(file)) continue;
    checked.add(file);
    const found = checkSource(file, readFileSync(join(root, file), 'utf8'));
    offences.push(...found.offences);
    queue.push(...found.alsoCheck);
  }
  return offences;
}

/** Checks one text as if it stood at `path`. */
export function checkSource(path: string, source: string): { offences: Offence[]; alsoCheck: string[] } {
  const program = parseAst(source, { lang: 'ts' }) as unknown as Node;
  const imports = new Map<string, string>();
  const locals = new Set<string>();
  const offences: Offence[] = [];
  const alsoCheck = new Set<string>();
  const offend = (node: Node, reason: string): void => {
    offences.push({ file: path, line: source.slice(0, node.start).split('\n').length, reason });
  };

  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') {
      const from = (node['source'] as Node)['value'] as string;
      for (const specifier of node['specifiers'] as Node[]) imports.set(nameOf(specifier['local']), from);
    }
    if (node.type === 'FunctionDeclaration') locals.add(nameOf(node['id']));
  });

  walk(program, (node) => {
    switch (node.type) {
      case 'AwaitExpression':
        checkAwaited(node['argument'] as Node);
        break;
      case 'ForOfStatement':
        if (node['await'] === true) offend(node, 'for await waits for something that is not a port');
        break;
      case 'ImportExpression':
        offend(node, 'import() loads code at run time');
        break;
      case 'NewExpression':
        if (nameOf(node['callee']) === 'Promise') offend(node, 'a promise made here is not a port');
        break;
      case 'CallExpression':
        checkChain(node);
        break;
      default:
    }
  });
  return { offences, alsoCheck: [...alsoCheck] };

  function checkAwaited(awaited: Node): void {
    if (awaited.type !== 'CallExpression') return offend(awaited, `awaits ${awaited.type}, which is no call of a port`);
    const callee = awaited['callee'] as Node;
    if (callee.type === 'MemberExpression') {
      if (rootOf(callee) !== 'ports') offend(awaited, `awaits a method of ${rootOf(callee)}, not of ports`);
      return;
    }
    const name = nameOf(callee);
    if (locals.has(name)) return;
    const from = imports.get(name);
    const target =
      from?.startsWith('.') === true
        ? relative(root, join(root, dirname(path), from))
            .split(sep)
            .join('/')
        : from;
    if (target?.startsWith('lambda/handlers/') === true) alsoCheck.add(target);
    else offend(awaited, `awaits ${name}${target === undefined ? '' : ` of ${target}`}, which is not a port`);
  }

  /** `.then` and its like wait without `await`; so does an array of promises. */
  function checkChain(call: Node): void {
    const callee = call['callee'] as Node;
    if (callee.type !== 'MemberExpression') return;
    const method = nameOf(callee['property']);
    if (['then', 'catch', 'finally'].includes(method)) offend(call, `.${method}() waits without await`);
    if (rootOf(callee) === 'Promise') offend(call, `Promise.${method}() is not a port`);
  }
}

function rootOf(node: Node): string {
  let at = node;
  while (at.type === 'MemberExpression') at = at['object'] as Node;
  return nameOf(at);
}

function nameOf(node: unknown): string {
  const { name, type } = (node ?? {}) as { readonly name?: unknown; readonly type?: unknown };
  return typeof name === 'string' ? name : String(type);
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const member of node) walk(member, visit);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') visit(node as Node);
    for (const member of Object.values(node)) walk(member, visit);
  }
}
