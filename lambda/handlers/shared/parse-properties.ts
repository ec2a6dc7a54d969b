import * as z from 'zod/mini';
import type { CustomResourceRequest } from '../../contract/custom-resource-request.ts';
import { ResourceRequestInvalidError } from '../../domain/deployment-errors.ts';

/**
 * The properties of a custom resource by their contract.
 * @throws ResourceRequestInvalidError that names the properties that are missing or wrong
 */
export function parseProperties<Schema extends z.ZodMiniType>(
  schema: Schema,
  request: CustomResourceRequest,
): z.infer<Schema> {
  const parsed = z.safeParse(schema, request.ResourceProperties);
  if (parsed.success) return parsed.data;
  const places = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)'))].join(', ');
  throw new ResourceRequestInvalidError(`${request.ResourceType}: properties missing or wrong: ${places}`);
}

/** @throws ResourceRequestInvalidError for a type that the function does not serve */
export function refuseType(request: CustomResourceRequest, served: readonly string[]): never {
  throw new ResourceRequestInvalidError(
    `${request.ResourceType} is not served by this function; allowed: ${served.join(', ')}`,
  );
}

/** Physical id that CloudFormation knows the resource by; undefined while it is being created. */
export function knownPhysicalId(request: CustomResourceRequest): string | undefined {
  return request.RequestType === 'Create' ? undefined : request.PhysicalResourceId;
}
