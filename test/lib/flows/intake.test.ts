import { describe, expect, test } from 'vitest';
import { caseIntakeModule, caseIntakeModuleSettings } from '../../../lib/flows/case-intake-module.ts';
import type { FlowAction, FlowDocument } from '../../../lib/flows/flow-document.ts';
import { flowTexts } from '../../../lib/flows/flow-texts.ts';
import { intakeChatFlow } from '../../../lib/flows/intake-chat-flow.ts';
import { lintFlow } from '../../../lib/flows/lint-flow.ts';
import { ownerTaskFlow } from '../../../lib/flows/owner-task-flow.ts';

const module = caseIntakeModule({
  templateId: 'template-1',
  title: '面談予約',
  ask: ['name', 'email', 'preferred_slot_1', 'wish'],
  fieldIds: { preferred_slot_1: 'field-1', wish: 'field-2' },
  requiredValues: { preferred_slot_1: '(record)' },
  nameNotConfirmed: '名前未確認',
});
const moduleThatAsks = (...ask: string[]): FlowDocument =>
  caseIntakeModule({
    templateId: 't',
    title: 'x',
    ask,
    fieldIds: { a: 'f' },
    requiredValues: {},
    nameNotConfirmed: 'n',
  });
const chat = intakeChatFlow({
  queueId: 'queue-1',
  moduleId: 'module-1:live',
  texts: flowTexts.ja,
  answers: [
    { name: 'name', label: 'お名前' },
    { name: 'preferred_slot_1', label: '第1希望' },
  ],
});

function action(document: FlowDocument, identifier: string): FlowAction {
  const found = document.Actions.find((candidate) => candidate.Identifier === identifier);
  if (found === undefined) throw new Error(`no action ${identifier}`);
  return found;
}

/** Where an action goes: `next`, an error type, or a condition's operand. */
function way(document: FlowDocument, identifier: string, by: string): string | undefined {
  const { NextAction, Errors = [], Conditions = [] } = action(document, identifier).Transitions;
  if (by === 'next') return NextAction;
  return (
    Errors.find((error) => error.ErrorType === by)?.NextAction ??
    Conditions.find(({ Condition }) => Condition.Operands[0] === by)?.NextAction
  );
}

describe('documents', () => {
  test.each([
    ['the intake module', module, 'module'],
    ['the chat flow', chat, 'flow'],
    ['the task flow', ownerTaskFlow(), 'flow'],
    ['the module of an intake without an address', moduleThatAsks('name'), 'module'],
    [
      'the English chat flow',
      intakeChatFlow({ queueId: 'q', moduleId: 'm:live', texts: flowTexts.en, answers: [] }),
      'flow',
    ],
  ] as const)('of %s would be accepted', (_what, document, kind) => {
    expect(lintFlow(document, kind)).toEqual([]);
  });

  test('keep what customers answered out of the flow logs', () => {
    for (const document of [module, moduleThatAsks('name'), chat, ownerTaskFlow()]) {
      const logging = document.Actions.filter((one) => one.Type === 'UpdateFlowLoggingBehavior');
      expect(logging.map((one) => one.Parameters)).toEqual([{ FlowLoggingBehavior: 'Disabled' }]);
      expect(logging[0]!.Identifier).toBe(document.StartAction);
    }
  });

  test('have a place in the designer for every action, in the spelling it reads', () => {
    for (const document of [module, chat, ownerTaskFlow()]) {
      expect(Object.keys(document.Metadata.ActionMetadata)).toEqual(document.Actions.map((one) => one.Identifier));
      expect(Object.values(document.Metadata.ActionMetadata)[0]).toHaveProperty('position.x');
      expect(document.Metadata).toHaveProperty('entryPointPosition');
    }
  });
});

