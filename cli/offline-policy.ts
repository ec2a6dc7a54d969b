import type { CompiledPolicy } from '../lambda/contract/compiled-policy.ts';
import { compilePolicy } from '../lib/policy/compile-policy.ts';
import { ownFields } from '../lib/policy/own-fields.ts';
import type { PolicySource } from '../lib/policy/policy-source.ts';

/** Compiles a policy file with the names of its fields and templates as their ids, for looking at it without a deployment. */
export function compileOffline(source: PolicySource): CompiledPolicy {
  const { policy } = source;
  const named = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, name]));
  return compilePolicy(source, {
    casesDomainId: 'none',
    fieldIds: named([...Object.keys(policy.fields ?? {}), ...ownFields(policy).map(({ name }) => name)]),
    templateIds: named(Object.keys(policy.templates)),
  });
}
