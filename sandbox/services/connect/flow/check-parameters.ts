import type { ActionRule, ParameterRule, ReferredKind } from './action-rules.ts';
import type { FlowLookups } from './check-flow.ts';
import { isObject } from '../../../kernel/json-object.ts';
import type { FlowAction } from './flow-document.ts';
import { findReferences, wholeReference } from './references.ts';

/** Problems of an action's parameters that the table of rules can tell: names, presence, form, and what they refer to. */
export function checkParameters(action: FlowAction, rule: ActionRule, lookups: FlowLookups): string[] {
  const at = `Actions[${action.index}].Parameters`;
  const given = Object.keys(action.parameters);
  const problems: string[] = [];
  for (const name of given)
    if (!Object.hasOwn(rule.parameters, name) && !rule.unsupported?.includes(name))
      problems.push(`Invalid Action property name. Path: ${at}.${name}`);
  for (const name of rule.required ?? [])
    if (!given.includes(name)) problems.push(`Action is missing required property. Path: ${at}.${name}`);
  const choices = (rule.exactlyOneOf ?? []).filter((name) => given.includes(name));
  if (rule.exactlyOneOf && choices.length === 0)
    problems.push(`At least one of [${rule.exactlyOneOf.join(', ')}] must be set. Path: ${at}`);
  if (choices.length > 1)
    problems.push(`Only one of these properties may be defined. Properties: [${choices.join(', ')}]. Path: ${at}`);
  if (rule.atLeastOneOf && !rule.atLeastOneOf.some((name) => given.includes(name)))
    problems.push(`At least one of [${rule.atLeastOneOf.join(', ')}] must be set. Path: ${at}`);
  for (const [name, value] of Object.entries(action.parameters)) {
    const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined;
    if (parameter) problems.push(...checkParameter(value, parameter, `${at}.${name}`, lookups));
  }
  return problems;
}

function checkParameter(value: unknown, rule: ParameterRule, path: string, lookups: FlowLookups): string[] {
  if (rule.kind === 'text-map') return checkTextMap(value, path);
  if (rule.kind === 'text-list') return checkTextList(value, path, rule.most);
  if (rule.kind === 'object') return isObject(value) ? emptyTexts(value, path) : [invalid(path, 'must be an object')];
  if (typeof value !== 'string') return [invalid(path, 'must be a string')];
  if (value === '') return [`Empty value in ${path}`];
  switch (rule.kind) {
    case 'fixed':
      return checkFixed(value, rule, path);
    case 'one-reference':
      return isLeaf(value) ? [] : [invalid(path, 'must be one reference with a leaf')];
    case 'fixed-or-reference':
      if (wholeReference(value)) return [];
      return [...checkFixed(value, rule, path), ...refersTo(rule.refersTo, value, path, lookups)];
    case 'text':
      return [
        ...(rule.most !== undefined && value.length > rule.most ? [invalid(path, `longer than ${rule.most}`)] : []),
        ...(findReferences(value).length === 0 ? refersTo(rule.refersTo, value, path, lookups) : []),
      ];
    default:
      return rule satisfies never;
  }
}

/** Roots that are a value themselves; every other root is a namespace, which needs a key. */
const plainRoots = new Set([
  'ContactId',
  'InitialContactId',
  'PreviousContactId',
  'InstanceARN',
  'AwsRegion',
  'Channel',
  'InitiationMethod',
  'LanguageCode',
  'Name',
  'Description',
  'CustomerId',
  'StoredCustomerInput',
  'TextToSpeechVoiceId',
]);

function isLeaf(value: string): boolean {
  const path = wholeReference(value)?.path ?? [];
  return path.length >= 2 || (path.length === 1 && typeof path[0] === 'string' && plainRoots.has(path[0]));
}

function checkFixed(
  value: string,
  rule: { readonly oneOf?: readonly string[]; readonly pattern?: RegExp },
  path: string,
): string[] {
  if (findReferences(value).length > 0) return [invalid(path, 'must not hold a reference within text')];
  if (rule.oneOf && !rule.oneOf.includes(value))
    return [invalid(path, `"${value}"; allowed: ${rule.oneOf.join(', ')}`)];
  if (rule.pattern && !rule.pattern.test(value)) return [invalid(path, `"${value}"`)];
  return [];
}

function refersTo(kind: ReferredKind | undefined, value: string, path: string, lookups: FlowLookups): string[] {
  if (kind === undefined || lookups[kind](value)) return [];
  const missing = kind === 'function' ? 'is not associated with the instance' : 'does not exist';
  return [invalid(path, `${kind} "${value}" ${missing}`)];
}

function checkTextMap(value: unknown, path: string): string[] {
  if (!isObject(value)) return [invalid(path, 'must be an object of strings')];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (typeof entry !== 'string') return [invalid(`${path}.${key}`, 'must be a string')];
    return entry === '' ? [`Empty value in ${path}.${key}`] : [];
  });
}

function checkTextList(value: unknown, path: string, most: number | undefined): string[] {
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string' || entry === ''))
    return [invalid(path, 'must be a list of strings that are not empty')];
  return most !== undefined && value.length > most ? [invalid(path, `more than ${most}`)] : [];
}

/** An empty string is refused anywhere in the parameters. */
function emptyTexts(value: unknown, path: string): string[] {
  if (value === '') return [`Empty value in ${path}`];
  if (Array.isArray(value)) return value.flatMap((entry, index) => emptyTexts(entry, `${path}[${index}]`));
  if (isObject(value)) return Object.entries(value).flatMap(([key, entry]) => emptyTexts(entry, `${path}.${key}`));
  return [];
}

export const invalid = (path: string, why: string): string => `Invalid Action property value. Path: ${path} (${why})`;
