import type { CaseTrigger, RuleCondition } from './rule-function.ts';

/** What a condition may ask about, with the operators that AWS documents for it. */
interface Subject {
  readonly path: RegExp;
  readonly operators: readonly string[];
  /** `one`: exactly one operand. */
  readonly operands: 'one' | 'list';
  readonly mayNegate: boolean;
}

const field = (ids: string): RegExp => new RegExp(`^\\$\\.Case\\.Fields\\.(${ids})$`);
const dateOperators = ['NumberLessOrEqualTo', 'NumberGreaterOrEqualTo'];
const textOperators = ['CONTAINS', 'EQUALS'];

/**
 * Sources: https://docs.aws.amazon.com/connect/latest/devguide/OnCaseCreate.html and OnCaseUpdate.html. A system field
 * that is not listed there (title, customer_id …) is not documented as a condition and is refused; every other id is
 * taken for a custom field.
 */
const caseSubjects: readonly Subject[] = [
  { path: /^\$\.Case\.TemplateId$/, operators: ['CONTAINS_ANY'], operands: 'list', mayNegate: true },
  { path: field('assigned_queue|assigned_user'), operators: ['CONTAINS_ANY'], operands: 'list', mayNegate: false },
  { path: field('status'), operators: ['EQUALS'], operands: 'one', mayNegate: false },
  { path: field('case_reason'), operators: ['EQUALS'], operands: 'one', mayNegate: true },
  { path: field('summary'), operators: textOperators, operands: 'one', mayNegate: false },
  { path: field('reference_number'), operators: textOperators, operands: 'one', mayNegate: true },
  { path: field('created_datetime'), operators: dateOperators, operands: 'one', mayNegate: true },
  {
    path: field('last_updated_datetime|last_closed_datetime'),
    operators: dateOperators,
    operands: 'one',
    mayNegate: false,
  },
  {
    path: field(
      '(?!(?:case_id|customer_id|title|last_reopened_datetime|last_updated_user|next_sla_breach_datetime)$)[A-Za-z0-9_-]+',
    ),
    operators: textOperators,
    operands: 'one',
    mayNegate: true,
  },
];

/** Source: https://docs.aws.amazon.com/connect/latest/devguide/OnSlaBreach.html */
const breachSubjects: readonly Subject[] = [
  {
    path: /^\$\.RelatedItem\.SlaConfiguration\.Name$/,
    operators: ['CONTAINS_ANY'],
    operands: 'list',
    mayNegate: false,
  },
];

/** @returns what is wrong with a condition for this trigger; empty when AWS documents it. */
export function problemsOfCondition(trigger: CaseTrigger, condition: RuleCondition, where: string): string[] {
  const subjects = trigger === 'OnSlaBreach' ? breachSubjects : caseSubjects;
  const subject = subjects.find(({ path }) => path.test(condition.comparisonValue));
  if (!subject) return [`${where}: ${condition.comparisonValue} is not a documented condition of ${trigger}`];
  const problems: string[] = [];
  if (!subject.operators.includes(condition.operator))
    problems.push(
      `${where}: ${condition.comparisonValue} takes ${subject.operators.join(' or ')}, got ${condition.operator}`,
    );
  if (subject.operands === 'one' && condition.operands.length !== 1)
    problems.push(`${where}: ${condition.operator} takes exactly one operand, got ${condition.operands.length}`);
  if (condition.negate && !subject.mayNegate)
    problems.push(`${where}: Negate is not documented for ${condition.comparisonValue}`);
  if (dateOperators.includes(condition.operator) && condition.operands.some((each) => Number.isNaN(Date.parse(each))))
    problems.push(`${where}: ${condition.operator} takes an ISO-8601 instant, got ${condition.operands.join(', ')}`);
  return problems;
}

/** Ids of the case fields that the conditions read; they must be in the domain's event configuration. */
export const fieldsReadBy = (conditions: readonly RuleCondition[]): readonly string[] => [
  ...new Set(
    conditions.flatMap(({ comparisonValue }) => {
      const match = /^\$\.Case\.Fields\.(.+)$/.exec(comparisonValue);
      return match ? [match[1]!] : [];
    }),
  ),
];
