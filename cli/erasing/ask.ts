import { eraseAnswer, type EraseAnswer, type EraseRequest } from '../../lambda/contract/erase.ts';
import { accountFunction } from '../account-function.ts';
import { UserError, type CommandArguments, type CommandIo } from '../command.ts';
import { findCaseId } from '../running/find-case.ts';
import { lookAt } from '../running/look.ts';

/** The deployed function `erase`, wherever it is. */
export interface Eraser {
  ask(request: EraseRequest): Promise<EraseAnswer>;
  /** The id of a case by what a person calls it. */
  caseId(given: string): Promise<string>;
  close(): void;
}

/** The function of a running sandbox, through the control API. @throws UsageError, UserError */
export async function eraserOfSandbox(given: CommandArguments, io: CommandIo): Promise<Eraser> {
  const look = await lookAt(given, io);
  return {
    ask: async (request) => read(await look.control.erase(request)),
    // A case that was deleted is known to the ledger only, by its whole id.
    caseId: async (name) => await findCaseId(look, name),
    close: () => undefined,
  };
}

/** A function in an AWS account, by its name or ARN, with the user's own credentials. */
export function eraserOfAccount(name: string): Eraser {
  const { invoke, close } = accountFunction(name, 'EraseFunction');
  return { ask: async (request) => read(await invoke(request)), caseId: async (given) => given, close };
}

function read(answer: unknown): EraseAnswer {
  const parsed = eraseAnswer.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UserError('the function answers in another form than this version reads', {
    cause: parsed.error,
    next: 'Deploy from this folder, or use the casewarden that it was deployed with.',
  });
}
