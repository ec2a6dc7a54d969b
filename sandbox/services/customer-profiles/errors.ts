import { AwsError } from '../../kernel/service.ts';
import { createInputChecks } from '../shared/input-checks.ts';

/** Errors of Customer Profiles. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-customer-profiles_CreateProfile.html */
export const badRequest = (message: string): AwsError =>
  new AwsError('BadRequestException', message, { statusCode: 400 });

export const notFound = (what: string, id: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The ${what} ${id} does not exist, or access was denied.`, {
    statusCode: 404,
  });

export const check = createInputChecks(badRequest);
