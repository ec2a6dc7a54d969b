import type { Condition, ConditionTest } from '../../lambda/contract/compiled-policy.ts';
import type { ConditionText, FieldTest } from '../../lambda/contract/policy-file.ts';

type Scalar = string | number | boolean;

const listOf = (value: Scalar | readonly Scalar[]): Scalar[] =>
  Array.isArray(value) ? [...(value as Scalar[])] : [value as Scalar];

function compileTest(fieldId: string, test: FieldTest): ConditionTest {
  if (typeof test !== 'object' || Array.isArray(test)) return { fieldId, oneOf: listOf(test) };
  return 'not' in test ? { fieldId, noneOf: listOf(test.not) } : { fieldId, isSet: test.set };
}

/** A condition of the policy file with fields by their ids; the order is the file's. */
export function compileCondition(condition: ConditionText, fieldId: (name: string) => string): Condition {
  return Object.entries(condition).map(([name, test]) => compileTest(fieldId(name), test));
}