describe('the intake module', () => {
  test('creates a case with the answers, for the profile it found or made', () => {
    expect(action(module, 'create-case').Parameters).toEqual({
      LinkContactToCase: 'true',
      CaseTemplateId: 'template-1',
      CaseRequestFields: {
        customer_id: '$.Customer.ProfileARN',
        title: '面談予約 $.Attributes.name',
        status: 'open',
        'field-1': '$.Attributes.preferred_slot_1',
        'field-2': '$.Attributes.wish',
      },
    });
  });

  test('repeats nothing that the customer typed when it tries a second time', () => {
    expect(action(module, 'create-profile-without-answers').Parameters['ProfileRequestData']).toEqual({
      FirstName: '名前未確認',
    });
    expect(action(module, 'create-case-without-answers').Parameters['CaseRequestFields']).toEqual({
      customer_id: '$.Customer.ProfileARN',
      title: '面談予約 名前未確認',
      status: 'open',
      'field-1': '(record)',
    });
  });

  test('hands back the case id in the result and in a contact attribute', () => {
    expect(action(module, 'return-created').Parameters).toEqual({
      Result: 'created',
      ResultData: { caseId: '$.Case.case_id' },
    });
    expect(action(module, 'keep-case-id').Parameters['Attributes']).toEqual({ casewarden_case_id: '$.Case.case_id' });
  });

  test.each([
    ['finding no profile creates one', 'find-profile', 'NoneFoundError', 'create-profile'],
    ['finding several profiles creates one', 'find-profile', 'MultipleFoundError', 'create-profile'],
    ['failing to look for a profile still creates one', 'find-profile', 'NoMatchingError', 'create-profile'],
    [
      'a contact that cannot be linked to its profile still gets a case',
      'link-profile',
      'NoMatchingError',
      'create-case',
    ],
    ['a case without its contact is still a case', 'create-case', 'ContactNotLinked', 'keep-case-id'],
    ['answers that are no case are left out of it', 'create-case', 'NoMatchingError', 'create-case-without-answers'],
    [
      'answers that are no profile are left out of it',
      'create-profile',
      'NoMatchingError',
      'create-profile-without-answers',
    ],
    ['no case at all is reported as a failure', 'create-case-without-answers', 'NoMatchingError', 'return-failed'],
    [
      'no profile at all is reported as a failure',
      'create-profile-without-answers',
      'NoMatchingError',
      'return-failed',
    ],
    ['a lost attribute does not hide the case', 'keep-case-id', 'NoMatchingError', 'return-created'],
  ])('%s', (_what, from, by, to) => {
    expect(way(module, from, by)).toBe(to);
  });

  test('returns by no branch that its settings do not declare', () => {
    const declared = caseIntakeModuleSettings.transitions.results.map(({ name }): string => name);
    const returned = module.Actions.filter((one) => one.Type === 'EndFlowModuleExecution').map(
      (one) => one.Parameters['Result'],
    );
    expect(new Set(returned)).toEqual(new Set(declared));
    expect(Object.keys(caseIntakeModuleSettings.resultData.schema.properties)).toEqual(['caseId']);
  });

  test('does not look for a profile by name alone', () => {
    expect(moduleThatAsks('name').Actions.map((one) => one.Type)).not.toContain('GetCustomerProfile');
  });

  test('is refused when nothing asked can make a profile', () => {
    expect(() => moduleThatAsks('a')).toThrow(/must ask for name or email/);
  });
});

describe('the chat flow', () => {
  test.each([
    ['set-queue', 'next', 'check-hours'],
    ['check-hours', 'True', 'check-agents'],
    ['check-hours', 'False', 'say-nobody'],
    ['check-hours', 'NoMatchingError', 'say-nobody'],
    ['check-agents', '0', 'open-case-on-duty'],
    ['check-agents', 'NoMatchingCondition', 'say-nobody'],
    ['say-nobody', 'next', 'open-case-off-duty'],
    ['open-case-off-duty', 'created', 'confirm'],
    ['open-case-off-duty', 'failed', 'apologise'],
    ['open-case-off-duty', 'NoMatchingError', 'apologise'],
    ['open-case-off-duty', 'NoMatchingCondition', 'apologise'],
    ['open-case-on-duty', 'created', 'queue-with-case'],
    ['open-case-on-duty', 'failed', 'say-connecting'],
    ['queue-with-case', 'QueueAtCapacity', 'confirm'],
    ['queue-without-case', 'QueueAtCapacity', 'apologise'],
    ['confirm', 'next', 'end'],
    ['apologise', 'next', 'end'],
  ])('from %s by %s goes to %s', (from, by, to) => {
    expect(way(chat, from, by)).toBe(to);
  });

  test('repeats the answers to the customer', () => {
    expect(action(chat, 'confirm').Parameters['Text']).toBe(
      [
        flowTexts.ja.recorded,
        'お名前: $.Attributes.name',
        '第1希望: $.Attributes.preferred_slot_1',
        flowTexts.ja.weWillAnswer,
      ].join('\n'),
    );
  });

  test('never ends without having said something since the case was opened', () => {
    const before = chat.Actions.filter(({ Transitions: { NextAction, Errors = [], Conditions = [] } }) =>
      [NextAction, ...[...Errors, ...Conditions].map((one) => one.NextAction)].includes('end'),
    );
    expect(before.map((one) => one.Type)).toEqual(before.map(() => 'MessageParticipant'));
  });
});

test('the task flow routes to the agent whom the task names', () => {
  const task = ownerTaskFlow();
  expect(action(task, 'set-owner-queue').Parameters).toEqual({ AgentId: '$.Attributes.casewarden_owner' });
  expect(way(task, 'set-owner-queue', 'next')).toBe('queue');
});

test('a task that finds no room waits and tries again, and never ends for it', () => {
  const task = ownerTaskFlow();
  expect(way(task, 'queue', 'QueueAtCapacity')).toBe('wait-for-room');
  expect(way(task, 'queue', 'NoMatchingError')).toBe('wait-for-room');
  expect(way(task, 'wait-for-room', 'WaitCompleted')).toBe('queue');
});
