import { ControlError } from './control-error.ts';
import type { ControlParts } from './parts.ts';

/**
 * Invokes the function that a deployment names by an output of that name. What it answers is data: the sandbox knows nothing
 * of it. @throws ControlError when nothing deployed has such a function, with `what` it would do, or when it failed
 */
export async function invokeByOutput(
  parts: ControlParts,
  { output, what }: { readonly output: string; readonly what: string },
  payload: Readonly<Record<string, unknown>>,
): Promise<{ readonly name: string; readonly payload: unknown }> {
  const name = functionName(parts, output, what);
  const answer = await parts.client.invokeFunction({ name, payload });
  if (answer.functionError !== undefined)
    throw new ControlError('failed', `the function ${name} failed: ${answer.functionError}; its log says more`);
  return { name, payload: answer.payload };
}

function functionName(parts: ControlParts, output: string, what: string): string {
  for (const { outputs } of parts.stacks().values()) {
    const value = outputs.get(output)?.value;
    if (typeof value === 'string') return value;
  }
  throw new ControlError(
    'not-supported',
    `no stack has the output ${output}: what is deployed ${what}; deploy a version that does`,
  );
}
