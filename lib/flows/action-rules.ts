/** What CreateContactFlow demands of one type of action beyond what holds for all. */
export interface ActionRule {
  /** Errors without which the action is refused. */
  readonly requiredErrors: readonly string[];
  /** Errors that may be there; every other one is refused. */
  readonly optionalErrors?: readonly string[];
  readonly requiredParameters?: readonly string[];
  /** True for an action after which the flow does not go on; it must have no transitions. */
  readonly terminal?: boolean;
  /** Operators that conditions may use. Absent: no conditions. */
  readonly operators?: readonly string[];
  /** Operands that must each have a condition. */
  readonly requiredOperands?: readonly string[];
}

/**
 * The types of action that Casewarden writes. What the service enforces was collected from its documentation and from
 * exports, which disagree in places; a type that is not here is refused until somebody looks it up.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-actions.html
 */
export const actionRules: Readonly<Record<string, ActionRule>> = {
  UpdateFlowLoggingBehavior: { requiredErrors: [], requiredParameters: ['FlowLoggingBehavior'] },
  UpdateContactTargetQueue: { requiredErrors: ['NoMatchingError'] },
  CheckHoursOfOperation: {
    requiredErrors: ['NoMatchingError'],
    operators: ['Equals'],
    requiredOperands: ['True', 'False'],
  },
  CheckMetricData: {
    requiredErrors: ['NoMatchingCondition', 'NoMatchingError'],
    requiredParameters: ['MetricType'],
    operators: ['Equals', 'NumberGreaterThan', 'NumberLessThan', 'NumberGreaterOrEqualTo', 'NumberLessOrEqualTo'],
  },
  MessageParticipant: { requiredErrors: [], optionalErrors: ['NoMatchingError'] },
  InvokeFlowModule: {
    requiredErrors: ['NoMatchingError'],
    optionalErrors: ['NoMatchingCondition'],
    requiredParameters: ['FlowModuleId'],
    operators: ['Equals'],
  },
  EndFlowModuleExecution: { requiredErrors: [], terminal: true },
  Compare: {
    requiredErrors: ['NoMatchingCondition'],
    requiredParameters: ['ComparisonValue'],
    operators: ['Equals', 'TextStartsWith', 'TextEndsWith', 'TextContains', 'NumberGreaterThan', 'NumberLessThan'],
  },
  UpdateContactAttributes: { requiredErrors: ['NoMatchingError'], requiredParameters: ['Attributes'] },
  GetCustomerProfile: {
    requiredErrors: ['MultipleFoundError', 'NoneFoundError', 'NoMatchingError'],
    requiredParameters: ['ProfileRequestData', 'ProfileResponseData'],
  },
  CreateCustomerProfile: {
    requiredErrors: ['NoMatchingError'],
    requiredParameters: ['ProfileRequestData', 'ProfileResponseData'],
  },
  AssociateContactToCustomerProfile: {
    requiredErrors: ['NoMatchingError'],
    requiredParameters: ['ProfileRequestData', 'ProfileResponseData'],
  },
  CreateCase: {
    requiredErrors: ['NoMatchingError'],
    optionalErrors: ['ContactNotLinked'],
    requiredParameters: ['LinkContactToCase', 'CaseTemplateId', 'CaseRequestFields'],
  },
  // The documentation calls the parameter TimeoutSeconds, which the service refuses.
  Wait: {
    requiredErrors: ['NoMatchingError'],
    requiredParameters: ['TimeLimitSeconds'],
    operators: ['Equals'],
    requiredOperands: ['WaitCompleted'],
  },
  TransferContactToQueue: { requiredErrors: ['QueueAtCapacity', 'NoMatchingError'] },
  DisconnectParticipant: { requiredErrors: [], terminal: true },
};
