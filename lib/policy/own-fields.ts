import type { PolicyFile } from '../../lambda/contract/policy-file.ts';

type Row = PolicyFile['policies'][string];

/** Value of our own field when the clock is met. */
export const ownFieldMetValue = 'met';

/** Name of the field through which the native SLA of a policy learns that the clock is met. */
export const ownFieldName = (policyName: string): string => `casewarden_${policyName}`;

/** The one field and value by which Cases itself can see that a policy is met, or undefined. */
export function nativeTarget(row: Pick<Row, 'until'>): { readonly field: string; readonly value: string } | undefined {
  const [first, ...more] = Object.entries(row.until ?? {});
  if (first === undefined || more.length > 0) return undefined;
  const [field, test] = first;
  const values = typeof test === 'object' ? (Array.isArray(test) ? test : []) : [test];
  const [value, ...others] = values;
  return typeof value === 'string' && others.length === 0 ? { field, value } : undefined;
}

/**
 * Fields that Casewarden needs for itself, of all policies or of those for one template: name and the label that people see.
 */
export function ownFields(
  policy: PolicyFile,
  template?: string,
): readonly { readonly name: string; readonly label: string }[] {
  return Object.entries(policy.policies)
    .filter(([, row]) => template === undefined || row.for.template === template)
    .filter(([, row]) => row.native !== false && nativeTarget(row) === undefined)
    .map(([name]) => ({
      name: ownFieldName(name),
      label: policy.language === 'ja' ? `Casewarden ${name} (自動)` : `Casewarden ${name} (automatic)`,
    }));
}
