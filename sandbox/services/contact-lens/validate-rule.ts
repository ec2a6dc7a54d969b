import { problemsOfCondition } from './condition-subjects.ts';
import { parseRuleAction, type RuleAction } from './rule-actions.ts';
import { caseTriggers, parseRuleFunction, type CaseTrigger, type RuleFunction } from './rule-function.ts';

/** A rule as CreateRule is given it. `actions` in the API's form: `{ ActionType, AssignSlaAction }`. */
export interface RuleDefinition {
  readonly trigger: string;
  /** JSON text. */
  readonly function: string;
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

export interface ParsedRule {
  readonly trigger: CaseTrigger;
  readonly rule: RuleFunction;
  readonly actions: readonly RuleAction[];
}

/**
 * Checks a rule against the documented rules language, and against what the sandbox can run.
 * @returns sentences that say what is wrong; empty when the rule can be stored.
 */
export function validateRule(definition: RuleDefinition): readonly string[] {
  const read = parseRule(definition);
  return 'problems' in read ? read.problems : [];
}

/** Reads a rule for running it. @returns the parsed rule, or what is wrong with it. */
export function parseRule(definition: RuleDefinition): ParsedRule | { problems: readonly string[] } {
  const trigger = caseTriggers.find((each) => each === definition.trigger);
  if (!trigger)
    return {
      problems: [
        `the trigger ${definition.trigger} is not supported by the sandbox; supported are ${caseTriggers.join(', ')}`,
      ],
    };
  const problems: string[] = [];
  const actions: RuleAction[] = [];
  const read = parseRuleFunction(definition.function);
  if ('problems' in read) problems.push(...read.problems);
  else
    problems.push(
      ...read.rule.conditions.flatMap((each, index) => problemsOfCondition(trigger, each, `condition ${index + 1}`)),
    );
  if (definition.actions.length === 0) problems.push('a rule needs at least one action');
  for (const [index, value] of definition.actions.entries()) {
    const parsed = parseRuleAction(trigger, value, `action ${index + 1}`);
    if ('problems' in parsed) problems.push(...parsed.problems);
    else actions.push(parsed.action);
  }
  return problems.length > 0 || 'problems' in read ? { problems } : { trigger, rule: read.rule, actions };
}
