import { isObject, parseJson } from '../../../kernel/json-object.ts';
import { findReferences } from './references.ts';

/**
 * What a module promises its callers: the resource's `Settings` string.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html
 */
export interface ModuleContract {
  /** Input key -> JSON type. */
  readonly input: Readonly<Record<string, string>>;
  readonly resultData: Readonly<Record<string, string>>;
  /** Names of the custom branches. */
  readonly results: readonly string[];
}

const emptyContract: ModuleContract = { input: {}, resultData: {}, results: [] };

const propertyTypes = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const mostBranches = 8;

/** Reads the `Settings` string of a module; `{}` or none declares nothing. */
export function readModuleContract(settings: string | undefined): { contract: ModuleContract; problems: string[] } {
  const problems: string[] = [];
  const parsed = settings === undefined ? {} : parseJson(settings);
  if (!isObject(parsed)) return { contract: emptyContract, problems: ['Settings is not a JSON object'] };
  for (const key of Object.keys(parsed))
    if (!['input', 'resultData', 'transitions'].includes(key)) problems.push(`Settings has an unknown key "${key}"`);
  const results = readResults(parsed['transitions'], problems);
  if (results.length > mostBranches)
    problems.push(`Settings declares ${results.length} custom branches; at most ${mostBranches} are allowed`);
  return {
    contract: {
      input: readSchema(parsed['input'], 'input', problems),
      resultData: readSchema(parsed['resultData'], 'resultData', problems),
      results,
    },
    problems,
  };
}

/** Problems of values given for a schema: unknown keys, wrong JSON types, references where no string is declared. */
export function checkValues(
  values: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, string>>,
  path: string,
): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const type = schema[key];
    if (type === undefined)
      return [`Invalid Action property name. Path: ${path}.${key} (the module's Settings do not declare it)`];
    if (typeof value === 'string' && type !== 'string' && findReferences(value).length > 0)
      return [
        `Invalid Action property value. Path: ${path}.${key} (a reference is allowed only where the type is string)`,
      ];
    return jsonTypeMatches(value, type)
      ? []
      : [`Invalid Action property value. Path: ${path}.${key} (declared as ${type})`];
  });
}

function jsonTypeMatches(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

function readSchema(side: unknown, name: string, problems: string[]): Record<string, string> {
  if (side === undefined) return {};
  const schema = isObject(side) ? side['schema'] : undefined;
  const properties = isObject(schema) ? (schema['properties'] ?? {}) : undefined;
  if (!isObject(properties)) {
    problems.push(`Settings.${name}.schema must be an object schema`);
    return {};
  }
  const types: Record<string, string> = {};
  for (const [key, property] of Object.entries(properties)) {
    const type = isObject(property) ? property['type'] : undefined;
    if (typeof type === 'string' && propertyTypes.has(type)) types[key] = type;
    else
      problems.push(
        `Settings.${name}.schema.properties.${key} has no type that is allowed: ${[...propertyTypes].join(', ')}`,
      );
  }
  return types;
}

function readResults(transitions: unknown, problems: string[]): string[] {
  if (transitions === undefined) return [];
  const results = isObject(transitions) ? (transitions['results'] ?? []) : undefined;
  if (!Array.isArray(results)) {
    problems.push('Settings.transitions.results must be a list');
    return [];
  }
  return results.flatMap((result: unknown) => {
    if (isObject(result) && typeof result['name'] === 'string' && result['name'] !== '') return [result['name']];
    problems.push('Settings.transitions.results has an entry without a name');
    return [];
  });
}
