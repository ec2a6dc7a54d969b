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
 * @param furtherConditions how many conditions the rule has besides these: the template, and what else the caller adds
 */
export function ruleTestsOf(
  condition: Condition,
  customFieldIds: ReadonlySet<string>,
  furtherConditions = 1,
): RuleTests {
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
  if (condition.length + furtherConditions <= mostRuleConditions) return { alternatives };
  const added = furtherConditions === 1 ? 'the template' : 'the template and our own field';
  return { obstacle: `it has ${condition.length} conditions, and a rule ${mostRuleConditions} with ${added}` };
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

/** What of a row decides whether a rule can attach its SLA. */
export type RuleRow = Pick<ClockPolicy, 'name' | 'kind' | 'for' | 'start' | 'targetSeconds' | 'calendar'>;

/**
 * Tests of the rules that attach the SLA of a row: on the creation of a case when its clock starts with the case, else on its
 * updates, where our own field is one condition more.
 */
export function attachingTestsOf(row: Pick<RuleRow, 'for' | 'start'>, customFieldIds: ReadonlySet<string>): RuleTests {
  return row.start.length === 0
    ? ruleTestsOf(row.for.where, customFieldIds)
    : ruleTestsOf([...row.for.where, ...row.start], customFieldIds, 2);
}

/**
 * Why no rule can attach the SLA of a row, in words for people; undefined when one can. Such a clock counts round the clock,
 * and no row before it may be the one that the case follows.
 * @param earlier rows of the file that stand before it
 */
export function ruleObstacle(
  row: RuleRow,
  earlier: readonly RuleRow[],
  customFieldIds: ReadonlySet<string>,
): string | undefined {
  if (row.kind !== 'first-response' && row.kind !== 'resolution') {
    return `a clock of kind ${row.kind} starts again and again`;
  }
  if (row.calendar !== undefined) return 'a native SLA counts round the clock';
  if (row.targetSeconds % 60 !== 0) return 'a native SLA lasts whole minutes';
  const before = earlier.find((other) => mayBothMatch(row, other));
  if (before !== undefined) return `a case may match ${before.name}, which stands before it, as well`;
  const tests = attachingTestsOf(row, customFieldIds);
  return 'obstacle' in tests ? tests.obstacle : undefined;
}

/** False only when it is certain that no case matches both: some field would need two values at once. */
function mayBothMatch(row: RuleRow, other: RuleRow): boolean {
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
