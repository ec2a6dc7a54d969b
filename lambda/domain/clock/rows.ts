import type { ClockPolicy, CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { ClockKind } from '../../contract/primitives.ts';
import { holds, type FieldOf } from './conditions.ts';

/** Rows of the policy that can ever match a case of that template, in their order. */
export function rowsFor(policy: CompiledPolicy, templateId: string): readonly ClockPolicy[] {
  return policy.policies.filter((row) => row.for.templateId === templateId);
}

export function rowNamed(policy: CompiledPolicy, name: string): ClockPolicy | undefined {
  return policy.policies.find((row) => row.name === name);
}

/** The first row of that kind whose conditions hold; `rows` are those of the case's template. */
export function matchingRow(rows: readonly ClockPolicy[], kind: ClockKind, fieldOf: FieldOf): ClockPolicy | undefined {
  for (const row of rows) if (row.kind === kind && holds(row.for.where, fieldOf)) return row;
  return undefined;
}

/** Whether a pause of that row begins with these fields, when none is under way. */
export function pauseBegins({ pause }: ClockPolicy, fieldOf: FieldOf): boolean {
  if (pause === undefined) return false;
  if ('while' in pause) return holds(pause.while, fieldOf);
  return holds(pause.when, fieldOf) && !holds(pause.resume, fieldOf);
}

/** Whether a pause of that row that is under way ends with these fields. */
export function pauseEnds({ pause }: ClockPolicy, fieldOf: FieldOf): boolean {
  if (pause === undefined) return true;
  return 'while' in pause ? !holds(pause.while, fieldOf) : holds(pause.resume, fieldOf);
}
