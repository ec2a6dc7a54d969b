import { beforeEach, describe, expect, test } from 'vitest';
import { resourceRequest } from '../../support/sandbox-kernel.ts';
import { flowOf, moduleOf } from '../flow/flow-steps.ts';
import { connectWorld, instanceArn, type ConnectWorld } from './connect-world.ts';

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const flow = flowOf({ end: { type: 'DisconnectParticipant' } });
const flowProperties = {
  InstanceArn: instanceArn,
  Name: 'a flow',
  Type: 'CONTACT_FLOW',
  Content: JSON.stringify(flow),
};
const ruleFunction = (templateId = 't-1') =>
  JSON.stringify({
    Version: '2022-11-25',
    RuleFunction: {
      Operator: 'AND',
      Operands: [
        { Operator: 'CONTAINS_ANY', Operands: [templateId], ComparisonValue: '$.Case.TemplateId', Negate: false },
      ],
    },
  });
const ruleProperties = {
  InstanceArn: instanceArn,
  Name: 'cases.first-response',
  PublishStatus: 'PUBLISHED',
  TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
  Function: ruleFunction(),
  Actions: {
    AssignSlaActions: [
      {
        SlaAssignmentType: 'CASES',
        CaseSlaConfiguration: {
          Name: 'first-response',
          Type: 'CaseField',
          FieldId: 'status',
          TargetFieldValues: [{ StringValue: 'in_progress' }],
          TargetSlaMinutes: 30,
        },
      },
    ],
  },
};
const update = (
  type: string,
  properties: Record<string, unknown>,
  physicalId: string,
  before: Record<string, unknown>,
) =>
  at.service.resources[type]!.update(resourceRequest(type, properties), { physicalId, properties: before }) as {
    physicalId: string;
  };

describe('AWS::Connect::ContactFlow', () => {
  const type = 'AWS::Connect::ContactFlow';
  test('Ref is the ARN, and the API shows the flow', () => {
    const provided = at.provide(type, flowProperties);
    expect(provided['ContactFlowArn']).toBe(provided.ref);
    expect(provided.ref).toMatch(new RegExp(`^${instanceArn}/contact-flow/[0-9a-f-]{36}$`));
    expect(at.call('ListContactFlows')['ContactFlowSummaryList']).toMatchObject([
      { Arn: provided.ref, Name: 'a flow', ContactFlowStatus: 'PUBLISHED' },
    ]);
    expect(
      at.call('DescribeContactFlow', { ContactFlowId: provided.ref.split('/').at(-1) })['ContactFlow'].Content,
    ).toBe(flowProperties.Content);
  });
  test.each([
    ['a property that is not honoured', { Colour: 'red' }, 'Colour'],
    ['a type that does not exist', { Type: 'INBOUND' }, 'Type'],
    ['another instance', { InstanceArn: `${instanceArn}x` }, 'There is no instance'],
    ['content that cannot be published', { Content: '{}' }, 'Flow "a flow" was refused'],
    [
      'an action that the sandbox cannot run',
      { Content: JSON.stringify(flowOf({ bot: { type: 'ConnectParticipantWithLexBot', next: 'end' } })) },
      'The sandbox does not support action type ConnectParticipantWithLexBot',
    ],
  ])('refused: %s', (_why, change, message) => {
    expect(() => at.provide(type, { ...flowProperties, ...change })).toThrow(message);
  });
  test('the problems stand in the error as the service gives them', () => {
    const content = JSON.stringify(flowOf({ a: { type: 'PlayPrompt', next: 'end' } }));
    expect(() => at.provide(type, { ...flowProperties, Content: content })).toThrow(
      expect.objectContaining({
        code: 'InvalidContactFlowException',
        fields: { problems: [{ message: expect.stringContaining('Invalid Action type') }] },
      }),
    );
  });
  test('names are unique', () => {
    at.provide(type, flowProperties);
    expect(() => at.provide(type, flowProperties)).toThrow('already in use');
  });
  test('an update keeps the flow, another type makes another', () => {
    const { ref } = at.provide(type, flowProperties);
    expect(update(type, { ...flowProperties, Name: 'renamed' }, ref, flowProperties).physicalId).toBe(ref);
    expect(
      update(type, { ...flowProperties, Name: 'other', Type: 'QUEUE_TRANSFER' }, ref, flowProperties).physicalId,
    ).not.toBe(ref);
    void at.service.resources[type]!.delete(resourceRequest(type, flowProperties), ref);
    expect(at.call('ListContactFlows')['ContactFlowSummaryList']).toMatchObject([{ Name: 'other' }]);
  });
});

