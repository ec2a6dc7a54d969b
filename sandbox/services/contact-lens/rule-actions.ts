import * as z from 'zod';
import type { CaseTrigger } from './rule-function.ts';

const fieldValue = z.union([
  z.strictObject({ StringValue: z.string() }),
  z.strictObject({ DoubleValue: z.number() }),
  z.strictObject({ BooleanValue: z.boolean() }),
  z.strictObject({ EmptyValue: z.strictObject({}) }),
]);

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CaseSlaConfiguration.html */
const caseSlaConfiguration = z.strictObject({
  Name: z
    .string()
    .min(1)
    .max(500)
    .regex(/^.*[\S]$/, 'must end in a character that is no blank'),
  Type: z.literal('CaseField'),
  FieldId: z.string().min(1).max(500).optional(),
  TargetFieldValues: z.array(fieldValue).max(1).optional(),
  TargetSlaMinutes: z.int().min(1).max(1_051_200),
});

const ruleAction = z.discriminatedUnion('ActionType', [
  z.strictObject({
    ActionType: z.literal('ASSIGN_SLA'),
    AssignSlaAction: z.strictObject({
      SlaAssignmentType: z.literal('CASES'),
      CaseSlaConfiguration: caseSlaConfiguration,
    }),
  }),
  z.strictObject({
    ActionType: z.literal('UPDATE_CASE'),
    UpdateCaseAction: z.strictObject({
      Fields: z
        .array(z.strictObject({ Id: z.string().min(1).max(500), Value: fieldValue }))
        .min(1)
        .max(100),
    }),
  }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

/** Actions that AWS has and this version does not run, so that a rule with one is refused instead of half obeyed. */
const unsupported = [
  'CREATE_TASK',
  'END_ASSOCIATED_TASKS',
  'SEND_NOTIFICATION',
  'SEND_IN_APP_NOTIFICATION',
  'CREATE_CASE',
  'GENERATE_EVENTBRIDGE_EVENT',
  'ASSIGN_CONTACT_CATEGORY',
  'SUBMIT_AUTO_EVALUATION',
  'EXTRACT_INFORMATION',
];

/** Reads one action in the API's form. @returns the action, or what is wrong with it. */
export function parseRuleAction(
  trigger: CaseTrigger,
  value: Readonly<Record<string, unknown>>,
  where: string,
): { action: RuleAction } | { problems: readonly string[] } {
  const type = value['ActionType'];
  if (typeof type === 'string' && unsupported.includes(type))
    return {
      problems: [`${where}: ${type} is not supported by the sandbox in this version; ASSIGN_SLA and UPDATE_CASE are`],
    };
  const parsed = ruleAction.safeParse(value);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(
        (issue) => `${where}${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}`,
      ),
    };
  // Neither is documented for OnSlaBreach: https://docs.aws.amazon.com/connect/latest/APIReference/API_RuleAction.html
  if (trigger === 'OnSlaBreach')
    return { problems: [`${where}: ${parsed.data.ActionType} is documented for OnCaseCreate and OnCaseUpdate only`] };
  return { action: parsed.data };
}

const resourceLists: Readonly<Record<string, readonly [actionType: string, member: string]>> = {
  AssignSlaActions: ['ASSIGN_SLA', 'AssignSlaAction'],
  UpdateCaseActions: ['UPDATE_CASE', 'UpdateCaseAction'],
  TaskActions: ['CREATE_TASK', 'TaskAction'],
  EndAssociatedTasksActions: ['END_ASSOCIATED_TASKS', 'EndAssociatedTasksAction'],
  SendNotificationActions: ['SEND_NOTIFICATION', 'SendNotificationAction'],
  SendInAppNotificationActions: ['SEND_IN_APP_NOTIFICATION', 'SendInAppNotificationAction'],
  CreateCaseActions: ['CREATE_CASE', 'CreateCaseAction'],
  EventBridgeActions: ['GENERATE_EVENTBRIDGE_EVENT', 'EventBridgeAction'],
  AssignContactCategoryActions: ['ASSIGN_CONTACT_CATEGORY', 'AssignContactCategoryAction'],
  SubmitAutoEvaluationActions: ['SUBMIT_AUTO_EVALUATION', 'SubmitAutoEvaluationAction'],
};

/**
 * Turns the `Actions` property of `AWS::Connect::Rule` (an object of lists, each with at most one member) into the
 * API's list of `{ ActionType, <X>Action }`. CloudFormation may bring numbers as text; those that the API has as
 * numbers are converted.
 * @throws Error when a key is unknown or a list has more than one member.
 */
export function ruleActionsOfResource(actions: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  return Object.entries(actions).flatMap(([key, list]) => {
    const known = resourceLists[key];
    if (!known) throw new Error(`Actions.${key} is unknown; known are ${Object.keys(resourceLists).join(', ')}`);
    if (!Array.isArray(list) || list.length !== 1)
      throw new Error(`Actions.${key} must be a list of exactly one action, got ${JSON.stringify(list)}`);
    const [actionType, member] = known;
    return [{ ActionType: actionType, [member]: withNumbers(list[0]) }];
  });
}

function withNumbers(action: unknown): unknown {
  if (Array.isArray(action)) return action.map(withNumbers);
  if (typeof action !== 'object' || action === null) return action;
  return Object.fromEntries(
    Object.entries(action).map(([key, value]) => {
      const isNumber =
        (key === 'TargetSlaMinutes' || key === 'DoubleValue') && typeof value === 'string' && value.trim() !== '';
      return [key, isNumber ? Number(value) : withNumbers(value)];
    }),
  );
}
