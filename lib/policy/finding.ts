/** Keys and indexes from the top of a file to a value in it. */
export type ValuePath = readonly (string | number)[];

/** Something wrong with a value of a file, before its line and column are looked up. */
export interface Finding {
  readonly path: ValuePath;
  /** Points at the key of the value (unknown keys, missing children), or at the value itself. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** `policies.first-response.breach[0]`; the empty path is "the file". */
export function pathText(path: ValuePath): string {
  if (path.length === 0) return 'the file';
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** What stands in the file, short enough for one line. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** Names for "allowed:", shortened when there are many. */
export function listText(names: Iterable<string>, most = 12): string {
  const all = [...names];
  if (all.length === 0) return 'none';
  const shown = all.slice(0, most).join(', ');
  return all.length > most ? `${shown} and ${all.length - most} more` : shown;
}

/** True for a mapping of a YAML or JSON file. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined when the way there is blocked. */
export function valueAt(data: unknown, path: ValuePath): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
