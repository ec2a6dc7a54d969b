import type * as z from 'zod';
import { ControlError } from './control-error.ts';
import { caseExplanation, caseUnexplained } from './explanation-shape.ts';
import type { ControlParts } from './parts.ts';

/** The output by which a deployment names its function that explains cases. */
const outputName = 'ExplainFunction';

type Answer = z.infer<typeof caseExplanation> | z.infer<typeof caseUnexplained>;

/** Asks the deployed function why the clocks of a case are as they are. @throws ControlError */
export async function explainCase(parts: ControlParts, caseId: string): Promise<Answer> {
  const name = functionName(parts);
  const { payload, functionError } = await parts.client.invokeFunction({ name, payload: { caseId } });
  if (functionError !== undefined)
    throw new ControlError('failed', `the function ${name} failed: ${functionError}; its log says more`);
  const known = caseExplanation.safeParse(payload);
  if (known.success) return payload as Answer;
  const unknown = caseUnexplained.safeParse(payload);
  if (unknown.success) return unknown.data;
  throw new ControlError('failed', `the function ${name} answered in a form that the sandbox does not know`, {
    cause: known.error,
  });
}

function functionName(parts: ControlParts): string {
  for (const { outputs } of parts.stacks().values()) {
    const value = outputs.get(outputName)?.value;
    if (typeof value === 'string') return value;
  }
  throw new ControlError(
    'not-supported',
    `no stack has the output ${outputName}: what is deployed explains no cases; deploy a version that does`,
  );
}
