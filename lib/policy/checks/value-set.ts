import type { FieldTest } from '../../../lambda/contract/policy-file.ts';
import type { Partly } from '../draft.ts';

type Value = string | number | boolean | null;

/** The values that let a test pass: some, or all but some. A field without a value has the value null. */
export type ValueSet = { readonly only: ReadonlySet<Value> } | { readonly except: ReadonlySet<Value> };

/** Per field, what its value must be; a field that is not named may be anything. */
export type Conditions = Readonly<Record<string, ValueSet>>;

const everything: ValueSet = { except: new Set() };

/** Undefined for a test of which a part was refused. */
function valuesOf(test: Partly<FieldTest> | undefined): ValueSet | undefined {
  if (test === undefined) return undefined;
  if (typeof test !== 'object' || Array.isArray(test)) return listOf(test, 'only');
  if ('set' in test && test.set !== undefined)
    return test.set ? { except: new Set([null]) } : { only: new Set([null]) };
  return 'not' in test && test.not !== undefined ? listOf(test.not, 'except') : undefined;
}

function listOf(given: unknown, kind: 'only' | 'except'): ValueSet | undefined {
  const values = [given].flat() as (Value | undefined)[];
  if (values.includes(undefined)) return undefined;
  const set = new Set(values as Value[]);
  return kind === 'only' ? { only: set } : { except: set };
}

/** What a condition asks of each field; undefined when a part of it was refused. */
export function conditionsOf(
  condition: Readonly<Record<string, Partly<FieldTest> | undefined>> | undefined,
): Conditions | undefined {
  const entries = Object.entries(condition ?? {}).map(([field, test]) => [field, valuesOf(test)] as const);
  return entries.some(([, values]) => values === undefined)
    ? undefined
    : (Object.fromEntries(entries) as Record<string, ValueSet>);
}

/** Values that are in both. */
export function both(one: ValueSet, other: ValueSet): ValueSet {
  if ('only' in one) return { only: new Set([...one.only].filter((value) => has(other, value))) };
  if ('only' in other) return both(other, one);
  return { except: new Set([...one.except, ...other.except]) };
}

/** True when a value is one of those. */
export function has(set: ValueSet, value: Value): boolean {
  return 'only' in set ? set.only.has(value) : !set.except.has(value);
}

/** True when no value is in it. */
export function isNothing(set: ValueSet): boolean {
  return 'only' in set && set.only.size === 0;
}

/** True when every value of the one is a value of the other. What other values there may be is never known. */
export function isWithin(one: ValueSet, other: ValueSet): boolean {
  if ('only' in one) return [...one.only].every((value) => has(other, value));
  return 'except' in other && [...other.except].every((value) => one.except.has(value));
}

/** Every value that is not in it. */
export function complement(set: ValueSet): ValueSet {
  return 'only' in set ? { except: set.only } : { only: set.except };
}

/** What a set of conditions asks of a field. */
export function asked(conditions: Conditions, field: string): ValueSet {
  return (Object.hasOwn(conditions, field) ? conditions[field] : undefined) ?? everything;
}

/** All of both; a field that both name must satisfy both. */
export function together(one: Conditions, other: Conditions): Conditions {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(fields.map((field) => [field, both(asked(one, field), asked(other, field))]));
}

/** A field of which the conditions ask what no value is. */
export function impossibleField(conditions: Conditions): string | undefined {
  return Object.keys(conditions).find((field) => isNothing(asked(conditions, field)));
}

/** True when the other conditions hold whenever these do. */
export function implies(these: Conditions, others: Conditions): boolean {
  return Object.keys(others).every((field) => isWithin(asked(these, field), asked(others, field)));
}
