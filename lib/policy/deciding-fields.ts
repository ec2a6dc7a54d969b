import type { PolicyFile } from '../../lambda/contract/policy-file.ts';

/** Names of the fields that the conditions of clocks name, each once: what events must tell of a case. */
export function decidingFields(policy: PolicyFile): readonly string[] {
  const names = Object.values(policy.policies).flatMap((row) => {
    const { template: _template, ...where } = row.for;
    const { pause } = row;
    const pauses = pause === undefined ? [] : 'while' in pause ? [pause.while] : [pause.when, pause.resume];
    const conditions = [where, row.start, row.until, row.cancel, row.reset, ...pauses];
    return [...conditions.flatMap((condition) => Object.keys(condition ?? {})), ...(row.renew?.changed ?? [])];
  });
  return [...new Set(names)];
}
