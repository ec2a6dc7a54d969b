import type { ConditionOperator } from './compare.ts';
import type { FlowAction, FlowType } from './flow-document.ts';

/** How a parameter may be written. Every scalar is a JSON string and never empty. */
export type ParameterRule =
  | { readonly kind: 'fixed'; readonly oneOf?: readonly string[]; readonly pattern?: RegExp }
  /** Written out, or one whole reference. `refersTo`: what must exist when it is written out. */
  | { readonly kind: 'fixed-or-reference'; readonly refersTo?: ReferredKind; readonly pattern?: RegExp }
  | { readonly kind: 'one-reference' }
  | { readonly kind: 'text'; readonly most?: number; readonly refersTo?: ReferredKind }
  /** Key -> text. */
  | { readonly kind: 'text-map' }
  | { readonly kind: 'text-list'; readonly most?: number }
  /** An object whose form a check of its own judges. */
  | { readonly kind: 'object' };

export type ReferredKind = 'queue' | 'user' | 'hours' | 'flow' | 'module' | 'function';

export interface ConditionRule {
  readonly operators: readonly ConditionOperator[] | 'any';
  /** Operands allowed; none given = any. */
  readonly operands?: readonly string[];
  /** All of `operands` must have a condition. */
  readonly exhaustive?: true;
  readonly atLeastOne?: true;
}

export interface ActionRule {
  readonly parameters: Readonly<Record<string, ParameterRule>>;
  readonly required?: readonly string[];
  /** Exactly one of these parameters. */
  readonly exactlyOneOf?: readonly string[];
  readonly atLeastOneOf?: readonly string[];
  /** Parameters that Amazon Connect takes and the sandbox would not honour. */
  readonly unsupported?: readonly string[];
  readonly requiredErrors: readonly string[] | ((parameters: FlowAction['parameters']) => readonly string[]);
  readonly optionalErrors?: readonly string[];
  /** Absent: the action takes no conditions. */
  readonly conditions?: ConditionRule;
  /** Transitions must be empty. */
  readonly terminal?: true;
  /** Flow types in which the action works; in a module, those of the flow that calls it. */
  readonly flowTypes: readonly FlowType[] | 'all';
  readonly onlyIn?: 'module';
}

const inboundAndTransfer: readonly FlowType[] = ['CONTACT_FLOW', 'AGENT_TRANSFER', 'QUEUE_TRANSFER'];
const notWhisperOrHold: readonly FlowType[] = [...inboundAndTransfer, 'CUSTOMER_QUEUE'];
const fixed = (...oneOf: string[]): ParameterRule => ({ kind: 'fixed', ...(oneOf.length > 0 ? { oneOf } : {}) });
const text: ParameterRule = { kind: 'text' };
const textMap: ParameterRule = { kind: 'text-map' };
const trueOrFalse = fixed('true', 'false');
const wholeSeconds = /^[1-9]\d*$/;
const numberOperators = [
  'NumberGreaterThan',
  'NumberGreaterOrEqualTo',
  'NumberLessThan',
  'NumberLessOrEqualTo',
] as const satisfies readonly ConditionOperator[];
const linkErrors = (parameters: FlowAction['parameters']): readonly string[] =>
  parameters['LinkContactToCase'] === 'true' ? ['ContactNotLinked'] : [];

/**
 * What Create/UpdateContactFlow checks per action type, for the types that the sandbox runs. A table: adding a type is a
 * row here and a performer under `actions/`.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-actions.html, corrected by what console
 * exports hold where the page and the service disagree.
 */
