import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { redriveAnswer, type RedriveAnswer, type RedriveRequest } from '../../lambda/contract/redrive.ts';
import { UserError, type CommandArguments, type CommandIo } from '../command.ts';
import { findCaseId } from '../running/find-case.ts';
import { lookAt } from '../running/look.ts';

/** The deployed function `redrive`, wherever it is. */
export interface Redriver {
  /** One bounded piece of the work; it is finished also when somebody wants to stop meanwhile. @throws UserError */
  ask<Kind extends RedriveRequest['kind']>(
    request: Extract<RedriveRequest, { kind: Kind }>,
  ): Promise<Extract<RedriveAnswer, { kind: Kind }>>;
  /** The id of a case by what a person calls it. */
  caseId(given: string): Promise<string>;
  /** Zone in which people read times. */
  readonly timeZone: string;
  close(): void;
}

/** The function of a running sandbox, through the control API. @throws UsageError, UserError */
export async function redriverOfSandbox(given: CommandArguments, io: CommandIo): Promise<Redriver> {
  const look = await lookAt(given, { ...io, signal: new AbortController().signal });
  const { timeZone } = await look.control.health({});
  return redriver(async (request) => await look.control.givenUp(request), {
    timeZone,
    caseId: async (name) => await findCaseId(look, name),
    close: () => undefined,
  });
}

/** A function in an AWS account, by its name or ARN, with the user's own credentials. */
export function redriverOfAccount(name: string): Redriver {
  const region = /^arn:[\w-]+:lambda:([\w-]+):/.exec(name)?.[1];
  const client = new LambdaClient(region === undefined ? {} : { region });
  const call = async (request: RedriveRequest): Promise<unknown> => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(request)) }),
    );
    const said: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
    if (FunctionError === undefined) return said;
    const reason = (said as { errorMessage?: unknown } | null)?.errorMessage;
    throw new UserError(`the function ${name} failed: ${typeof reason === 'string' ? reason : FunctionError}`, {
      next: 'What it had done until then is done. Its log says more; run the command again to go on.',
    });
  };
  return redriver(
    async (request) => {
      try {
        return await call(request);
      } catch (error) {
        throw asProblem(error, name);
      }
    },
    {
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      caseId: async (given) => given,
      close: () => client.destroy(),
    },
  );
}

function redriver(
  call: (request: RedriveRequest) => Promise<unknown>,
  more: Pick<Redriver, 'timeZone' | 'caseId' | 'close'>,
): Redriver {
  return {
    ...more,
    async ask(request) {
      const parsed = redriveAnswer.safeParse(await call(request));
      if (parsed.success && parsed.data.kind === request.kind)
        return parsed.data as Extract<RedriveAnswer, { kind: typeof request.kind }>;
      throw new UserError('the function answers in another form than this version reads', {
        cause: parsed.error,
        next: 'Deploy from this folder, or use the casewarden that it was deployed with.',
      });
    },
  };
}

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Sign in as for the AWS CLI (aws sso login, or AWS_PROFILE).',
  ExpiredTokenException: 'Sign in again (aws sso login).',
  UnrecognizedClientException: 'The credentials are not of this partition or Region; sign in again.',
  AccessDeniedException: 'Whoever redrives needs lambda:InvokeFunction on that function, and nothing else.',
  ResourceNotFoundException:
    'Give what the Automation stack has as output RedriveFunction, or its ARN when it is in another Region than yours.',
};

function asProblem(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const next = advice[error.name] ?? 'What was done until then is done; run the command again to go on.';
  return new UserError(`invoking ${name}: ${error.name}: ${error.message}`, { cause: error, next });
}
