import type * as z from 'zod';
import { foundText, isMapping, listText, pathText, valueAt, type Finding, type ValuePath } from './finding.ts';
import { suggestion } from './nearest-name.ts';
import { isLaterKey, isLaterValue } from './not-built-yet.ts';
import { allowedKeys } from './policy-json-schema.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
};

/** A value of the file that the schema refuses. The path says what to leave out of further checks. */
export type SchemaFinding = Finding & { readonly refused: ValuePath };

function wrongValue(path: ValuePath, data: unknown, allowed: string, hint = ''): SchemaFinding {
  const message = `${pathText(path)}: found ${foundText(valueAt(data, path))}; allowed: ${allowed}${hint}`;
  return { path, at: 'value', message, refused: path };
}

function isMissing(path: ValuePath, data: unknown): boolean {
  const parent = valueAt(data, path.slice(0, -1));
  const key = path.at(-1);
  return typeof key === 'string' && isMapping(parent) && !Object.hasOwn(parent, key);
}

function missingKey(path: ValuePath, allowed: string): SchemaFinding {
  const parent = path.slice(0, -1);
  return {
    path: parent,
    at: 'key',
    message: `${pathText(parent)}: the key ${JSON.stringify(path.at(-1))} is missing; it takes ${allowed}`,
    refused: path,
  };
}

function unknownKey(parent: ValuePath, key: string, data: unknown): SchemaFinding {
  const path = [...parent, key];
  if (isLaterKey(path)) {
    return { path, at: 'key', message: `${JSON.stringify(key)} is not supported in this version`, refused: path };
  }
  const allowed = allowedKeys(parent, data);
  const place = parent.length === 0 ? '' : ` in ${pathText(parent)}`;
  if (allowed.includes(key)) {
    const others = Object.keys(valueAt(data, parent) ?? {}).filter((other) => other !== key && allowed.includes(other));
    const message = `${pathText(parent)}: ${JSON.stringify(key)} does not go together with ${listText(others)}; allowed: one or the other`;
    return { path, at: 'key', message, refused: path };
  }
  const hint = suggestion(key, allowed);
  return {
    path,
    at: 'key',
    message: `unknown key ${JSON.stringify(key)}${place}; allowed: ${listText(allowed, 20)}${hint}`,
    refused: path,
  };
}

function wrongConstant(path: ValuePath, data: unknown, allowed: readonly unknown[]): SchemaFinding {
  const words = allowed.map(String);
  if (isMissing(path, data))
    return missingKey(path, words.length === 1 ? listText(words) : `one of ${listText(words)}`);
  const value = valueAt(data, path);
  if (isLaterValue(path, value)) {
    const message = `${pathText(path)}: ${foundText(value)} is not supported in this version; allowed: ${listText(words)}`;
    return { path, at: 'value', message, refused: path };
  }
  return wrongValue(path, data, listText(words), typeof value === 'string' ? suggestion(value, words) : '');
}

/** What kinds of values a branch of a union takes, those of unions within it among them. */
function kindsIn(branch: readonly Issue[]): readonly string[] {
  return branch.flatMap((issue): readonly string[] => {
    if (issue.code === 'invalid_type') return [kinds[issue.expected] ?? issue.expected];
    return issue.code === 'invalid_union' ? issue.errors.flatMap(kindsIn) : [];
  });
}

/** Of a union of mappings, the branch that was meant: the one whose keys are all there. */
function describeUnion(
  path: ValuePath,
  branches: readonly (readonly Issue[])[],
  data: unknown,
): readonly SchemaFinding[] {
  const value = valueAt(data, path);
  if (!isMapping(value)) {
    if (isMissing(path, data)) return [missingKey(path, 'a value')];
    const allowed = branches.flatMap(kindsIn);
    return [wrongValue(path, data, [...new Set(allowed)].join(' or '))];
  }
  const meant = branches.filter(
    (branch) => !branch.some((issue) => issue.path.length === 1 && isMissing([...path, ...asPath(issue.path)], data)),
  );
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only.flatMap((issue) => describe(issue, path, data));
  const keys = Object.keys(value);
  // Else the one that takes a mapping and knows all keys that are there, with the least to mend.
  const [nearest] = (keys.length === 0 ? [] : branches)
    .filter((branch) => !branch.some((issue) => issue.path.length === 0))
    .toSorted((one, other) => one.length - other.length);
  if (nearest !== undefined) return nearest.flatMap((issue) => describe(issue, path, data));
  const allowed = allowedKeys(path, meant.length === 0 ? undefined : data);
  const known = keys.filter((key) => allowed.includes(key));
  if (known.length > 1) {
    const inList = typeof path.at(-1) === 'number';
    const message = inList
      ? `found ${listText(known)} in one entry; allowed: one; start each with its own "-"`
      : `found ${listText(known)} together; allowed: one of them, with the keys that belong to it`;
    return [{ path, at: 'value', message: `${pathText(path)}: ${message}`, refused: path }];
  }
  const [unknown] = keys;
  if (unknown !== undefined) return [{ ...unknownKey(path, unknown, data), refused: path }];
  return [wrongValue(path, data, `one of ${listText(allowed)}`)];
}

function asPath(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function sizeText(issue: { origin: string; minimum?: number | bigint; maximum?: number | bigint }): string {
  const { minimum, maximum } = issue;
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'number' ? '' : ' entries';
  if (minimum !== undefined)
    return Number(minimum) === 1 && issue.origin === 'string' ? 'text that is not empty' : `at least ${minimum}${unit}`;
  return `at most ${maximum}${unit}`;
}

function describe(issue: Issue, prefix: ValuePath, data: unknown): readonly SchemaFinding[] {
  const path = [...prefix, ...asPath(issue.path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, data));
    case 'invalid_value':
      return [wrongConstant(path, data, issue.values)];
    case 'invalid_union':
      if ('options' in issue && Array.isArray(issue.options)) return [wrongConstant(path, data, issue.options)];
      return describeUnion(path, issue.errors, data);
    case 'invalid_type': {
      const allowed = kinds[issue.expected] ?? issue.expected;
      if (isMissing(path, data)) return [missingKey(path, allowed)];
      const value = valueAt(data, path);
      const quotable = issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
      return [wrongValue(path, data, allowed, quotable ? ` (write it in quotes: "${String(value)}")` : '')];
    }
    case 'invalid_key': {
      const allowed = issue.issues[0]?.message ?? 'a name';
      const message = `${pathText(path.slice(0, -1))}: found the name ${foundText(path.at(-1))}; allowed: ${allowed}`;
      return [{ path, at: 'key', message, refused: path }];
    }
    case 'too_small':
    case 'too_big':
      return [wrongValue(path, data, sizeText(issue))];
    case 'invalid_format':
      return [wrongValue(path, data, issue.format === 'email' ? 'an e-mail address' : issue.message)];
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return [wrongValue(path, data, issue.message)];
    default:
      return issue satisfies never;
  }
}

/** Says what the schema found, in words, each with its path in the file. */
export function describeIssues(issues: readonly Issue[], data: unknown): readonly SchemaFinding[] {
  return issues.flatMap((issue) => describe(issue, [], data));
}
