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
  throw new Error(
    `${request.type} ${request.logicalId} of stack ${request.stackName} has properties that the sandbox does not honour:\n${z.prettifyError(read.error)}`,
    { cause: read.error },
  );
}

/** Tags stand in templates and change nothing in the sandbox. */
export const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));
