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

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_NotificationRecipientType.html */
const recipient = z.strictObject({
  UserIds: z.array(z.string().min(1)).min(1).max(5).optional(),
  UserTags: z.record(z.string(), z.string()).optional(),
});

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_SendInAppNotificationActionDefinition.html */
const locales = [
  'en_US',
  'de_DE',
  'es_ES',
  'fr_FR',
  'id_ID',
  'it_IT',
  'ja_JP',
  'ko_KR',
  'pt_BR',
  'zh_CN',
  'zh_TW',
] as const;

/** Lengths from the pages of the CloudFormation properties, which the API's pages do not contradict. */
const ruleAction = z.discriminatedUnion('ActionType', [
  z.strictObject({
    ActionType: z.literal('ASSIGN_SLA'),
    AssignSlaAction: z.strictObject({
      SlaAssignmentType: z.literal('CASES'),
      CaseSlaConfiguration: caseSlaConfiguration,
    }),
  }),
  z.strictObject({
    ActionType: z.literal('CREATE_TASK'),
    TaskAction: z.strictObject({
      Name: z.string().min(1).max(512),
      Description: z.string().max(4096).optional(),
      ContactFlowId: z.string().min(1).max(500),
      References: z
        .record(z.string(), z.strictObject({ Type: z.literal('URL'), Value: z.string().regex(/^(\/|https:)/) }))
        .optional(),
    }),
  }),
  z.strictObject({
    ActionType: z.literal('SEND_NOTIFICATION'),
    SendNotificationAction: z.strictObject({
      DeliveryMethod: z.literal('EMAIL'),
      ContentType: z.literal('PLAIN_TEXT'),
      Subject: z.string().min(1).max(200).optional(),
      Content: z.string().min(1).max(1024),
      Recipient: recipient,
      Exclusion: recipient.optional(),
    }),
  }),
  z.strictObject({
    ActionType: z.literal('SEND_IN_APP_NOTIFICATION'),
    SendInAppNotificationAction: z.strictObject({
      Content: z.partialRecord(z.enum(locales), z.string().min(1).max(3000)),
      Recipient: recipient,
      Exclusion: recipient.optional(),
      Priority: z.enum(['HIGH', 'LOW']).optional(),
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
  'END_ASSOCIATED_TASKS',
  'CREATE_CASE',
  'GENERATE_EVENTBRIDGE_EVENT',
  'ASSIGN_CONTACT_CATEGORY',
  'SUBMIT_AUTO_EVALUATION',
  'EXTRACT_INFORMATION',
];

const supported = ['ASSIGN_SLA', 'UPDATE_CASE', 'CREATE_TASK', 'SEND_NOTIFICATION', 'SEND_IN_APP_NOTIFICATION'];
/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_RuleAction.html */
const notAtBreach = ['ASSIGN_SLA', 'UPDATE_CASE'];

/** Reads one action in the API's form. @returns the action, or what is wrong with it. */
export function parseRuleAction(
  trigger: CaseTrigger,
  value: Readonly<Record<string, unknown>>,
  where: string,
): { action: RuleAction } | { problems: readonly string[] } {
  const type = value['ActionType'];
  if (typeof type === 'string' && unsupported.includes(type))
    return {
      problems: [`${where}: ${type} is not supported by the sandbox in this version; ${supported.join(', ')} are`],
    };
  const parsed = ruleAction.safeParse(value);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(
        (issue) => `${where}${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}`,
      ),
    };
  if (trigger === 'OnSlaBreach' && notAtBreach.includes(parsed.data.ActionType))
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
    return [{ ActionType: actionType, [member]: inApiForm(withNumbers(list[0])) }];
  });
}

/** Where CloudFormation has ARNs, the API has the ids at their end; and it writes locales in another way. */
function inApiForm(action: unknown): unknown {
  if (typeof action !== 'object' || action === null) return action;
  const { ContactFlowArn, Recipient, Exclusion, Content, ...rest } = action as Readonly<Record<string, unknown>>;
  return {
    ...rest,
    ...(ContactFlowArn === undefined ? {} : { ContactFlowId: idOf(ContactFlowArn) }),
    ...(Recipient === undefined ? {} : { Recipient: withUserIds(Recipient) }),
    ...(Exclusion === undefined ? {} : { Exclusion: withUserIds(Exclusion) }),
    ...(Content === undefined ? {} : { Content: withLocales(Content) }),
  };
}

const idOf = (arn: unknown): string => String(arn).split('/').at(-1) ?? '';

function withUserIds(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('UserArns' in given)) return given;
  const { UserArns, ...rest } = given;
  return { ...rest, UserIds: Array.isArray(UserArns) ? UserArns.map(idOf) : UserArns };
}

function withLocales(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  const localeOf = (key: string): string =>
    locales.find((locale) => locale.replace('_', '').toLowerCase() === key.toLowerCase()) ?? key;
  return Object.fromEntries(Object.entries(content).map(([key, text]) => [localeOf(key), text]));
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
