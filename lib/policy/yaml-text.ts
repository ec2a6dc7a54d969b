import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Finding } from './finding.ts';
import { mostLevels, tooDeepAt } from './nesting.ts';
import { PolicyFileError, type PolicyProblem } from './policy-source.ts';

/** Nodes to which aliases may unfold a file: far more than a policy file has, far less than hurts. */
const mostNodes = 20_000;

/** A parsed YAML (or JSON) file: its value, and where in the text each part of it stands. */
export interface YamlText {
  readonly data: unknown;
  /** Line and column, both from 1, of a value or of its key; of the nearest part that exists. */
  locate(finding: Pick<Finding, 'path' | 'at'>): { line: number; column: number };
}

const syntaxMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found a tab in the indentation; allowed: spaces',
  MULTIPLE_DOCS: 'found a second document after "---"; allowed: one document a file',
  MISSING_CHAR: 'a bracket or quote that was opened is not closed',
  RESOURCE_EXHAUSTION: `nested deeper than ${mostLevels} levels; a policy file has about eight`,
};

type Place = (offset: number | undefined) => { line: number; column: number };

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

function keyText(pair: Pair): string {
  const key: unknown = isScalar(pair.key) ? pair.key.value : undefined;
  return typeof key === 'string' ? key : typeof key === 'number' || typeof key === 'boolean' ? `${key}` : '';
}

/** Each key that stands twice in one mapping, with the place of the first. The parser's own check takes minutes on a hostile file. */
function repeatedKeys(document: Document, place: Place): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Map<string, number | undefined>();
      for (const pair of map.items) {
        if (!isScalar(pair.key) || isAlias(pair.key)) {
          found.push({
            offset: startOf(pair.key) ?? startOf(map) ?? 0,
            message: 'found a key that is no plain text; allowed: text',
          });
          continue;
        }
        const name = keyText(pair);
        const offset = startOf(pair.key);
        // The one name that a JavaScript object would take for something else and drop without a word.
        if (name === '__proto__') {
          found.push({ offset: offset ?? 0, message: 'unknown key "__proto__"; allowed: any other name' });
        }
        if (seen.has(name)) {
          const first = place(seen.get(name));
          found.push({
            offset: offset ?? 0,
            message: `duplicate key ${JSON.stringify(name)}; it stands first in line ${first.line}; allowed: each key once`,
          });
        } else {
          seen.set(name, offset);
        }
      }
    },
  });
  return found;
}

/** The first alias that is unknown, refers to what holds it, or unfolds the file beyond the limit. */
function refusedAlias(document: Document): { offset: number; message: string } | undefined {
  const sizes = new Map<Node, number>();
  const measuring = new Set<Node>();
  let refused: { offset: number; message: string } | undefined;

  const measure = (node: unknown): number => {
    if (refused !== undefined) return 0;
    if (isAlias(node)) {
      const name = node.source;
      const target = node.resolve(document);
      const offset = startOf(node) ?? 0;
      if (target === undefined) {
        refused = { offset, message: `alias *${name} has no anchor &${name} before it` };
        return 0;
      }
      if (measuring.has(target)) {
        refused = { offset, message: `alias *${name} stands inside what it refers to` };
        return 0;
      }
      const size = sizes.get(target) ?? measure(target);
      if (size > mostNodes) refused = { offset, message: tooManyAliases };
      return size;
    }
    if (!isMap(node) && !isSeq(node)) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    measuring.add(node);
    let size = 1;
    for (const item of node.items) {
      const part = isMap(node) ? (item as Pair).value : item;
      size += measure(part);
      if (size > mostNodes && refused === undefined && isAlias(part)) {
        refused = { offset: startOf(part) ?? 0, message: tooManyAliases };
      }
    }
    measuring.delete(node);
    sizes.set(node, size);
    return size;
  };
  measure(document.contents);
  return refused;
}

const tooManyAliases = `aliases unfold the file to more than ${mostNodes} values; write the values out`;

const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairNamed(map: YAMLMap, name: string): Pair | undefined {
  let pairs = pairsOf.get(map);
  if (pairs === undefined) {
    pairs = new Map(map.items.map((pair): [string, Pair] => [keyText(pair), pair]));
    pairsOf.set(map, pairs);
  }
  return pairs.get(name);
}

function findOffset(document: Document, finding: Pick<Finding, 'path' | 'at'>): number | undefined {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [index, part] of finding.path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const isLast = index === finding.path.length - 1;
    if (isMap(node)) {
      const pair = pairNamed(node, String(part));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      if (isLast && finding.at === 'key') return offset;
      node = pair.value;
      // A key with nothing behind it has no value to point at.
      if (isLast && isScalar(node) && node.source === '') return offset;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
    } else {
      return offset;
    }
    offset = startOf(node) ?? offset;
  }
  return offset;
}

/**
 * Parses one YAML document (JSON is one too). Refuses what cannot be placed on sight or could hurt: tabs, repeated keys, several
 * documents, tags, deep nesting, aliases that unfold without end.
 * @throws PolicyFileError
 */
export function parseYamlText(text: string, file: string): YamlText {
  const refuse = (problems: readonly Omit<PolicyProblem, 'file'>[]): never => {
    throw new PolicyFileError(problems.map((problem) => ({ file, ...problem })));
  };
  const lines = new LineCounter();
  const deepAt = tooDeepAt(text);
  if (deepAt !== -1) {
    const before = text.slice(0, deepAt).split('\n');
    refuse([
      {
        line: before.length,
        column: (before.at(-1) ?? '').length + 1,
        message: syntaxMessages.RESOURCE_EXHAUSTION ?? '',
      },
    ]);
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const place: Place = (offset) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  // One mistake in the syntax makes the parser see many; the first is the one to mend.
  const syntax: YAMLError | undefined = document.errors[0] ?? document.warnings[0];
  if (syntax !== undefined) {
    const message = syntaxMessages[syntax.code] ?? `not valid YAML: ${firstLine(syntax.message)}`;
    refuse([{ ...place(syntax.pos[0]), message }]);
  }
  const alias = refusedAlias(document);
  if (alias !== undefined) refuse([{ ...place(alias.offset), message: alias.message }]);
  const repeated = repeatedKeys(document, place);
  if (repeated.length > 0) {
    refuse(repeated.slice(0, 20).map(({ offset, message }) => ({ ...place(offset), message })));
  }
  return {
    data: document.toJS({ maxAliasCount: -1 }) as unknown, // measured above
    locate: (finding) => place(findOffset(document, finding)),
  };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/\.$/, '');
}
