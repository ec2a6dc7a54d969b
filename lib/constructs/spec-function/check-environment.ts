import type { FunctionSpec } from '../../../lambda/contract/function-spec.ts';

/** The compiler checks the keys of an environment; this also catches what was built at run time. Throws. */
export function checkEnvironment(spec: FunctionSpec, environment: Readonly<Record<string, string>>): void {
  const wanted = Object.keys(spec.env.shape);
  const given = Object.keys(environment);
  const missing = wanted.filter((key) => !given.includes(key));
  const unknown = given.filter((key) => !wanted.includes(key));
  if (missing.length === 0 && unknown.length === 0) return;
  const problems = [
    ...(missing.length === 0 ? [] : [`missing ${missing.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`unknown ${unknown.join(', ')}`]),
  ];
  throw new Error(
    `environment of function ${spec.name}: ${problems.join('; ')}; its spec names ${wanted.join(', ') || 'no variable'}`,
  );
}
