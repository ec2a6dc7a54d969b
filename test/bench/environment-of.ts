import type { FunctionSpec } from '../../lambda/contract/function-spec.ts';

/** An environment with which a function loads: no quotas of its own, and else numbers, which do for words, too. */
export function environmentOf({ env }: FunctionSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(env.shape).map((key) => [key, key === 'QUOTAS' ? '{}' : '1']));
}
