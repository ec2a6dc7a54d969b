import type { FunctionSpec } from '../../lambda/contract/function-spec.ts';

/** Settings that are JSON. */
const json: ReadonlySet<string> = new Set(['QUOTAS', 'DEAD_LETTER_QUEUES']);

/** An environment with which a function loads: where JSON is asked for, none of it, and else numbers, which do for words, too. */
export function environmentOf({ env }: FunctionSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(env.shape).map((key) => [key, json.has(key) ? '{}' : '1']));
}
