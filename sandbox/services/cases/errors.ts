import { AwsError } from '../../kernel/service.ts';
import { createInputChecks } from '../shared/input-checks.ts';

/** Errors of the Cases API with their documented status codes. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateCase.html */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message, { statusCode: 400 });

export const notFound = (resourceType: string, resourceId: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The ${resourceType} ${resourceId} does not exist.`, {
    statusCode: 404,
    fields: { resourceId, resourceType },
  });

export const conflict = (message: string): AwsError => new AwsError('ConflictException', message, { statusCode: 409 });

export const quotaExceeded = (message: string): AwsError =>
  new AwsError('ServiceQuotaExceededException', message, { statusCode: 402 });

/** Input checks that answer with a ValidationException. */
export const check = createInputChecks(invalid);
