import type { PolicyFile } from '../../lambda/contract/policy-file.ts';
import { compileCondition } from './compile-condition.ts';
import { durationSeconds } from './duration.ts';
import { ruleObstacle, type RuleRow } from './native-rules.ts';

type Row = PolicyFile['policies'][string];

/** Value of our own field when the clock is met. */
export const ownFieldMetValue = 'met';

/**
 * Name of the field that a policy has of its own: through it its native SLA learns that the clock is met, or its rules that
 * the SLA is attached. A policy never needs both.
 */
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
  const marked = policiesWithMarker(policy);
  return Object.entries(policy.policies)
    .filter(([, row]) => template === undefined || row.for.template === template)
    .filter(([name, row]) => row.native !== false && (nativeTarget(row) === undefined || marked.has(name)))
    .map(([name]) => ({
      name: ownFieldName(name),
      label: policy.language === 'ja' ? `Casewarden ${name} (自動)` : `Casewarden ${name} (automatic)`,
    }));
}

/** Names of the policies whose SLA a rule on the updates of a case attaches, for which it needs a marker. */
function policiesWithMarker(policy: PolicyFile): ReadonlySet<string> {
  const customFields = new Set(Object.keys(policy.fields ?? {}));
  const rows = Object.entries(policy.policies).map(([name, row]) => ruleRowOf(name, row));
  return new Set(
    rows.flatMap((row, place) =>
      row.start.length > 0 && ruleObstacle(row, rows.slice(0, place), customFields) === undefined ? [row.name] : [],
    ),
  );
}

/** A row with the names of its fields and its template as their ids. */
function ruleRowOf(name: string, row: Row): RuleRow {
  const { template, ...where } = row.for;
  const asNamed = (field: string): string => field;
  return {
    name,
    kind: row.clock ?? 'first-response',
    for: { templateId: template, where: compileCondition(where, asNamed) },
    start: compileCondition(row.start ?? {}, asNamed),
    targetSeconds: durationSeconds(row.within),
    ...(row.calendar === undefined ? {} : { calendar: row.calendar }),
  };
}
