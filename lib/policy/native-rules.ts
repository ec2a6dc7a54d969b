import type { ClockPolicy, Condition, ConditionTest } from '../../lambda/contract/compiled-policy.ts';

/*
 * What a Contact Lens rule on cases can say of a row of `policies:`. Only what AWS documents counts; all else is left to the
 * mirror. Source: https://docs.aws.amazon.com/connect/latest/devguide/OnCaseCreate.html
 */

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/feature-limits.html#rules-feature-specs */
export const mostRuleConditions = 20;
/** Rules per event source may be 500 in the whole instance, where others have theirs, too. */
const mostRulesOfRow = 20;

/** System fields that a rule compares with one value. Custom fields are compared in the same way. */
const comparableSystemFields: ReadonlySet<string> = new Set(['status', 'case_reason', 'reference_number', 'summary']);

/** One value that one field must have. */
export interface RuleTest {
  readonly fieldId: string;
  readonly value: string;
}

/** Tests that a rule can make, one list for each rule that is needed, or why no rule can make them. */
export type RuleTests = { readonly alternatives: readonly (readonly RuleTest[])[] } | { readonly obstacle: string };

/**
 * Turns a condition into the tests of rules. A test on several values needs several rules, because groups of conditions
 * are documented flat. `not` and `set` are no tests of a rule: what a rule makes of a field without a value is undocumented.
 */
export function ruleTestsOf(condition: Condition, customFieldIds: ReadonlySet<string>): RuleTests {
  let alternatives: readonly (readonly RuleTest[])[] = [[]];
  for (const test of condition) {
    const obstacle = obstacleOfTest(test, customFieldIds);
    if (obstacle !== undefined) return { obstacle };
    const tests = 'oneOf' in test ? test.oneOf.map((value) => ({ fieldId: test.fieldId, value: String(value) })) : [];
    alternatives = alternatives.flatMap((known) => tests.map((one) => [...known, one]));
    if (alternatives.length > mostRulesOfRow) {
      return { obstacle: `its conditions need more than ${mostRulesOfRow} rules, one for each combination of values` };
    }
  }
  // The template is one condition more.
  return condition.length < mostRuleConditions
    ? { alternatives }
    : { obstacle: `it has ${condition.length} conditions, and a rule ${mostRuleConditions} with the template` };
}

function obstacleOfTest(test: ConditionTest, customFieldIds: ReadonlySet<string>): string | undefined {
  const { fieldId } = test;
  if ('isSet' in test) return `a rule cannot ask whether ${fieldId} is set`;
  if ('noneOf' in test) return `what a rule makes of "not" on ${fieldId} without a value is not documented`;
  if (!comparableSystemFields.has(fieldId) && !customFieldIds.has(fieldId)) {
    return `a rule cannot compare ${fieldId} with a value`;
  }
  return test.oneOf.every((value) => typeof value === 'string' && value !== '')
    ? undefined
    : `a rule compares ${fieldId} with texts only`;
}

/**
 * Why no rule on the creation of a case can attach the SLA of a row, in words for people; undefined when one can. Such a
 * clock starts with the case and counts round the clock, and no row before it may be the one that the case follows.
 * @param earlier rows of the file that stand before it
 */
export function ruleObstacle(
  row: ClockPolicy,
  earlier: readonly ClockPolicy[],
  customFieldIds: ReadonlySet<string>,
): string | undefined {
  if (row.kind !== 'first-response' && row.kind !== 'resolution') {
    return `a clock of kind ${row.kind} does not start with the case`;
  }
  if (row.calendar !== undefined) return 'a native SLA counts round the clock';
  if (row.start.length > 0) return 'it starts by a condition, not with the case';
  if (row.targetSeconds % 60 !== 0) return 'a native SLA lasts whole minutes';
  const before = earlier.find((other) => mayBothMatch(row, other));
  if (before !== undefined) return `a case may match ${before.name}, which stands before it, as well`;
  const tests = ruleTestsOf(row.for.where, customFieldIds);
  return 'obstacle' in tests ? tests.obstacle : undefined;
}

/** False only when it is certain that no case matches both: some field would need two values at once. */
function mayBothMatch(row: ClockPolicy, other: ClockPolicy): boolean {
  if (row.kind !== other.kind || row.for.templateId !== other.for.templateId) return false;
  return !row.for.where.some((test) =>
    other.for.where.some(
      (against) =>
        test.fieldId === against.fieldId &&
        'oneOf' in test &&
        'oneOf' in against &&
        !test.oneOf.some((value) => against.oneOf.includes(value)),
    ),
  );
}
