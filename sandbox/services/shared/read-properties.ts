import * as z from 'zod';
import type { ResourceRequest } from '../../assembly/resource-provider.ts';

/**
 * Reads a resource's properties by a strict schema: a property or a value that the provider does not know is refused,
 * because ignoring it would make the sandbox differ from the account without a word.
 * @throws Error that names the resource, each property at fault and what is allowed.
 */
export function readProperties<T extends z.ZodType>(schema: T, request: ResourceRequest): z.infer<T> {
  const read = schema.safeParse(request.properties);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  throw new Error(
    `${request.type} ${request.stackName}/${request.logicalId}: the sandbox does not honour its properties: ${problems.join('; ')}`,
    { cause: read.error },
  );
}

const tag = z.strictObject({ Key: z.string(), Value: z.string() });

/** Tags of a service that does not serve them: they stand in templates and change nothing in the sandbox. */
export const tags = z.array(tag);

/** Tags of a service that serves them, by key. */
export const tagsByKey = z.array(tag).transform((list) => new Map(list.map(({ Key, Value }) => [Key, Value])));

/** CloudFormation may bring a truth value as text. */
export const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
