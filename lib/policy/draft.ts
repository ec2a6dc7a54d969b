import type { PolicyFile } from '../../lambda/contract/policy-file.ts';
import { isMapping, valueAt, type ValuePath } from './finding.ts';

export type Partly<Value> = Value extends readonly (infer Entry)[]
  ? readonly (Partly<Entry> | undefined)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Partly<Value[Key]> | undefined }
    : Value;

/**
 * A policy file of which some values were refused and left out, so that what is left can still be checked: a person sees
 * all mistakes of a file at once.
 */
export type Draft = Partly<PolicyFile>;

/** The file without the refused values. What stays has the types of the schema. */
export function draftWithout(data: unknown, refused: readonly ValuePath[]): Draft {
  if (!isMapping(data) || refused.some((path) => path.length === 0)) return {};
  const draft = structuredClone(data);
  for (const path of refused) {
    const parent = valueAt(draft, path.slice(0, -1));
    const key = path.at(-1);
    if (typeof parent !== 'object' || parent === null || key === undefined) continue;
    if (Array.isArray(parent)) parent[Number(key)] = undefined;
    else delete (parent as Record<string, unknown>)[key];
  }
  return draft;
}

/** Entries of a mapping of the draft whose value was not refused. */
export function entriesOf<Value>(mapping: Readonly<Record<string, Value | undefined>> | undefined): [string, Value][] {
  return Object.entries(mapping ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

/** Entries of a list of the draft with their place in it, without the refused ones. */
export function itemsOf<Value>(list: readonly (Value | undefined)[] | undefined): [number, Value][] {
  return (list ?? []).flatMap((value, index) => (value === undefined ? [] : [[index, value]]));
}

/**
 * Names that a mapping of the file defines, also those whose value was refused; undefined when the mapping itself is
 * broken, so that no name can be called unknown.
 */
export function definedNames(data: unknown, key: string): ReadonlySet<string> | undefined {
  const mapping = valueAt(data, [key]);
  if (mapping === undefined) return new Set();
  return isMapping(mapping) ? new Set(Object.keys(mapping)) : undefined;
}
