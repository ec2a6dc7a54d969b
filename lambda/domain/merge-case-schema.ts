import type { EventConfiguration, FieldOption } from './deployment-ports.ts';

/** Options to write so that all wanted ones exist, are active and have the wanted name; empty when nothing is to be done. */
export function mergeOptions(present: readonly FieldOption[], wanted: readonly FieldOption[]): readonly FieldOption[] {
  const byValue = new Map(present.map((option) => [option.value, option]));
  return wanted.filter((option) => {
    const there = byValue.get(option.value);
    return there === undefined || there.name !== option.name || there.active !== option.active;
  });
}

/**
 * What is there, with events switched on, our fields added and the content of related items included, without which SLA rules
 * do not run. Undefined when it already says all that.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-rules-integration-onboarding.html
 */
export function mergeEventConfiguration(
  present: EventConfiguration,
  wantedFieldIds: readonly string[],
): EventConfiguration | undefined {
  const missing = wantedFieldIds.filter((id) => !present.fieldIds.includes(id));
  if (present.enabled && present.includesRelatedItemContent && missing.length === 0) return undefined;
  return {
    enabled: true,
    fieldIds: [...new Set([...present.fieldIds, ...missing])],
    includesRelatedItemContent: true,
  };
}
