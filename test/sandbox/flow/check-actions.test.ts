import { describe, expect, test } from 'vitest';
import { flowOf, type Step } from './flow-steps.ts';
import { judge, say } from './judge-flow.ts';

describe('actions', () => {
  const one = (step: Step): readonly string[] => judge(flowOf({ 'the action': step })).problems;
  const compare = (more: Partial<Step>): Step => ({
    type: 'Compare',
    parameters: { ComparisonValue: '$.Attributes.x' },
    next: 'end',
    errors: { NoMatchingCondition: 'end' },
    when: { 'Equals a': 'end' },
    ...more,
  });
  const createCase = (link: string, errors: Record<string, string>): Step => ({
    type: 'CreateCase',
    parameters: { LinkContactToCase: link, CaseTemplateId: 't', CaseRequestFields: { title: 'x' } },
    next: 'end',
    errors,
  });
  const invoke = (more: Partial<Step>): Step => ({
    type: 'InvokeFlowModule',
    parameters: { FlowModuleId: 'm-1:live' },
    next: 'end',
    errors: { NoMatchingError: 'end' },
    ...more,
  });

  test.each<[string, Step, string]>([
    [
      'a type that does not exist',
      { type: 'PlayPrompt', next: 'end' },
      'Invalid Action type. Path: Actions[0].Type ("PlayPrompt"',
    ],
    ['no NextAction', { ...say, next: undefined as never }, 'Path: Actions[0].Transitions.NextAction'],
    [
      'transitions of a terminal action',
      { type: 'DisconnectParticipant', next: 'end' },
      'Action does not support transitions',
    ],
    [
      'a parameter that does not exist',
      { ...say, parameters: { Text: 'a', Loud: 'true' } },
      'Invalid Action property name. Path: Actions[0].Parameters.Loud',
    ],
    ['an empty text', { ...say, parameters: { Text: '' } }, 'Empty value in Actions[0].Parameters.Text'],
    ['a number where a string belongs', { ...say, parameters: { Text: 5 } }, 'must be a string'],
    [
      'text and SSML',
      { ...say, parameters: { Text: 'a', SSML: '<speak/>' } },
      'Only one of these properties may be defined. Properties: [Text, SSML]',
    ],
    ['nothing to say', { ...say, parameters: {} }, 'At least one of [Text, SSML, PromptId, Media] must be set'],
    ['conditions where there are none', { ...say, when: { 'Equals a': 'end' } }, 'Action does not support conditions'],
    [
      'a missing error',
      { type: 'UpdateContactAttributes', parameters: { Attributes: { a: 'b' } }, next: 'end' },
      'Action is missing required error. Error: NoMatchingError, Path: Actions[0]',
    ],
    [
      'an error that the type does not have',
      { ...say, errors: { Timeout: 'end' } },
      'Invalid Action error. Error: Timeout',
    ],
    [
      'an empty attribute',
      {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { a: '' } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'Empty value in Actions[0].Parameters.Attributes.a',
    ],
    [
      'an attribute key with a dot',
      {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { 'a.b': 'x' } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'must not hold $ or .',
    ],
    ['Compare of a literal', compare({ parameters: { ComparisonValue: 'x' } }), 'must be one reference with a leaf'],
    [
      'Compare of a bare root',
      compare({ parameters: { ComparisonValue: '$.Attributes' } }),
      'must be one reference with a leaf',
    ],
    [
      'Compare with NoMatchingError',
      compare({ errors: { NoMatchingCondition: 'end', NoMatchingError: 'end' } }),
      'Invalid Action error. Error: NoMatchingError',
    ],
    ['Compare without conditions', compare({ when: {} }), 'Transitions.Conditions'],
    ['an operator that does not exist', compare({ when: { 'And a': 'end' } }), '.Operator ("And")'],
    ['an empty operand', compare({ when: { 'Equals ': 'end' } }), 'Invalid branch'],
    [
      'hours without False',
      {
        type: 'CheckHoursOfOperation',
        next: 'end',
        errors: { NoMatchingError: 'end' },
        when: { 'Equals True': 'end' },
      },
      'Equals False',
    ],
    [
      'hours with NoMatchingCondition',
      {
        type: 'CheckHoursOfOperation',
        next: 'end',
        errors: { NoMatchingError: 'end', NoMatchingCondition: 'end' },
        when: { 'Equals True': 'end', 'Equals False': 'end' },
      },
      'Invalid Action error. Error: NoMatchingCondition',
    ],
    [
      'hours that are not there',
      {
        type: 'CheckHoursOfOperation',
        parameters: { HoursOfOperationId: 'h-9' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
        when: { 'Equals True': 'end', 'Equals False': 'end' },
      },
      'hours "h-9" does not exist',
    ],
    [
      'agents compared with something else than 0',
      {
        type: 'CheckMetricData',
        parameters: { MetricType: 'NumberOfAgentsAvailable' },
        next: 'end',
        errors: { NoMatchingCondition: 'end', NoMatchingError: 'end' },
        when: { 'NumberGreaterThan 2': 'end' },
      },
      'allows only NumberGreaterThan "0"',
    ],
    [
      'a queue that is not there',
      {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: 'q-9' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'queue "q-9" does not exist',
    ],
    [
      'a queue and an agent',
      {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: 'q-1', AgentId: 'u-1' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'Only one of these properties',
    ],
    [
      'a queue with text around the reference',
      {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: 'q-$.Attributes.x' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'must not hold a reference within text',
    ],
    [
      'a queue for TransferContactToQueue',
      {
        type: 'TransferContactToQueue',
        parameters: { QueueId: 'q-1' },
        next: 'end',
        errors: { QueueAtCapacity: 'end', NoMatchingError: 'end' },
      },
      'Invalid Action property name',
    ],
    ['linking without ContactNotLinked', createCase('true', { NoMatchingError: 'end' }), 'Error: ContactNotLinked'],
    [
      'ContactNotLinked without linking',
      createCase('false', { NoMatchingError: 'end', ContactNotLinked: 'end' }),
      'Invalid Action error. Error: ContactNotLinked',
    ],
    [
      'more than ten response fields',
      {
        type: 'GetCase',
        parameters: {
          LinkContactToCase: 'false',
          CaseRequestFields: { status: 'open' },
          CaseResponseFields: Array.from({ length: 11 }, (_, index) => `f${index}`),
        },
        next: 'end',
        errors: { MultipleFound: 'end', NoneFound: 'end', NoMatchingError: 'end' },
      },
      'more than 10',
    ],
    [
      'GetCustomerProfile without NoneFoundError',
      {
        type: 'GetCustomerProfile',
        parameters: { ProfileRequestData: { IdentifierName: '_email', IdentifierValue: 'a' } },
        next: 'end',
        errors: { MultipleFoundError: 'end', NoMatchingError: 'end' },
      },
      'Error: NoneFoundError',
    ],
    [
      'six search criteria',
      {
        type: 'GetCustomerProfile',
        parameters: {
          ProfileRequestData: {
            SearchCriteria: Array.from({ length: 6 }, () => ({ IdentifierName: '_email', IdentifierValue: 'a' })),
          },
        },
        next: 'end',
        errors: { MultipleFoundError: 'end', NoneFoundError: 'end', NoMatchingError: 'end' },
      },
      'a list of 1 to 5',
    ],
    [
      'an association without a contact',
      {
        type: 'AssociateContactToCustomerProfile',
        parameters: { ProfileRequestData: { ProfileId: '$.Customer.ProfileId' } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'ProfileRequestData.ContactId',
    ],
    [
      'a function that is not associated',
      {
        type: 'InvokeLambdaFunction',
        parameters: {
          LambdaFunctionARN: 'arn:aws:lambda:ap-northeast-1:111122223333:function:x',
          InvocationTimeLimitSeconds: '3',
        },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'is not associated with the instance',
    ],
    [
      'a function with nine seconds',
      {
        type: 'InvokeLambdaFunction',
        parameters: { LambdaFunctionARN: '$.Attributes.arn', InvocationTimeLimitSeconds: '9' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'InvocationTimeLimitSeconds ("9")',
    ],
    [
      'a module that is not there',
      invoke({ parameters: { FlowModuleId: 'm-1:old' } }),
      'module "m-1:old" does not exist',
    ],
    [
      'an input that the module does not declare',
      invoke({ parameters: { FlowModuleId: 'm-1:live', Input: { mail: 'x' } } }),
      'Input.mail',
    ],
    [
      'an input of another type',
      invoke({ parameters: { FlowModuleId: 'm-1:live', Input: { tries: '7' } } }),
      'declared as number',
    ],
    [
      'a reference where no string is declared',
      invoke({ parameters: { FlowModuleId: 'm-1:live', Input: { tries: '$.Attributes.n' } } }),
      'only where the type is string',
    ],
    [
      'a branch that the module does not declare',
      invoke({ when: { 'Equals Success': 'end' } }),
      'declares no branch "Success"',
    ],
    ['the end of a module in a flow', { type: 'EndFlowModuleExecution' }, 'is for modules'],
    [
      'a loop of 101 rounds',
      {
        type: 'Loop',
        parameters: { LoopCount: '101' },
        next: 'end',
        when: { 'Equals ContinueLooping': 'end', 'Equals DoneLooping': 'end' },
      },
      'LoopCount ("101")',
    ],
    [
      'the wait of the documentation',
      { type: 'Wait', parameters: { TimeoutSeconds: '5' }, next: 'end', errors: { NoMatchingError: 'end' } },
      'Invalid Action property name. Path: Actions[0].Parameters.TimeoutSeconds',
    ],
    [
      'a wait of more than a week',
      { type: 'Wait', parameters: { TimeLimitSeconds: '604801' }, next: 'end', errors: { NoMatchingError: 'end' } },
      'at most 604800',
    ],
    [
      'flow attributes without Value',
      {
        type: 'UpdateFlowAttributes',
        parameters: { FlowAttributes: { a: 'b' } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      'must be {"Value"',
    ],
  ])('%s', (_why, step, problem) => {
    expect(one(step).join('\n')).toContain(problem);
  });

  test.each<[string, Step]>([
    [
      'a queue by reference',
      {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: '$.Attributes.queue' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
    ],
    [
      'an invocation with all of its contract',
      invoke({
        parameters: { FlowModuleId: 'm-1:live', Input: { phone: '$.Attributes.phone', tries: 7 } },
        when: { 'Equals created': 'end' },
        errors: { NoMatchingCondition: 'end', NoMatchingError: 'end' },
      }),
    ],
    ['an invocation of before 2025', invoke({})],
    ['a case without linking', createCase('false', { NoMatchingError: 'end' })],
    ['a message with an error branch', { ...say, errors: { NoMatchingError: 'end' } }],
  ])('sound: %s', (_why, step) => {
    expect(one(step)).toEqual([]);
  });

  test.each<[string, Step]>([
    ['action type ConnectParticipantWithLexBot', { type: 'ConnectParticipantWithLexBot', next: 'end' }],
    [
      'parameter Events of Wait',
      {
        type: 'Wait',
        parameters: { TimeLimitSeconds: '5', Events: ['CustomerReturned'] },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
    ],
  ])('what Amazon Connect has and the sandbox lacks is told apart: %s', (what, step) => {
    const checked = judge(flowOf({ 'the action': step }));
    expect(checked.problems).toEqual([]);
    expect(checked.unsupported.join()).toContain(what);
  });

  test.each([
    ['MessageParticipant', 'CUSTOMER_HOLD', false],
    ['MessageParticipant', 'AGENT_WHISPER', true],
    ['MessageParticipant', 'CONTACT_FLOW', true],
  ] as const)('%s in a flow of type %s: %s', (_type, flowType, allowed) => {
    const { problems } = judge(flowOf({ say, end: say }), { kind: 'flow', type: flowType });
    expect(problems.length === 0).toBe(allowed);
  });
});
