import { AwsError } from '../kernel/service.ts';
import { ControlError } from './control-error.ts';

/** An error of an AWS API, said by the control API. @throws ControlError */
export async function passing<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ControlError) throw error;
    const { name, message } = error as Error;
    const code = error instanceof AwsError ? error.code : name;
    throw new ControlError(code === 'ResourceNotFoundException' ? 'not-found' : 'invalid', `${code}: ${message}`, {
      cause: error,
    });
  }
}
