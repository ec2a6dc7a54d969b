import { MadeMeanwhileError } from '../domain/deployment-errors.ts';
import { isAwsError, translateAwsErrors } from './translate-aws-error.ts';

/** What the services say to making something that is there by now. */
const alreadyThere = ['DuplicateResourceException', 'ResourceConflictException', 'ConflictException'];

/** A look. @returns undefined when the service knows no such thing */
export async function lookUp<Answer>(
  operation: string,
  action: () => Promise<Answer>,
  whenMissing = 'ResourceNotFoundException',
): Promise<Answer | undefined> {
  return translateAwsErrors({ operation, changes: false }, async () => {
    try {
      return await action();
    } catch (error) {
      if (isAwsError(error, whenMissing)) return undefined;
      throw error;
    }
  });
}

/** A creation that was preceded by a look. @throws MadeMeanwhileError when somebody was faster */
export async function make<Answer>(operation: string, action: () => Promise<Answer>): Promise<Answer> {
  return translateAwsErrors({ operation, changes: true }, async () => {
    try {
      return await action();
    } catch (cause) {
      if (!alreadyThere.some((name) => isAwsError(cause, name))) throw cause;
      throw new MadeMeanwhileError(`${operation}: it exists by now`, { cause });
    }
  });
}
