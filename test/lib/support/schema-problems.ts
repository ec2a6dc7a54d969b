import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { TemplateJson } from './template.ts';

const database: SpecDatabase = await loadAwsServiceSpec();

/** Types without a published schema: custom resources are checked against our own contract instead. */
const withoutSchema = /^(Custom::|AWS::CDK::)/;

type ResourceSchema = Pick<Resource, 'properties'>;

function schemaOf(type: string): ResourceSchema | undefined {
  return database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for `Ref` and `Fn::…`: what they become is only known at deployment. */
function isIntrinsic(value: unknown): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true);
}

function* enumProblems(value: unknown, allowed: readonly unknown[] | undefined, path: string): Generator<string> {
  if (allowed !== undefined && !allowed.includes(value)) {
    yield `${path}: ${JSON.stringify(value)} is not one of ${allowed.join(', ')}`;
  }
}

function* objectProblems(
  value: unknown,
  properties: Readonly<Record<string, Property>>,
  path: string,
): Generator<string> {
  if (!isObject(value)) {
    yield `${path}: must be an object`;
    return;
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.required === true && value[name] === undefined) yield `${path}.${name}: is required`;
  }
  for (const [name, child] of Object.entries(value)) {
    const property = properties[name];
    if (property === undefined) yield `${path}.${name}: is unknown`;
    else yield* problems(child, property.type, `${path}.${name}`);
  }
}

function* problems(value: unknown, type: PropertyType, path: string): Generator<string> {
  if (isIntrinsic(value)) return;
  switch (type.type) {
    case 'string':
      if (typeof value !== 'string') yield `${path}: must be a string, is ${JSON.stringify(value)}`;
      else yield* enumProblems(value, type.allowedValues, path);
      return;
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || (type.type === 'integer' && !Number.isInteger(value))) {
        yield `${path}: must be a number, is ${JSON.stringify(value)}`;
      }
      return;
    case 'boolean':
      if (typeof value !== 'boolean') yield `${path}: must be true or false, is ${JSON.stringify(value)}`;
      return;
    case 'array':
      if (!Array.isArray(value)) yield `${path}: must be a list`;
      else for (const [index, child] of value.entries()) yield* problems(child, type.element, `${path}[${index}]`);
      return;
    case 'map':
      if (!isObject(value)) yield `${path}: must be an object`;
      else for (const [key, child] of Object.entries(value)) yield* problems(child, type.element, `${path}.${key}`);
      return;
    case 'ref':
      yield* objectProblems(value, database.get('typeDefinition', type.reference.$ref).properties, path);
      return;
    case 'union': {
      const ways = type.types.map((one) => [...problems(value, one, path)]);
      if (ways.every((way) => way.length > 0)) yield* ways[0] ?? [];
      return;
    }
    case 'json':
    case 'null':
    case 'tag':
    case 'date-time':
      return;
    default:
      throw new Error(`a type of property that this check does not know: ${JSON.stringify(type satisfies never)}`);
  }
}

/** What CloudFormation's schemas say against a template: missing, unknown, of the wrong type, not among the allowed. */
export function schemaProblems(template: TemplateJson): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    if (withoutSchema.test(resource.Type)) return [];
    const schema = schemaOf(resource.Type);
    if (schema === undefined) return [`${id}: there is no resource type ${resource.Type}`];
    return [...objectProblems(resource.Properties ?? {}, schema.properties, id)];
  });
}
