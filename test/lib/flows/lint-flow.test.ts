import { describe, expect, test } from 'vitest';
import { flowDocument, moduleDocument, type FlowDocument, type FlowStep } from '../../../lib/flows/flow-document.ts';
import { checkFlow, lintFlow } from '../../../lib/flows/lint-flow.ts';

const end: FlowStep = { type: 'DisconnectParticipant' };
const say = (text: string, next = 'end'): FlowStep => ({
  type: 'MessageParticipant',
  parameters: { Text: text },
  next,
});

const table: readonly [string, Readonly<Record<string, FlowStep>>, string][] = [
  ['a target that does not exist', { start: say('Hi', 'gone') }, 'start: goes to gone, which does not exist'],
  ['an empty string', { start: say(''), end }, 'start: Parameters.Text is an empty string'],
  [
    'an empty string deep inside',
    {
      start: {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { a: '' } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      end,
    },
    'start: Parameters.Attributes.a is an empty string',
  ],
  [
    'an action without a next one',
    { start: { type: 'MessageParticipant', parameters: { Text: 'Hi' } } },
    'start: needs a NextAction',
  ],
  [
    'a missing required error',
    { start: { type: 'TransferContactToQueue', next: 'end', errors: { NoMatchingError: 'end' } }, end },
    'start: needs the error QueueAtCapacity',
  ],
  [
    'an error the type does not have',
    {
      start: {
        type: 'CheckHoursOfOperation',
        next: 'end',
        conditions: [
          { operator: 'Equals', operand: 'True', next: 'end' },
          { operator: 'Equals', operand: 'False', next: 'end' },
        ],
        errors: { NoMatchingError: 'end', NoMatchingCondition: 'end' },
      },
      end,
    },
    'start: must not have the error NoMatchingCondition',
  ],
  [
    'hours without both branches',
    {
      start: {
        type: 'CheckHoursOfOperation',
        next: 'end',
        conditions: [{ operator: 'Equals', operand: 'True', next: 'end' }],
        errors: { NoMatchingError: 'end' },
      },
      end,
    },
    'start: needs a condition for False',
  ],
  [
    'a condition the type does not allow',
    {
      start: {
        type: 'InvokeFlowModule',
        parameters: { FlowModuleId: 'm' },
        next: 'end',
        conditions: [{ operator: 'TextContains', operand: 'x', next: 'end' }],
        errors: { NoMatchingError: 'end' },
      },
      end,
    },
    'start: has a condition with TextContains',
  ],
  [
    'a transition after the end',
    { end: { ...end, next: 'end' } },
    'end: DisconnectParticipant must have no transitions',
  ],
  ['an unknown type', { start: { type: 'PlayPrompt', next: 'end' }, end }, 'start: type PlayPrompt is not one'],
  [
    'two ways to speak',
    { start: { ...say('Hi'), parameters: { Text: 'Hi', SSML: '<speak/>' } }, end },
    'start: needs exactly one of Text',
  ],
  [
    'a text that is too long',
    { start: say('x'.repeat(3001)), end },
    'start: Text must have at most 3000 characters, has 3001',
  ],
  [
    'a missing parameter',
    { start: { type: 'InvokeFlowModule', next: 'end', errors: { NoMatchingError: 'end' } }, end },
    'start: needs the parameter FlowModuleId',
  ],
  [
    'a queue and an agent at once',
    {
      start: {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: 'q', AgentId: 'a' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      end,
    },
    'start: needs exactly one of QueueId, AgentId',
  ],
  [
    'a case that links without the branch for a failed link',
    {
      start: {
        type: 'CreateCase',
        parameters: { LinkContactToCase: 'true', CaseTemplateId: 't', CaseRequestFields: {} },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
      end,
    },
    'start: has the error ContactNotLinked if and only if it links the contact',
  ],
  [
    'a character that is not allowed',
    { 'say: hi': say('Hi'), end },
    'say: hi: identifier has a character that is not allowed',
  ],
  ['a reserved word', { constructor: say('Hi'), end }, 'constructor: identifier is a reserved word'],
  [
    'an identifier that is too long',
    { ['s'.repeat(51)]: say('Hi'), end },
    'identifier must have 1 to 50 characters, has 51',
  ],
  ['an action that nothing reaches', { start: say('Hi'), end, lost: say('Never') }, 'lost: is never reached'],
];

describe('the linter of flows', () => {
  test('has nothing to say about a flow that is right', () => {
    expect(lintFlow(flowDocument({ start: say('Hi'), end }), 'flow')).toEqual([]);
  });

  test.each(table)('finds %s', (_what, steps, problem) => {
    const problems = lintFlow(flowDocument(steps), 'flow');
    expect(problems.join('\n')).toContain(problem);
  });

  test('finds an identifier that is there twice', () => {
    const document = flowDocument({ start: say('Hi'), end });
    const doubled: FlowDocument = { ...document, Actions: [...document.Actions, ...document.Actions.slice(1)] };
    expect(lintFlow(doubled, 'flow')).toContain('end: is there twice');
  });

  test('finds a start that does not exist', () => {
    expect(lintFlow({ ...flowDocument({ end }), StartAction: 'gone' }, 'flow')).toContain(
      'StartAction gone does not exist',
    );
  });

  test('finds more actions than a flow may have', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 251 }, (_, index) => [`s${index}`, say('Hi', index === 250 ? 'end' : `s${index + 1}`)]),
    );
    expect(lintFlow(flowDocument({ ...steps, end }), 'flow')).toContain('has 252 actions, at most 250');
  });

  test('finds content that is too long', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `s${index}`,
        say('x'.repeat(2900), index === 99 ? 'end' : `s${index + 1}`),
      ]),
    );
    expect(lintFlow(flowDocument({ ...steps, end }), 'flow').join()).toMatch(/has \d{6} characters, at most 256000/);
  });

  test('wants settings in modules and not in flows', () => {
    const problem = 'Settings belong in every module and in no flow';
    expect(lintFlow(flowDocument({ end }), 'module')).toContain(problem);
    expect(lintFlow(moduleDocument({ end }), 'flow')).toContain(problem);
  });

  test('stops a synthesis with every problem', () => {
    expect(() => checkFlow('greeting', flowDocument({ start: say('', 'gone') }), 'flow')).toThrow(
      'flow greeting would be refused:\nstart: Parameters.Text is an empty string\nstart: goes to gone, which does not exist',
    );
  });
});
