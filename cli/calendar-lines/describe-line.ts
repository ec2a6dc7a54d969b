import type * as z from 'zod';
import { foundText, listText, pathText, valueAt } from '../../lib/policy/finding.ts';
import { suggestion } from '../../lib/policy/nearest-name.ts';

type Issue = z.core.$ZodIssue;

/** Keys that a line may have somewhere. */
const knownKeys =
  'id type zone week always holidays recurring overrides versions effective mon tue wed thu fri sat sun op cal start end seconds pauses'.split(
    ' ',
  );

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list of two',
};

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listText(issue.values.map(String));
    case 'too_small':
    case 'too_big':
      return issue.origin === 'array' ? 'a list of two' : 'text that is neither empty nor very long';
    case 'invalid_union':
      return 'text or a whole number';
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'another name';
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'custom':
      return issue.message;
    default:
      return issue satisfies never;
  }
}

const longestShown = 60;

/** A list is shown only when its form is known to be right, so that it cannot be too deep to be written. */
function shownText(value: unknown, issue: Issue): string {
  if (value === null) return 'null';
  if (issue.code !== 'custom' || !Array.isArray(value)) return foundText(value);
  const text = JSON.stringify(value.slice(0, 10));
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
}

function describe(issue: Issue, data: unknown): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const place = path.length === 0 ? '' : `${pathText(path)}: `;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const shown = key.length > 60 ? `${key.slice(0, 57)}…` : key;
    return knownKeys.includes(key)
      ? `${place}the key ${JSON.stringify(shown)} does not belong here`
      : `${place}unknown key ${JSON.stringify(shown)}${suggestion(key, knownKeys)}`;
  }
  const allowed = allowedBy(issue);
  if (issue.code === 'invalid_key')
    return `${pathText(path.slice(0, -1))}: found the key ${foundText(path.at(-1))}; allowed: ${allowed}`;
  const value = valueAt(data, path);
  if (value === undefined) return `${place}missing; allowed: ${allowed}`;
  return `${place}found ${shownText(value, issue)}; allowed: ${allowed}`;
}

const mostDescribed = 3;

/** Says in words what a schema found on a line, at most three things of it. */
export function describeLine(issues: readonly Issue[], data: unknown): string {
  const said = issues.slice(0, mostDescribed).map((issue) => describe(issue, data));
  const more = issues.length - said.length;
  return said.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
