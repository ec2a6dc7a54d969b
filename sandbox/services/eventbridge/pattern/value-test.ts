import { isObject } from '../../../kernel/json-object.ts';
import { cidrTest } from './cidr-test.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { numericTest } from './numeric-test.ts';
import { wildcardTest } from './wildcard-test.ts';

/** What stands at the end of a path in an event. Objects and arrays are walked through, never tested. */
export type Leaf = string | number | boolean | null;

/** One alternative of a field in a pattern. */
export type ValueTest =
  | { readonly kind: 'present'; readonly passes: (leaf: Leaf) => boolean }
  /** `exists: false`: passes when the event has no such leaf. */
  | { readonly kind: 'absent' };

const present = (passes: (leaf: Leaf) => boolean): ValueTest => ({ kind: 'present', passes });
const onText = (passes: (text: string) => boolean) => (leaf: Leaf) => typeof leaf === 'string' && passes(leaf);

/** The one entry of a match expression. */
function onlyEntry(expression: Readonly<Record<string, unknown>>): readonly [string, unknown] {
  const [entry, ...more] = Object.entries(expression);
  if (!entry) throw invalidPattern('Match expression name not found');
  if (more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  return entry;
}

function text(value: unknown, operator: string): string {
  if (typeof value !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  return value;
}

/** `prefix` and `suffix`, with their `equals-ignore-case` forms. */
function edgeTest(operator: 'prefix' | 'suffix', value: unknown): (leaf: Leaf) => boolean {
  const matches = (leaf: string, edge: string) => (operator === 'prefix' ? leaf.startsWith(edge) : leaf.endsWith(edge));
  if (!isObject(value)) {
    const edge = text(value, operator);
    return onText((leaf) => matches(leaf, edge));
  }
  const [form, inner] = onlyEntry(value);
  if (form !== 'equals-ignore-case') throw invalidPattern(`Unsupported ${operator} pattern: ${form}`);
  const edge = text(inner, `${operator}/equals-ignore-case`).toLowerCase();
  return onText((leaf) => matches(leaf.toLowerCase(), edge));
}

/** Values of `anything-but`, which must be of one type. */
function unwantedValues(value: unknown): readonly Leaf[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const types = new Set(values.map((each) => typeof each));
  const [type] = types;
  if (types.size !== 1 || (type !== 'string' && type !== 'number'))
    throw invalidPattern(
      'Inside anything-but list, either all values are number or string, mixed type is not supported',
    );
  return values as readonly Leaf[];
}

function unwantedTexts(value: unknown, form: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw invalidPattern(`Empty list in anything-but/${form}`);
  return values.map((each) => {
    const unwanted = text(each, `anything-but/${form}`);
    if (unwanted === '' && form !== 'equals-ignore-case') throw invalidPattern('Null prefix/suffix not allowed');
    return unwanted;
  });
}

/** Passes for any leaf that differs; the field must be there, and of an array one differing element is enough. */
function anythingBut(value: unknown): (leaf: Leaf) => boolean {
  if (!isObject(value)) {
    const unwanted = unwantedValues(value);
    return (leaf) => !unwanted.includes(leaf);
  }
  const [form, inner] = onlyEntry(value);
  if (form !== 'prefix' && form !== 'suffix' && form !== 'equals-ignore-case' && form !== 'wildcard')
    throw invalidPattern(`Unsupported anything-but pattern: ${form}`);
  const refused = unwantedTexts(inner, form).map((each) => {
    if (form === 'wildcard') return onText(wildcardTest(each));
    if (form === 'equals-ignore-case') return onText((leaf) => leaf.toLowerCase() === each.toLowerCase());
    return edgeTest(form, each);
  });
  return (leaf) => !refused.some((test) => test(leaf));
}

function matchExpression(expression: Readonly<Record<string, unknown>>): ValueTest {
  const [operator, value] = onlyEntry(expression);
  switch (operator) {
    case 'prefix':
    case 'suffix':
      return present(edgeTest(operator, value));
    case 'equals-ignore-case': {
      const wanted = text(value, operator).toLowerCase();
      return present(onText((leaf) => leaf.toLowerCase() === wanted));
    }
    case 'wildcard':
      return present(onText(wildcardTest(text(value, operator))));
    case 'anything-but':
      return present(anythingBut(value));
    case 'numeric':
      return present(numericTest(value));
    case 'cidr':
      return present(onText(cidrTest(text(value, operator))));
    case 'exists':
      if (typeof value !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.');
      return value ? present(() => true) : { kind: 'absent' };
    default:
      throw invalidPattern(`Unrecognized match type ${operator}`);
  }
}

/** Reads one alternative of a field: a literal or a match expression. @throws AwsError InvalidEventPatternException */
export function valueTest(alternative: unknown): ValueTest {
  if (isObject(alternative)) return matchExpression(alternative);
  if (Array.isArray(alternative) || alternative === undefined)
    throw invalidPattern('Match value must be String, number, true, false, or null');
  return present((leaf) => leaf === alternative);
}
