import type { Branch, CompiledPattern } from './compile-pattern.ts';
import type { Leaf } from './value-test.ts';

/** Which element of which array a leaf was found in. Two leaves fit together unless they name different elements of one array. */
type Elements = ReadonlyMap<object, number>;

interface FoundLeaf {
  readonly leaf: Leaf;
  readonly elements: Elements;
}

type LeavesByPath = ReadonlyMap<string, readonly FoundLeaf[]>;

/** Lists the leaves of an event. Empty objects and arrays have none; null is one. */
function leavesOf(event: Readonly<Record<string, unknown>>): LeavesByPath {
  const leaves = new Map<string, FoundLeaf[]>();
  const walk = (value: unknown, path: string, elements: Elements): void => {
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        const inside = typeof element === 'object' && element !== null;
        walk(element, path, inside ? new Map([...elements, [value, index]]) : elements);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value))
        walk(member, path === '' ? name : `${path}.${name}`, elements);
    } else if (value !== undefined) {
      const found = leaves.get(path) ?? [];
      leaves.set(path, found);
      found.push({ leaf: value as Leaf, elements });
    }
  };
  walk(event, '', new Map());
  return leaves;
}

/** @returns the elements chosen so far and those of one more leaf, or undefined when they contradict one another. */
function together(chosen: Elements, more: Elements): Elements | undefined {
  for (const [array, index] of more) {
    const earlier = chosen.get(array);
    if (earlier !== undefined && earlier !== index) return undefined;
  }
  return new Map([...chosen, ...more]);
}

function branchMatches(branch: Branch, leaves: LeavesByPath, position: number, chosen: Elements): boolean {
  const field = branch[position];
  if (!field) return true;
  const [path, tests] = field;
  const reachable = (leaves.get(path) ?? []).flatMap(({ leaf, elements }) => {
    const joined = together(chosen, elements);
    return joined ? [{ leaf, joined }] : [];
  });
  if (reachable.length === 0 && tests.some(({ kind }) => kind === 'absent'))
    return branchMatches(branch, leaves, position + 1, chosen);
  return reachable.some(
    ({ leaf, joined }) =>
      tests.some((test) => test.kind === 'present' && test.passes(leaf)) &&
      branchMatches(branch, leaves, position + 1, joined),
  );
}

/**
 * Whether an event matches. All fields of a branch must be found in the same elements of arrays; `exists: false` is
 * judged against the elements chosen by the fields before it in alphabetical order, as the service does.
 */
export function matchesEvent(pattern: CompiledPattern, event: Readonly<Record<string, unknown>>): boolean {
  const leaves = leavesOf(event);
  return pattern.branches.some((branch) => branchMatches(branch, leaves, 0, new Map()));
}
