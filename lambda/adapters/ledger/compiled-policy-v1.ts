import type { CompiledPolicy } from '../../contract/compiled-policy.ts';

/** What schema version 1 (release 0.1.0) wrote where version 2 differs. */
interface PolicyV1 {
  readonly schemaVersion: 1;
  readonly policies: readonly {
    readonly name: string;
    readonly severity: CompiledPolicy['policies'][number]['severity'];
    readonly for: { readonly templateId: string };
    readonly until: { readonly fieldId: string; readonly values: string[] };
    readonly targetSeconds: number;
    readonly breach: CompiledPolicy['policies'][number]['levels'][number]['actions'];
  }[];
}

/**
 * A policy row of schema version 1, which items with an open clock still follow, in the form of version 2; anything else as
 * it is. Whether the result is a policy is for the contract to say.
 */
export function upgradeCompiledPolicy(stored: unknown): unknown {
  if (!isV1(stored)) return stored;
  return {
    ...stored,
    schemaVersion: 2,
    calendars: {},
    adopt: [],
    decidingFieldIds: [...new Set(stored.policies.map(({ until }) => until.fieldId))],
    policies: stored.policies.map(({ name, severity, for: { templateId }, until, targetSeconds, breach }) => ({
      name,
      kind: 'first-response',
      severity,
      for: { templateId, where: [] },
      start: [],
      until: [{ fieldId: until.fieldId, oneOf: until.values }],
      targetSeconds,
      reopen: 'continue',
      onChange: 'forward',
      levels: [{ name: 'breach', kind: 'breach', usedSeconds: targetSeconds, actions: breach }],
    })),
  };
}

function isV1(stored: unknown): stored is PolicyV1 {
  return typeof stored === 'object' && stored !== null && 'schemaVersion' in stored && stored.schemaVersion === 1;
}
