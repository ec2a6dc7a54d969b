import type { FunctionSpec } from '../../lambda/contract/function-spec.ts';

/** An environment with which a function loads: every variable is a number, which does for a word, too. */
export function environmentOf({ env }: FunctionSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(env.shape).map((key) => [key, '1']));
}
