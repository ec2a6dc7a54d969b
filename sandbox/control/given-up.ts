import * as z from 'zod';
import { ControlError } from './control-error.ts';
import { invokeByOutput } from './function-by-output.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

const known = z.looseObject({ kind: z.string() });

/** Asks the deployed function that brings back what was given up. @throws ControlError */
export async function askGivenUp(
  parts: ControlParts,
  request: Parameters<Control['givenUp']>[0],
): Promise<Awaited<ReturnType<Control['givenUp']>>> {
  const wanted = { output: 'RedriveFunction', what: 'brings nothing back' };
  const { name, payload } = await invokeByOutput(parts, wanted, request);
  const answer = known.safeParse(payload);
  if (answer.success) return answer.data;
  throw new ControlError('failed', `the function ${name} answered in a form that the sandbox does not know`, {
    cause: answer.error,
  });
}