export const actionRules: Readonly<Record<string, ActionRule>> = {
  UpdateFlowLoggingBehavior: {
    parameters: { FlowLoggingBehavior: fixed('Enabled', 'Disabled') },
    required: ['FlowLoggingBehavior'],
    requiredErrors: [],
    flowTypes: 'all',
  },
  MessageParticipant: {
    parameters: {
      Text: { kind: 'text', most: 6000 },
      SSML: { kind: 'text', most: 6000 },
      PromptId: { kind: 'fixed-or-reference' },
      Media: { kind: 'object' },
      SkipWhenDTMFBufferEnabled: trueOrFalse,
    },
    exactlyOneOf: ['Text', 'SSML', 'PromptId', 'Media'],
    requiredErrors: [],
    optionalErrors: ['NoMatchingError'],
    flowTypes: [...notWhisperOrHold, 'CUSTOMER_WHISPER', 'AGENT_WHISPER', 'OUTBOUND_WHISPER'],
  },
  DisconnectParticipant: { parameters: {}, requiredErrors: [], terminal: true, flowTypes: notWhisperOrHold },
  Compare: {
    parameters: { ComparisonValue: { kind: 'one-reference' } },
    required: ['ComparisonValue'],
    requiredErrors: ['NoMatchingCondition'],
    conditions: { operators: 'any', atLeastOne: true },
    flowTypes: 'all',
  },
  CheckHoursOfOperation: {
    parameters: { HoursOfOperationId: { kind: 'fixed-or-reference', refersTo: 'hours' } },
    requiredErrors: ['NoMatchingError'],
    conditions: { operators: ['Equals'], operands: ['True', 'False'], exhaustive: true },
    flowTypes: notWhisperOrHold,
  },
  CheckMetricData: {
    parameters: {
      MetricType: fixed(
        'NumberOfAgentsAvailable',
        'NumberOfAgentsStaffed',
        'NumberOfAgentsOnline',
        'OldestContactInQueueAgeSeconds',
        'NumberOfContactsInQueue',
      ),
      QueueId: { kind: 'fixed-or-reference', refersTo: 'queue' },
      AgentId: { kind: 'fixed-or-reference', refersTo: 'user' },
    },
    required: ['MetricType'],
    requiredErrors: ['NoMatchingCondition', 'NoMatchingError'],
    conditions: { operators: ['Equals', ...numberOperators], atLeastOne: true },
    flowTypes: notWhisperOrHold,
  },
  Loop: {
    parameters: { LoopCount: { kind: 'fixed-or-reference', pattern: /^(\d|[1-9]\d|100)$/ } },
    required: ['LoopCount'],
    requiredErrors: [],
    optionalErrors: ['NoMatchingError'],
    conditions: { operators: ['Equals'], operands: ['ContinueLooping', 'DoneLooping'], exhaustive: true },
    flowTypes: 'all',
  },
  Wait: {
    parameters: { TimeLimitSeconds: { kind: 'fixed-or-reference', pattern: wholeSeconds } },
    required: ['TimeLimitSeconds'],
    unsupported: ['Events', 'ContinueExecution', 'MinimumWaitTimeSeconds'],
    requiredErrors: ['NoMatchingError'],
    conditions: { operators: ['Equals'], operands: ['WaitCompleted'] },
    flowTypes: ['CONTACT_FLOW', 'CUSTOMER_QUEUE'],
  },
  TransferToFlow: {
    parameters: { ContactFlowId: { kind: 'fixed-or-reference', refersTo: 'flow' } },
    required: ['ContactFlowId'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: inboundAndTransfer,
  },
  UpdateFlowAttributes: {
    parameters: { FlowAttributes: { kind: 'object' } },
    required: ['FlowAttributes'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  UpdateContactAttributes: {
    parameters: { Attributes: textMap, TargetContact: fixed('Current', 'Related') },
    required: ['Attributes'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  UpdateContactData: {
    parameters: {
      Name: text,
      Description: text,
      LanguageCode: text,
      CustomerId: text,
      TargetContact: fixed('Current'),
    },
    atLeastOneOf: ['Name', 'Description', 'LanguageCode', 'CustomerId'],
    unsupported: ['WisdomSessionArn'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  UpdateContactTargetQueue: {
    parameters: {
      QueueId: { kind: 'fixed-or-reference', refersTo: 'queue' },
      AgentId: { kind: 'fixed-or-reference', refersTo: 'user' },
    },
    exactlyOneOf: ['QueueId', 'AgentId'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: inboundAndTransfer,
  },
  TransferContactToQueue: {
    parameters: {},
    requiredErrors: ['QueueAtCapacity', 'NoMatchingError'],
    flowTypes: inboundAndTransfer,
  },
  CreateTask: {
    parameters: {
      Name: text,
      Description: text,
      ContactFlowId: { kind: 'fixed-or-reference', refersTo: 'flow' },
      Attributes: textMap,
      References: { kind: 'object' },
      DelaySeconds: { kind: 'fixed-or-reference', pattern: wholeSeconds },
    },
    required: ['Name', 'ContactFlowId'],
    unsupported: ['TaskTemplateId', 'ScheduledTime'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  InvokeLambdaFunction: {
    parameters: {
      LambdaFunctionARN: { kind: 'text', refersTo: 'function' },
      InvocationTimeLimitSeconds: { kind: 'fixed', pattern: /^[1-8]$/ },
      InvocationType: fixed('SYNCHRONOUS'),
      LambdaInvocationAttributes: textMap,
      ResponseValidation: { kind: 'object' },
    },
    required: ['LambdaFunctionARN', 'InvocationTimeLimitSeconds'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  InvokeFlowModule: {
    parameters: { FlowModuleId: { kind: 'fixed-or-reference', refersTo: 'module' }, Input: { kind: 'object' } },
    required: ['FlowModuleId'],
    requiredErrors: ['NoMatchingError'],
    optionalErrors: ['NoMatchingCondition'],
    conditions: { operators: ['Equals'] },
    flowTypes: 'all',
  },
  EndFlowModuleExecution: {
    parameters: { Result: fixed(), ResultData: { kind: 'object' } },
    requiredErrors: [],
    terminal: true,
    flowTypes: 'all',
    onlyIn: 'module',
  },
  GetCustomerProfile: {
    parameters: { ProfileRequestData: { kind: 'object' }, ProfileResponseData: { kind: 'text-list' } },
    required: ['ProfileRequestData'],
    requiredErrors: ['MultipleFoundError', 'NoneFoundError', 'NoMatchingError'],
    flowTypes: 'all',
  },
  CreateCustomerProfile: {
    parameters: { ProfileRequestData: textMap, ProfileResponseData: { kind: 'text-list' } },
    required: ['ProfileRequestData'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  UpdateCustomerProfile: {
    parameters: { ProfileRequestData: textMap, ProfileResponseData: { kind: 'text-list' } },
    required: ['ProfileRequestData'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  AssociateContactToCustomerProfile: {
    parameters: { ProfileRequestData: textMap, ProfileResponseData: { kind: 'text-list' } },
    required: ['ProfileRequestData'],
    requiredErrors: ['NoMatchingError'],
    flowTypes: 'all',
  },
  CreateCase: {
    parameters: {
      LinkContactToCase: trueOrFalse,
      ContactToLink: fixed('Current'),
      CaseTemplateId: { kind: 'fixed-or-reference' },
      CaseRequestFields: textMap,
    },
    required: ['LinkContactToCase', 'CaseTemplateId', 'CaseRequestFields'],
    requiredErrors: (parameters) => [...linkErrors(parameters), 'NoMatchingError'],
    flowTypes: 'all',
  },
  GetCase: {
    parameters: {
      LinkContactToCase: trueOrFalse,
      ContactToLink: fixed('Current'),
      GetLastUpdatedCase: trueOrFalse,
      CaseRequestFields: textMap,
      CaseResponseFields: { kind: 'text-list', most: 10 },
    },
    required: ['LinkContactToCase', 'CaseRequestFields'],
    requiredErrors: (parameters) => [...linkErrors(parameters), 'MultipleFound', 'NoneFound', 'NoMatchingError'],
    flowTypes: 'all',
  },
  UpdateCase: {
    parameters: {
      LinkContactToCase: trueOrFalse,
      ContactToLink: fixed('Current'),
      CaseId: { kind: 'fixed-or-reference' },
      CaseRequestFields: textMap,
    },
    required: ['LinkContactToCase', 'CaseId', 'CaseRequestFields'],
    requiredErrors: (parameters) => [...linkErrors(parameters), 'NoMatchingError'],
    flowTypes: 'all',
  },
};

/** Types that Amazon Connect has and the sandbox does not run; named apart from types that do not exist. */
export const otherActionTypes: ReadonlySet<string> = new Set([
  'GetParticipantInput',
  'ConnectParticipantWithLexBot',
  'ShowView',
  'MessageParticipantIteratively',
  'GetMetricData',
  'DistributeByPercentage',
  'EndFlowExecution',
  'UpdateContactRoutingCriteria',
  'DequeueContactAndTransferToQueue',
  'TransferContactToAgent',
  'TagContact',
  'UntagContact',
  'UpdateContactEventHooks',
  'UpdateContactCallbackNumber',
  'CreateCallbackContact',
  'UpdateContactRoutingBehavior',
  'UpdateContactTextToSpeechVoice',
  'UpdateContactRecordingBehavior',
  'UpdateContactRecordingAndAnalyticsBehavior',
  'UpdateContactMediaStreamingBehavior',
  'UpdatePreviousContactParticipantState',
  'CreatePersistentContactAssociation',
  'StartOutboundChatContact',
  'CreateContact',
  'StartOutboundEmailContact',
  'RenderMessageTemplate',
  'LoadContactContent',
  'AuthenticateParticipant',
  'CreateWisdomSession',
  'ConnectParticipantWithAgenticCX',
  'TransferParticipantToThirdParty',
  'CompleteOutboundCall',
  'ResumeContact',
  'EvaluateDataTableValues',
  'ListDataTableValues',
  'UpsertDataTableValues',
  'GetCustomerProfileObject',
  'GetCalculatedAttributesForCustomerProfile',
  'CheckVoiceId',
]);
