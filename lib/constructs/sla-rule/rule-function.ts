import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RuleTest } from '../../policy/native-rules.ts';

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateRule.html */
const namePattern = /^[0-9a-zA-Z._-]{1,200}$/;

export interface RuleCondition {
  readonly operator: 'CONTAINS_ANY' | 'EQUALS';
  /** JSONPath of what is compared. */
  readonly subject: string;
  readonly operands: readonly string[];
}

/**
 * Name of the rule that a policy has for an event. A rule on cases cannot be renamed, so it holds only what never changes.
 * @param part which of several rules, from 1
 */
export function ruleName(stage: string, policyName: string, event: string, part = 1): string {
  const name = `casewarden.${stage}.${policyName}.${event}${part === 1 ? '' : `.${part}`}`;
  if (!namePattern.test(name)) {
    throw new Error(`the name of a rule must match ${namePattern.source}, got ${JSON.stringify(name)}`);
  }
  return name;
}

/** A case of that template whose fields have these values. */
export function caseConditions(templateId: string, tests: readonly RuleTest[]): readonly RuleCondition[] {
  return [
    { operator: 'CONTAINS_ANY', subject: '$.Case.TemplateId', operands: [templateId] },
    ...tests.map(({ fieldId, value }) => ({
      operator: 'EQUALS' as const,
      subject: `$.Case.Fields.${fieldId}`,
      operands: [value],
    })),
  ];
}

/**
 * Conditions that must all hold, in the language of rules. Groups are documented flat, and a rule without conditions is not.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/connect-rules-language.html
 */
export function ruleFunction(scope: Construct, conditions: readonly RuleCondition[]): string {
  return Stack.of(scope).toJsonString({
    Version: '2022-11-25',
    RuleFunction: {
      Operator: 'AND',
      Operands: conditions.map(({ operator, subject, operands }) => ({
        Operator: operator,
        Operands: operands,
        ComparisonValue: subject,
        Negate: false,
      })),
    },
  });
}
