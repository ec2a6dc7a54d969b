import { beforeEach, expect, test } from 'vitest';
import { readFlow } from '../../../sandbox/control/flow-reading.ts';
import { connectWorld, type ConnectWorld } from '../connect/connect-world.ts';
import { flowOf, moduleOf, type Step } from '../flow/flow-steps.ts';

let at: ConnectWorld;
beforeEach(() => (at = connectWorld()));

const reading = (document: unknown) => {
  const { catalogue } = at.service.desk;
  return readFlow(catalogue.flow(at.flow(document))!.document, catalogue);
};
const say = (text: string, next = 'end'): Step => ({ type: 'MessageParticipant', parameters: { Text: text }, next });
const set = (attributes: Readonly<Record<string, string>>, next: string): Step => ({
  type: 'UpdateContactAttributes',
  parameters: { Attributes: attributes, TargetContact: 'Current' },
  next,
  errors: { NoMatchingError: next },
});

test('attributes are found in texts, in brackets, in comparisons and in operands', () => {
  const compare: Step = {
    type: 'Compare',
    parameters: { ComparisonValue: '$.Attributes.language' },
    next: 'end',
    when: { 'Equals $.Attributes.wanted': 'second' },
    errors: { NoMatchingCondition: 'end' },
  };
  const { read } = reading(
    flowOf({
      first: say("$.Attributes.name さん、$.Attributes['order-number'].", 'compare'),
      compare,
      second: say('hi'),
    }),
  );
  expect(read).toEqual(['name', 'order-number', 'language', 'wanted']);
});

test('values that are no contact attributes are left out', () => {
  expect(
    reading(flowOf({ first: say('$.ContactId $.Customer.FirstName $.FlowAttributes.x $.Attributes') })).read,
  ).toEqual([]);
});

test('each branch is followed to its end before the next, and what nothing leads to is not read', () => {
  const compare: Step = {
    type: 'Compare',
    parameters: { ComparisonValue: '$.Attributes.a' },
    next: 'no',
    when: { 'Equals x': 'yes' },
    errors: { NoMatchingCondition: 'no' },
  };
  const { read } = reading(
    flowOf({
      compare,
      no: say('$.Attributes.d'),
      yes: say('$.Attributes.b', 'third'),
      third: say('$.Attributes.c'),
      lost: say('$.Attributes.lost'),
    }),
  );
  expect(read).toEqual(['a', 'b', 'c', 'd']);
});

test('a module and a flow that is handed over to are read as well, once', () => {
  const module = at.module(moduleOf({ ask: say('$.Attributes.inModule') }));
  const second = at.flow(flowOf({ first: say('$.Attributes.inSecond') }), { name: 'second' });
  const invoke = (next: string): Step => ({
    type: 'InvokeFlowModule',
    parameters: { FlowModuleId: module.id },
    next,
    errors: { NoMatchingError: next },
  });
  const transfer: Step = {
    type: 'TransferToFlow',
    parameters: { ContactFlowId: second },
    next: 'end',
    errors: { NoMatchingError: 'end' },
  };
  expect(reading(flowOf({ first: invoke('again'), again: invoke('transfer'), transfer })).read).toEqual([
    'inModule',
    'inSecond',
  ]);
});

test('what the flow sets is told apart from what it reads', () => {
  const { read, set: written } = reading(
    flowOf({ first: set({ greeting: 'hello $.Attributes.name' }, 'second'), second: say('$.Attributes.greeting') }),
  );
  expect(read).toEqual(['name', 'greeting']);
  expect([...written]).toEqual(['greeting']);
});

test('the texts for the customer keep their order, and a case field knows its attribute', () => {
  const createCase: Step = {
    type: 'CreateCase',
    parameters: {
      LinkContactToCase: 'false',
      CaseTemplateId: 'template-1',
      CaseRequestFields: { title: 'about $.Attributes.name', f1: '$.Attributes.slot', f2: '$.Attributes.slot' },
    },
    next: 'confirm',
    errors: { NoMatchingError: 'confirm' },
  };
  const { said, caseFields } = reading(
    flowOf({ create: createCase, confirm: say('$.Attributes.slot / $.Attributes.name / $.Attributes.slot') }),
  );
  expect(said).toEqual([['slot', 'name']]);
  expect([...caseFields]).toEqual([['slot', { fieldId: 'f1', templateId: 'template-1' }]]);
});
