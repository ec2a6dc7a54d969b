import { beforeEach, expect, test } from 'vitest';
import { questionsOf } from '../../../sandbox/control/questions.ts';
import type { AwsService } from '../../../sandbox/kernel/service.ts';
import { connectWorld, withCases, type ConnectWorld } from '../connect/connect-world.ts';
import { flowOf, moduleOf, type Step } from '../flow/flow-steps.ts';

let at: ConnectWorld;
let domainId: string;
let templateId: string;
/** Ids of the fields. */
let slot: string;
let category: string;

beforeEach(async () => {
  at = connectWorld();
  ({ domainId } = await withCases(at));
  const field = (name: string, type: string): string =>
    String(at.cases('CreateField', { domainId, name, type })['fieldId']);
  slot = field('面談希望日時 [第1希望] [dev]', 'Text');
  category = field('区分 [dev-2]', 'SingleSelect');
  at.cases('BatchPutFieldOptions', {
    domainId,
    fieldId: category,
    options: [
      { name: '住宅ローン', value: 'loan', active: true },
      { name: '廃止', value: 'old', active: false },
      { name: '保険', value: 'insurance', active: true },
    ],
  });
  const requiredFields = [{ fieldId: 'title' }, { fieldId: slot }];
  templateId = String(at.cases('CreateTemplate', { domainId, name: 'reservation', requiredFields })['templateId']);
});

const questions = (flowId: string) => {
  const api: AwsService = {
    signingName: 'cases',
    title: 'Amazon Connect Cases',
    protocol: 'restJson1',
    schemas: {},
    operations: Object.fromEntries(
      ['BatchGetField', 'ListFieldOptions', 'GetTemplate'].map((name) => [name, (input) => at.cases(name, input)]),
    ),
  };
  const cases = { api, resources: {}, snapshot: () => ({}) };
  return questionsOf(
    { desk: at.service.desk, stacks: () => new Map(), service: () => cases, casesDomain: () => domainId },
    flowId,
  );
};

const createCase = (next: string, template = templateId): Step => ({
  type: 'CreateCase',
  parameters: {
    LinkContactToCase: 'false',
    CaseTemplateId: template,
    CaseRequestFields: {
      title: '面談 $.Attributes.name',
      [category]: '$.Attributes.category',
      [slot]: '$.Attributes.slot',
    },
  },
  next,
  errors: { NoMatchingError: next },
});
const say = (text: string): Step => ({ type: 'MessageParticipant', parameters: { Text: text }, next: 'end' });

test('a case field gives label, options and whether an answer is required', () => {
  const asked = questions(at.flow(flowOf({ create: createCase('end') })));
  expect(asked).toEqual([
    { name: 'name', label: { ja: 'お名前', en: 'Name' }, kind: 'text', required: false, options: [] },
    {
      name: 'category',
      label: { ja: '区分', en: '区分' },
      kind: 'single-select',
      required: false,
      options: [
        { value: 'loan', label: '住宅ローン' },
        { value: 'insurance', label: '保険' },
      ],
    },
    {
      name: 'slot',
      label: { ja: '面談希望日時 [第1希望]', en: '面談希望日時 [第1希望]' },
      kind: 'text',
      required: true,
      options: [],
    },
  ]);
});

test('the order is that of the confirmation, then that of appearance, also across a module', () => {
  const module = at.module(moduleOf({ create: createCase('end') }));
  const invoke: Step = {
    type: 'InvokeFlowModule',
    parameters: { FlowModuleId: module.id },
    next: 'confirm',
    errors: { NoMatchingError: 'end' },
  };
  const confirm = say('$.Attributes.slot / $.Attributes.email');
  expect(questions(at.flow(flowOf({ invoke, confirm }))).map(({ name }) => name)).toEqual([
    'slot',
    'email',
    'name',
    'category',
  ]);
});

test('what the flow sets, our own marks and keys that no chat can bring are not asked', () => {
  const set: Step = {
    type: 'UpdateContactAttributes',
    parameters: { Attributes: { greeting: 'hello' }, TargetContact: 'Current' },
    next: 'say',
    errors: { NoMatchingError: 'end' },
  };
  const text = "$.Attributes.greeting $.Attributes.casewarden_case_id $.Attributes['お名前'] $.Attributes.plan";
  const asked = questions(at.flow(flowOf({ set, say: say(text) })));
  expect(asked).toEqual([
    { name: 'plan', label: { ja: 'plan', en: 'plan' }, kind: 'text', required: false, options: [] },
  ]);
});

test('an answer that becomes the address of a profile is an address', () => {
  const profile: Step = {
    type: 'CreateCustomerProfile',
    parameters: { ProfileRequestData: { EmailAddress: '$.Attributes.contact' }, ProfileResponseData: [] },
    next: 'end',
    errors: { NoMatchingError: 'end' },
  };
  expect(questions(at.flow(flowOf({ profile })))).toMatchObject([{ name: 'contact', kind: 'email' }]);
});

test('a template that is not there requires nothing', () => {
  const asked = questions(at.flow(flowOf({ create: createCase('end', 'no-such-template') })));
  expect(asked.map(({ required }) => required)).toEqual([false, false, false]);
});

test('a flow that is not there is refused', () => {
  expect(() => questions('none')).toThrow(/no contact flow "none"; deployed: none/);
});