describe('modules', () => {
  const content = JSON.stringify(moduleOf({}));
  const properties = {
    InstanceArn: instanceArn,
    Name: 'a module',
    Content: JSON.stringify(moduleOf({ end: { type: 'EndFlowModuleExecution' } })),
  };
  test('a module without settings in its content is refused', () => {
    expect(content).toContain('Settings');
    expect(() =>
      at.provide('AWS::Connect::ContactFlowModule', { ...properties, Content: JSON.stringify(flow) }),
    ).toThrow('settings');
  });
  test('versions count up and give a hash; only what is asked for makes a new one', () => {
    const { ref } = at.provide('AWS::Connect::ContactFlowModule', properties);
    const first = at.provide('AWS::Connect::ContactFlowModuleVersion', { ContactFlowModuleId: ref, Description: 'a' });
    const second = at.provide('AWS::Connect::ContactFlowModuleVersion', { ContactFlowModuleId: ref, Description: 'b' });
    expect([first['Version'], second['Version']]).toEqual([1, 2]);
    expect(first['FlowModuleContentSha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(first['ContactFlowModuleVersionARN']).toBe(`${ref}:1`);
  });
  test('a number of an alias may come as text, and its name is checked', () => {
    const { ref } = at.provide('AWS::Connect::ContactFlowModule', properties);
    at.provide('AWS::Connect::ContactFlowModuleVersion', { ContactFlowModuleId: ref });
    const alias = { ContactFlowModuleId: ref, ContactFlowModuleVersion: '1', Name: 'live' };
    expect(at.provide('AWS::Connect::ContactFlowModuleAlias', alias)['AliasId']).toBeTruthy();
    expect(() => at.provide('AWS::Connect::ContactFlowModuleAlias', { ...alias, Name: 'a b' })).toThrow(
      'not a name for an alias',
    );
    expect(() => at.provide('AWS::Connect::ContactFlowModuleAlias', alias)).toThrow('already in use');
  });
});

describe('AWS::Connect::Rule', () => {
  const type = 'AWS::Connect::Rule';
  test('actions stand in the form of the API, for the API and for the rules engine', () => {
    const { RuleArn } = at.provide(type, ruleProperties);
    const AssignSlaAction = ruleProperties.Actions.AssignSlaActions[0];
    expect(at.service.access.rules(instanceArn, 'OnCaseCreate')).toEqual([
      {
        ruleArn: RuleArn,
        name: 'cases.first-response',
        function: ruleProperties.Function,
        actions: [{ ActionType: 'ASSIGN_SLA', AssignSlaAction }],
      },
    ]);
    expect(at.service.access.rules(instanceArn, 'OnCaseUpdate')).toEqual([]);
    const [summary] = at.call('ListRules', { EventSourceName: 'OnCaseCreate' })['RuleSummaryList'];
    expect(summary).toMatchObject({ Name: 'cases.first-response', ActionSummaries: [{ ActionType: 'ASSIGN_SLA' }] });
    expect(at.call('DescribeRule', { RuleId: summary.RuleId })['Rule'].Function).toBe(ruleProperties.Function);
  });
  test('a draft does not run', () => {
    at.provide(type, { ...ruleProperties, PublishStatus: 'DRAFT' });
    expect(at.service.access.rules(instanceArn, 'OnCaseCreate')).toEqual([]);
  });
  test.each([
    ['a name with a space', { Name: 'first response' }, "letters, digits, '.', '_' and '-'"],
    ['two actions of a kind', { Actions: { AssignSlaActions: [{}, {}] } }, 'exactly one action'],
    ['an action that does not exist', { Actions: { MailActions: [{}] } }, 'Actions.MailActions is unknown'],
    ['a function of another version', { Function: ruleFunction().replace('2022-11-25', '2020-01-01') }, 'was refused'],
    [
      'a trigger that the sandbox lacks',
      { TriggerEventSource: { EventSourceName: 'OnPostCallAnalysisAvailable' } },
      'not supported by the sandbox',
    ],
    ['an unknown property', { Priority: 1 }, 'Priority'],
  ])('refused: %s', (_why, change, message) => {
    expect(() => at.provide(type, { ...ruleProperties, ...change })).toThrow(message);
  });
  test('names are unique; the content changes in place, the name does not, another trigger is another rule', () => {
    const { ref } = at.provide(type, ruleProperties);
    expect(() => at.provide(type, ruleProperties)).toThrow(
      expect.objectContaining({ code: 'ResourceConflictException' }),
    );
    expect(update(type, { ...ruleProperties, Function: ruleFunction('t-2') }, ref, ruleProperties).physicalId).toBe(
      ref,
    );
    expect(at.service.access.rules(instanceArn, 'OnCaseCreate')[0]!.function).toContain('t-2');
    expect(() => update(type, { ...ruleProperties, Name: 'other' }, ref, ruleProperties)).toThrow('cannot be renamed');
    const other = { ...ruleProperties, Name: 'other', TriggerEventSource: { EventSourceName: 'OnCaseUpdate' } };
    expect(update(type, other, ref, ruleProperties).physicalId).not.toBe(ref);
  });
});

describe('AWS::Connect::IntegrationAssociation', () => {
  test('Ref joins instance, type and ARN; deleting it ends the association', () => {
    const type = 'AWS::Connect::IntegrationAssociation';
    const IntegrationArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:lookup';
    const properties = { InstanceId: instanceArn, IntegrationType: 'LAMBDA_FUNCTION', IntegrationArn };
    const { ref } = at.provide(type, properties);
    expect(ref).toBe(`${instanceArn}|LAMBDA_FUNCTION|${IntegrationArn}`);
    void at.service.resources[type]!.delete(resourceRequest(type, properties), ref);
    expect(at.service.access.integrationAssociations(instanceArn)).toEqual([]);
  });
});
