import * as z from 'zod';
import { DeploymentError } from './deployment-error.ts';

const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const policy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']);

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  DependsOn: names.optional(),
  Condition: z.string().optional(),
  DeletionPolicy: policy.optional(),
  UpdateReplacePolicy: policy.optional(),
  Metadata: z.unknown().optional(),
});

const parameter = z.looseObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  NoEcho: z.union([z.boolean(), z.string()]).optional(),
});

const output = z.looseObject({
  Value: z.unknown(),
  Condition: z.string().optional(),
  Description: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

const rule = z.strictObject({
  RuleCondition: z.unknown().optional(),
  Assertions: z.array(z.strictObject({ Assert: z.unknown(), AssertDescription: z.string().optional() })),
});

/**
 * A CloudFormation template as `cdk synth` writes it. Sections that would change what is deployed and that the sandbox
 * does not know (`Transform`, `Hooks`) are refused, never ignored.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
const template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Rules: z.record(z.string(), rule).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), output).default({}),
});

export type Template = z.infer<typeof template>;
export type TemplateResource = z.infer<typeof resource>;
export type TemplateParameter = z.infer<typeof parameter>;

/** Parses the JSON of a template. @throws DeploymentError naming the place that the sandbox cannot take. */
export function parseTemplate(stackName: string, json: string): Template {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new DeploymentError(`the template of stack ${stackName} is not JSON: ${String(error)}`, {
      stackName,
      cause: error,
    });
  }
  const parsed = template.safeParse(data);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'template'}: ${issue.message}`,
  );
  throw new DeploymentError(`the template of stack ${stackName} cannot be deployed: ${problems.join('; ')}`, {
    stackName,
    cause: parsed.error,
  });
}
