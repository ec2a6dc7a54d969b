import * as z from 'zod';
import { ControlError } from './control-error.ts';
import { invokeByOutput } from './function-by-output.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

const known = z.looseObject({ kind: z.string() });
const ofCase = z.looseObject({ caseId: z.string() });

/** Asks the deployed function that brings back what was given up. @throws ControlError */
export async function askGivenUp(
  parts: ControlParts,
  request: Parameters<Control['givenUp']>[0],
): Promise<Awaited<ReturnType<Control['givenUp']>>> {
  return await ask(parts, { output: 'RedriveFunction', what: 'brings nothing back' }, request, known);
}

/** Asks the deployed function that explains cases to play them again. @throws ControlError */
export async function askReplay(
  parts: ControlParts,
  request: Parameters<Control['replay']>[0],
): Promise<Awaited<ReturnType<Control['replay']>>> {
  const wanted = { output: 'ExplainFunction', what: 'explains no cases' };
  return await ask(parts, wanted, { ...request, kind: 'replay' }, known);
}

/** Asks the deployed function that forgets what is known of a case. @throws ControlError */
export async function askErase(
  parts: ControlParts,
  request: Parameters<Control['erase']>[0],
): Promise<Awaited<ReturnType<Control['erase']>>> {
  return await ask(parts, { output: 'EraseFunction', what: 'forgets no cases' }, request, ofCase);
}

async function ask<Form extends z.ZodType>(
  parts: ControlParts,
  wanted: Parameters<typeof invokeByOutput>[1],
  request: Readonly<Record<string, unknown>>,
  form: Form,
): Promise<z.infer<Form>> {
  const { name, payload } = await invokeByOutput(parts, wanted, request);
  const answer = form.safeParse(payload);
  if (answer.success) return answer.data;
  throw new ControlError('failed', `the function ${name} answered in a form that the sandbox does not know`, {
    cause: answer.error,
  });
}
