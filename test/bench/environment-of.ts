import * as z from 'zod/mini';
import type { FunctionSpec } from '../../lambda/contract/function-spec.ts';

/** An environment with which a function loads: a word for each variable, or a number where no word will do. */
export function environmentOf({ env }: FunctionSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env.shape).map(([key, shape]) => [key, z.safeParse(shape, 'bench').success ? 'bench' : '1']),
  );
}
