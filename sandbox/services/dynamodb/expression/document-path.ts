import type { AttributeValue, Item } from '../attribute-value.ts';
import { reservedWords } from '../reserved-words.ts';
import type { Placeholders } from './placeholders.ts';
import { invalidExpression, type ExpressionKind, type TokenStream } from './tokens.ts';

/** Where a value stands in an item: the attribute's name, then names of map members and indexes of list elements. */
export type DocumentPath = readonly [string, ...(string | number)[]];

/** As the service writes a path in its errors: `[a, [0], b]`. */
export const formatPath = (path: DocumentPath): string =>
  `[${path.map((element) => (typeof element === 'number' ? `[${element}]` : element)).join(', ')}]`;

const samePrefix = (left: DocumentPath, right: DocumentPath, length: number): boolean =>
  left.slice(0, length).every((element, index) => element === right[index]);

export const samePath = (left: DocumentPath, right: DocumentPath): boolean =>
  left.length === right.length && samePrefix(left, right, left.length);

function parseName(tokens: TokenStream, placeholders: Placeholders): string {
  const token = tokens.next();
  if (token.kind === 'name') return placeholders.name(token.text, tokens.kind);
  if (token.kind !== 'word') throw tokens.syntaxError(token);
  if (reservedWords.has(token.text.toUpperCase()))
    throw invalidExpression(tokens.kind, `Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
  return token.text;
}

/** @throws AwsError ValidationException for a reserved word or a placeholder that is not defined. */
export function parsePath(tokens: TokenStream, placeholders: Placeholders): DocumentPath {
  const path: [string, ...(string | number)[]] = [parseName(tokens, placeholders)];
  for (;;) {
    if (tokens.takeSymbol('.')) {
      path.push(parseName(tokens, placeholders));
    } else if (tokens.takeSymbol('[')) {
      const index = tokens.next();
      if (index.kind !== 'number') throw tokens.syntaxError(index);
      path.push(Number(index.text));
      tokens.expectSymbol(']');
    } else {
      return path;
    }
  }
}

/** The value at a path, undefined where there is none. */
export function valueAt(item: Item | undefined, path: DocumentPath): AttributeValue | undefined {
  const [root, ...rest] = path;
  let value = item?.get(root);
  for (const element of rest) {
    if (typeof element === 'string') value = value?.type === 'M' ? value.value.get(element) : undefined;
    else value = value?.type === 'L' ? value.value[element] : undefined;
  }
  return value;
}

/** @throws AwsError ValidationException when one path lies inside another, or takes a map for a list. */
export function refuseOverlaps(kind: ExpressionKind, paths: readonly DocumentPath[]): void {
  for (const [index, one] of paths.entries()) {
    for (const two of paths.slice(index + 1)) {
      const common = Math.min(one.length, two.length);
      const differing = Array.from({ length: common }).findIndex((_, position) => one[position] !== two[position]);
      const places = `must remove or rewrite one of these paths; path one: ${formatPath(one)}, path two: ${formatPath(two)}`;
      if (differing === -1) throw invalidExpression(kind, `Two document paths overlap with each other; ${places}`);
      if (typeof one[differing] !== typeof two[differing])
        throw invalidExpression(kind, `Two document paths conflict with each other; ${places}`);
    }
  }
}

interface Branch {
  whole: boolean;
  readonly children: Map<string | number, Branch>;
}

const newBranch = (): Branch => ({ whole: false, children: new Map() });

function pick(value: AttributeValue, branch: Branch): AttributeValue | undefined {
  if (branch.whole) return value;
  if (value.type === 'M') {
    const members = pickMembers(value.value, branch);
    return members.size === 0 ? undefined : { type: 'M', value: members };
  }
  if (value.type === 'L') {
    const indexes = [...branch.children.keys()].filter((key) => typeof key === 'number').sort((a, b) => a - b);
    const elements = indexes.flatMap((index) => {
      const element = value.value[index];
      const picked = element && pick(element, branch.children.get(index)!);
      return picked ? [picked] : [];
    });
    return elements.length === 0 ? undefined : { type: 'L', value: elements };
  }
  return undefined;
}

function pickMembers(members: Item, branch: Branch): Item {
  const picked: Item = new Map();
  for (const [name, child] of branch.children) {
    const member = typeof name === 'string' ? members.get(name) : undefined;
    const value = member && pick(member, child);
    if (value) picked.set(name as string, value);
  }
  return picked;
}

/** What stands at the paths, in its surroundings: `a.b` gives `{ a: { b } }`; list elements move together. */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  const root = newBranch();
  for (const path of paths) {
    let branch = root;
    for (const element of path) {
      const child = branch.children.get(element) ?? newBranch();
      branch.children.set(element, child);
      branch = child;
    }
    branch.whole = true;
  }
  return pickMembers(item, root);
}
