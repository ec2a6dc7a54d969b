import * as z from 'zod';
import type { ResourceRequest } from '../../assembly/resource-provider.ts';

/**
 * Reads the properties of a resource by a strict schema, so that nothing is taken that would not be honoured.
 * @throws Error that names the resource, the property and what is wrong with it
 */
export function readProperties<T>(schema: z.ZodType<T>, request: ResourceRequest): T {
  const parsed = schema.safeParse(request.properties);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`,
  );
  throw new Error(`${request.type} ${request.stackName}/${request.logicalId}: ${problems.join('; ')}`);
}

/** CloudFormation may bring a truth value as text. */
export const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** `Tags` as a list of keys and values, read as a map. */
export const tagList = z
  .array(z.strictObject({ Key: z.string(), Value: z.string() }))
  .transform((tags) => new Map(tags.map(({ Key, Value }) => [Key, Value])));
