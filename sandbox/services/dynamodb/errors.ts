import { AwsError } from '../../kernel/service.ts';

/** The service's answer to a request that can never succeed as it is. */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** A member that breaks a constraint of the service model, in the words that AWS's front ends use. */
export const constraintError = (member: string, value: unknown, constraint: string): AwsError =>
  validationError(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

export const tableNotFound = (tableName: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${tableName} not found`);

/** A parameter or feature of DynamoDB that this sandbox does not imitate. */
export const notSupported = (what: string, instead: string): AwsError =>
  validationError(`${what} is not supported by the sandbox; ${instead}`);
