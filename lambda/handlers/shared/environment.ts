import * as z from 'zod/mini';
import type { FunctionSpec } from '../../contract/function-spec.ts';
import { SettingInvalidError } from '../../domain/errors.ts';

/**
 * Parses the environment of a function by its spec, once, at start.
 * @throws SettingInvalidError that names every variable that is missing or wrong.
 */
export function parseEnvironment<Env extends z.ZodMiniObject>(
  spec: FunctionSpec<Env>,
  environment: NodeJS.ProcessEnv,
): z.infer<Env> {
  const parsed = z.safeParse(spec.env, environment);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new SettingInvalidError(
    `function ${spec.name}: environment variables missing or wrong: ${names}; deploy the stack that sets them`,
  );
}

/**
 * @param text as it stands in an environment variable, like `1.4`
 * @throws SettingInvalidError when it is not a positive number
 */
export function parseRate(name: string, text: string): number {
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new SettingInvalidError(`${name} must be a positive number of calls per second, got ${JSON.stringify(text)}`);
}
