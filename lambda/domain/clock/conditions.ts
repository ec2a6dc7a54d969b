import type { FieldValue } from '../../contract/case-item.ts';
import type { Condition, ConditionTest } from '../../contract/compiled-policy.ts';

/** The value of a field; null for one of which nothing is known. */
export type FieldOf = (fieldId: string) => FieldValue;

/** Whether all tests hold; an empty condition always does. */
export function holds(condition: Condition, fieldOf: FieldOf): boolean {
  for (const test of condition) if (!passes(test, fieldOf(test.fieldId))) return false;
  return true;
}

/** Like `holds`; a condition that is not there never holds. */
export function holdsIfAny(condition: Condition | undefined, fieldOf: FieldOf): boolean {
  return condition !== undefined && holds(condition, fieldOf);
}

function passes(test: ConditionTest, value: FieldValue): boolean {
  if ('oneOf' in test) return value !== null && test.oneOf.includes(value);
  if ('noneOf' in test) return value === null || !test.noneOf.includes(value);
  return (value !== null && value !== '') === test.isSet;
}
