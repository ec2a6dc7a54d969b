import type { RuleCondition, RuleFunction } from './rule-function.ts';

/** A case field's value as the rules engine sees it: text, number or truth; absent when the field has none. */
type FieldsSeen = Readonly<Record<string, string | number | boolean>>;

/** What a rule is judged against: the case after the change. */
export interface RuleSubject {
  readonly templateId: string;
  readonly fields: FieldsSeen;
  /** Name of the SLA that was breached, for OnSlaBreach. */
  readonly slaName: string | undefined;
}

/** Says whether a rule's conditions hold. */
export const ruleHolds = ({ operator, conditions }: RuleFunction, subject: RuleSubject): boolean =>
  operator === 'AND'
    ? conditions.every((condition) => conditionHolds(condition, subject))
    : conditions.some((condition) => conditionHolds(condition, subject));

/** A field without a value fails every condition, and so passes every negated one: AWS does not document it. */
function conditionHolds(condition: RuleCondition, subject: RuleSubject): boolean {
  const value = valueAt(condition.comparisonValue, subject);
  return (value !== undefined && matches(condition, value)) !== condition.negate;
}

function valueAt(path: string, { templateId, fields, slaName }: RuleSubject): string | undefined {
  if (path === '$.Case.TemplateId') return templateId;
  if (path === '$.RelatedItem.SlaConfiguration.Name') return slaName;
  const value = fields[path.slice('$.Case.Fields.'.length)];
  return value === undefined ? undefined : String(value);
}

function matches({ operator, operands }: RuleCondition, value: string): boolean {
  switch (operator) {
    case 'EQUALS':
      return value === operands[0];
    case 'CONTAINS':
      return value.includes(operands[0]!);
    // Owner fields hold ARNs while the documented operands are ids.
    case 'CONTAINS_ANY':
      return operands.some(
        (operand) => value === operand || (value.startsWith('arn:') && value.endsWith(`/${operand}`)),
      );
    case 'NumberLessOrEqualTo':
      return Date.parse(value) <= Date.parse(operands[0]!);
    case 'NumberGreaterOrEqualTo':
      return Date.parse(value) >= Date.parse(operands[0]!);
    default:
      return false;
  }
}
