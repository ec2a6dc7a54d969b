import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { UserError } from './command.ts';

/** A function in an AWS account, which the user invokes with their own credentials. */
export interface AccountFunction {
  /** @throws UserError that says what to do */
  readonly invoke: (payload: unknown) => Promise<unknown>;
  readonly close: () => void;
}

/** @param name name or ARN @param output what the Automation stack calls it */
export function accountFunction(name: string, output: string): AccountFunction {
  const region = /^arn:[\w-]+:lambda:([\w-]+):/.exec(name)?.[1];
  const client = new LambdaClient(region === undefined ? {} : { region });
  return {
    async invoke(payload) {
      try {
        const { Payload, FunctionError } = await client.send(
          new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(payload)) }),
        );
        const said: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
        if (FunctionError === undefined) return said;
        const reason = (said as { errorMessage?: unknown } | null)?.errorMessage;
        throw new UserError(`the function ${name} failed: ${typeof reason === 'string' ? reason : FunctionError}`, {
          next: 'What it had done until then is done. Its log says more; run the command again to go on.',
        });
      } catch (error) {
        throw asProblem(error, name, output);
      }
    },
    close: () => client.destroy(),
  };
}

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Sign in as for the AWS CLI (aws sso login, or AWS_PROFILE).',
  ExpiredTokenException: 'Sign in again (aws sso login).',
  UnrecognizedClientException: 'The credentials are not of this partition or Region; sign in again.',
  AccessDeniedException: 'You need lambda:InvokeFunction on that function, and nothing else.',
};

function asProblem(error: unknown, name: string, output: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const next =
    error.name === 'ResourceNotFoundException'
      ? `Give what the Automation stack has as output ${output}, or its ARN when it is in another Region than yours.`
      : (advice[error.name] ?? 'What was done until then is done; run the command again to go on.');
  return new UserError(`invoking ${name}: ${error.name}: ${error.message}`, { cause: error, next });
}
