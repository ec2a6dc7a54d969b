import { redriveAnswer, type RedriveAnswer, type RedriveRequest } from '../../lambda/contract/redrive.ts';
import { accountFunction } from '../account-function.ts';
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
  const { invoke, close } = accountFunction(name, 'RedriveFunction');
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return redriver(invoke, { timeZone, caseId: async (given) => given, close });
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
