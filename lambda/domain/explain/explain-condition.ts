import type { FieldValue } from '../../contract/case-item.ts';
import type { CompiledPolicy, Condition, ConditionTest } from '../../contract/compiled-policy.ts';
import type { ConditionExplanation, Sentence, TestExplanation } from '../../contract/explanation.ts';
import { holds } from '../clock/conditions.ts';
import type { FieldOf } from './case-fields.ts';
import { joined, say } from './words.ts';

/** Tests a condition on the fields, one test after the other, and says what each wanted and found. */
export function explainCondition(
  part: ConditionExplanation['part'],
  condition: Condition,
  fieldOf: FieldOf,
  policy: CompiledPolicy,
): ConditionExplanation {
  const tests = condition.map((test) => explainTest(test, fieldOf, policy));
  return { part, holds: tests.every((test) => test.holds), tests };
}

/** `Status is open, wanted one of closed`, for each of the tests. */
export function testsInWords(tests: readonly TestExplanation[], policy: CompiledPolicy): Sentence {
  return joined(
    tests.map(({ fieldId, label, wanted, found }) => {
      const value = valueWords(fieldId, found, policy);
      return say(`「${label}」は ${value.ja} (条件: ${wanted.ja})`, `${label} is ${value.en} (wanted: ${wanted.en})`);
    }),
    '、',
    ', ',
  );
}

function explainTest(test: ConditionTest, fieldOf: FieldOf, policy: CompiledPolicy): TestExplanation {
  const { value, since } = fieldOf(test.fieldId);
  return {
    fieldId: test.fieldId,
    label: labelOf(test.fieldId, policy),
    wanted: wantedWords(test, policy),
    found: value,
    foundSince: since ?? null,
    holds: holds([test], (fieldId) => fieldOf(fieldId).value),
  };
}

function labelOf(fieldId: string, { fields }: CompiledPolicy): string {
  return Object.values(fields).find(({ id }) => id === fieldId)?.label ?? fieldId;
}

function wantedWords(test: ConditionTest, policy: CompiledPolicy): Sentence {
  if ('isSet' in test) return test.isSet ? say('値がある', 'set') : say('値がない', 'not set');
  const values = 'oneOf' in test ? test.oneOf : test.noneOf;
  const listed = joined(
    values.map((value) => valueWords(test.fieldId, value, policy)),
    '、',
    ', ',
  );
  const several = values.length > 1;
  if ('oneOf' in test) return several ? say(`${listed.ja} のどれか`, `one of ${listed.en}`) : say(listed.ja, listed.en);
  return several
    ? say(`${listed.ja} のどれでもない`, `none of ${listed.en}`)
    : say(`${listed.ja} 以外`, `not ${listed.en}`);
}

/** A value for people: options of the status with what the desk calls them. */
function valueWords(fieldId: string, value: FieldValue, { statuses }: CompiledPolicy): Sentence {
  if (value === null || value === '') return say('未設定', 'not set');
  const text = String(value);
  const label = fieldId === 'status' && Object.hasOwn(statuses, text) ? statuses[text] : undefined;
  const shown = label === undefined || label === text ? text : `${text} (${label})`;
  return say(shown, shown);
}
