import type * as z from 'zod';
import { ControlError } from './control-error.ts';
import { caseExplanation, caseUnexplained } from './explanation-shape.ts';
import { invokeByOutput } from './function-by-output.ts';
import type { ControlParts } from './parts.ts';

type Answer = z.infer<typeof caseExplanation> | z.infer<typeof caseUnexplained>;

/** Asks the deployed function why the clocks of a case are as they are. @throws ControlError */
export async function explainCase(parts: ControlParts, caseId: string): Promise<Answer> {
  const wanted = { output: 'ExplainFunction', what: 'explains no cases' };
  const { name, payload } = await invokeByOutput(parts, wanted, { caseId });
  const known = caseExplanation.safeParse(payload);
  if (known.success) return payload as Answer;
  const unknown = caseUnexplained.safeParse(payload);
  if (unknown.success) return unknown.data;
  throw new ControlError('failed', `the function ${name} answered in a form that the sandbox does not know`, {
    cause: known.error,
  });
}
