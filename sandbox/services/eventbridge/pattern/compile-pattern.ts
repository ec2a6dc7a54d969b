import { invalidPattern } from './invalid-pattern.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { valueTest, type ValueTest } from './value-test.ts';

/** One way to match: every field must pass one of its tests. Fields stand in alphabetical order of their paths. */
export type Branch = readonly (readonly [path: string, tests: readonly ValueTest[]])[];

/** An event pattern: it matches when one of its branches does; `$or` makes several. */
export interface CompiledPattern {
  readonly branches: readonly Branch[];
}

type OpenBranch = ReadonlyMap<string, readonly ValueTest[]>;

const operatorNames = new Set([
  'exact',
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
  'equals-ignore-case',
  'wildcard',
]);
const mostBranches = 1000;

/** `$or` is the operator only over two or more objects that could be patterns; else it is a field of that name. */
function alternativesOf(name: string, value: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (name !== '$or' || !Array.isArray(value) || value.length < 2) return undefined;
  const objects = value.filter((each): each is Readonly<Record<string, unknown>> => isObject(each));
  const plain = objects.every((each) => Object.keys(each).every((key) => !operatorNames.has(key)));
  return objects.length === value.length && plain ? objects : undefined;
}

function extend(branches: readonly OpenBranch[], path: readonly string[], object: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(object);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  let extended = branches;
  for (const [name, value] of entries) {
    const alternatives = alternativesOf(name, value);
    if (alternatives) {
      const current = extended;
      extended = alternatives.flatMap((alternative): readonly OpenBranch[] => extend(current, path, alternative));
      if (extended.length > mostBranches)
        throw invalidPattern(`$or makes more than ${mostBranches} combinations of conditions`);
    } else if (isObject(value)) {
      extended = extend(extended, [...path, name], value);
    } else if (Array.isArray(value)) {
      if (value.length === 0) throw invalidPattern('Empty arrays are not allowed');
      const tests = value.map(valueTest);
      const field = [...path, name].join('.');
      extended = extended.map((branch) => new Map([...branch, [field, tests]]));
    } else {
      throw invalidPattern(`"${name}" must be an object or an array`);
    }
  }
  return extended;
}

/**
 * Reads an event pattern; dots in names equal nesting.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws AwsError InvalidEventPatternException
 */
export function compilePattern(pattern: unknown): CompiledPattern {
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  const branches = extend([new Map()], [], pattern);
  return {
    branches: branches.map((branch) => [...branch].sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0))),
  };
}

const longestPatternCharacters = 2048;

/** As `compilePattern`, from the JSON text of a rule or of TestEventPattern. */
export function parsePattern(text: string): CompiledPattern {
  if (text.length > longestPatternCharacters)
    throw invalidPattern(
      `An event pattern has at most ${longestPatternCharacters} characters, this one ${text.length}`,
    );
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw invalidPattern(error instanceof Error ? error.message : String(error));
  }
  return compilePattern(pattern);
}
