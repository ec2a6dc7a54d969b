import { actionRules, otherActionTypes, type ActionRule } from './action-rules.ts';
import { checkSpecialParameters } from './check-special-parameters.ts';
import { checkParameters } from './check-parameters.ts';
import { isConditionOperator } from './compare.ts';
import { readFlowDocument, type FlowAction, type FlowDocument, type FlowType } from './flow-document.ts';
import type { ModuleContract } from './module-contract.ts';

/** What a document may refer to; each says whether the thing exists. */
export interface FlowLookups {
  queue(reference: string): boolean;
  user(reference: string): boolean;
  hours(reference: string): boolean;
  flow(reference: string): boolean;
  /** Contract of a module, version or alias; undefined when it does not exist. */
  module(reference: string): ModuleContract | undefined;
  /** Whether the function is associated with the instance. */
  function(arn: string): boolean;
}

export type FlowHome =
  | { readonly kind: 'flow'; readonly type: FlowType }
  | { readonly kind: 'module'; readonly contract: ModuleContract };

export interface CheckedFlow {
  readonly document: FlowDocument | undefined;
  /** Why Amazon Connect would refuse to publish it. */
  readonly problems: readonly string[];
  /** What Amazon Connect would take and the sandbox cannot run. */
  readonly unsupported: readonly string[];
}

/** Judges a document as publishing it does. */
export function checkFlow(content: string, home: FlowHome, lookups: FlowLookups): CheckedFlow {
  const { document, problems } = readFlowDocument(content);
  const unsupported: string[] = [];
  if (!document) return { document, problems, unsupported };
  if (home.kind === 'module' && !document.hasSettings)
    problems.push('JSON field is missing or null for field name: settings');
  if (home.kind === 'flow' && document.hasSettings)
    problems.push('Invalid property name. Path: Settings (only modules have it)');
  for (const action of document.actions.values()) {
    const rule = Object.hasOwn(actionRules, action.type) ? actionRules[action.type] : undefined;
    if (rule) checkAction(action, rule, home, document, lookups, problems, unsupported);
    else if (otherActionTypes.has(action.type))
      unsupported.push(`action type ${action.type} (Actions[${action.index}], "${action.identifier}")`);
    else
      problems.push(
        `Invalid Action type. Path: Actions[${action.index}].Type ("${action.type}" in "${action.identifier}")`,
      );
  }
  return { document, problems, unsupported };
}

function checkAction(
  action: FlowAction,
  rule: ActionRule,
  home: FlowHome,
  document: FlowDocument,
  lookups: FlowLookups,
  problems: string[],
  unsupported: string[],
): void {
  const at = `Actions[${action.index}]`;
  if (rule.onlyIn === 'module' && home.kind !== 'module')
    problems.push(`Invalid Action type. Path: ${at}.Type (${action.type} is for modules)`);
  if (home.kind === 'flow' && rule.flowTypes !== 'all' && !rule.flowTypes.includes(home.type))
    problems.push(`Invalid Action type. Path: ${at}.Type (${action.type} is not for flows of type ${home.type})`);
  for (const name of rule.unsupported ?? [])
    if (name in action.parameters)
      unsupported.push(`parameter ${name} of ${action.type} (${at}, "${action.identifier}")`);
  problems.push(...checkParameters(action, rule, lookups));
  problems.push(...checkSpecialParameters(action, home, lookups));
  problems.push(...checkErrors(action, rule), ...checkTargets(action, document));
  if (rule.terminal) {
    if (action.nextAction !== undefined || action.conditions.length > 0 || action.errors.length > 0)
      problems.push(`Action does not support transitions. Path: ${at}.Transitions`);
    return;
  }
  if (action.nextAction === undefined)
    problems.push(`Action is missing required property. Path: ${at}.Transitions.NextAction`);
  problems.push(...checkConditions(action, rule));
}

function checkErrors(action: FlowAction, rule: ActionRule): string[] {
  if (rule.terminal) return [];
  const required =
    typeof rule.requiredErrors === 'function' ? rule.requiredErrors(action.parameters) : rule.requiredErrors;
  const allowed = new Set([...required, ...(rule.optionalErrors ?? [])]);
  const declared = action.errors.map(({ errorType }) => errorType);
  return [
    ...required
      .filter((error) => !declared.includes(error))
      .map((error) => `Action is missing required error. Error: ${error}, Path: Actions[${action.index}]`),
    ...declared
      .filter((error, index) => !allowed.has(error) || declared.indexOf(error) !== index)
      .map((error) => `Invalid Action error. Error: ${error}, Path: Actions[${action.index}]`),
  ];
}

function checkTargets(action: FlowAction, document: FlowDocument): string[] {
  const targets = [
    action.nextAction,
    ...action.errors.map(({ nextAction }) => nextAction),
    ...action.conditions.map(({ nextAction }) => nextAction),
  ];
  return [...new Set(targets)]
    .filter((target) => target !== undefined && !document.actions.has(target))
    .map((target) => `"${target}" names no action. Path: Actions[${action.index}].Transitions`);
}

function checkConditions(action: FlowAction, rule: ActionRule): string[] {
  const at = `Actions[${action.index}].Transitions.Conditions`;
  const allowed = rule.conditions;
  if (!allowed) return action.conditions.length > 0 ? [`Action does not support conditions. Path: ${at}`] : [];
  const problems: string[] = [];
  if (allowed.atLeastOne && action.conditions.length === 0)
    problems.push(`Action is missing required property. Path: ${at}`);
  for (const [index, { operator, operand }] of action.conditions.entries()) {
    const path = `${at}[${index}].Condition`;
    if (!isConditionOperator(operator) || (allowed.operators !== 'any' && !allowed.operators.includes(operator)))
      problems.push(`Invalid Action property value. Path: ${path}.Operator ("${operator}")`);
    if (operand === '') problems.push(`Invalid branch. Path: ${path}.Operands (empty)`);
    else if (allowed.operands && !allowed.operands.includes(operand))
      problems.push(
        `Invalid Action property value. Path: ${path}.Operands ("${operand}"; allowed: ${allowed.operands.join(', ')})`,
      );
  }
  if (allowed.exhaustive)
    for (const operand of allowed.operands ?? [])
      if (!action.conditions.some((condition) => condition.operand === operand))
        problems.push(`Action is missing required condition. Path: ${at} (Equals ${operand})`);
  return problems;
}

/** The texts of an error that publishing answers with. */
export function problemsText(subject: string, checked: CheckedFlow): string {
  const lines = [...checked.problems, ...checked.unsupported.map((what) => `The sandbox does not support ${what}`)];
  return `${subject} was refused:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
