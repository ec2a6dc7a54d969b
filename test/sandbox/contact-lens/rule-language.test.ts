import { describe, expect, test } from 'vitest';
import { ruleHolds } from '../../../sandbox/services/contact-lens/evaluate-rule.ts';
import { ruleActionsOfResource } from '../../../sandbox/services/contact-lens/rule-actions.ts';
import { parseRule, validateRule } from '../../../sandbox/services/contact-lens/validate-rule.ts';

const assignSla = {
  ActionType: 'ASSIGN_SLA',
  AssignSlaAction: {
    SlaAssignmentType: 'CASES',
    CaseSlaConfiguration: {
      Name: 'Reply',
      Type: 'CaseField',
      FieldId: 'status',
      TargetFieldValues: [{ StringValue: 'in_progress' }],
      TargetSlaMinutes: 30,
    },
  },
};

type Condition = readonly [operator: string, path: string, operands: readonly string[], negate?: boolean];

const conditionOf = ([Operator, ComparisonValue, Operands, Negate = false]: Condition) => ({
  Operator,
  Operands,
  ComparisonValue,
  Negate,
});
const functionOf = (conditions: readonly Condition[], Operator = 'AND'): string =>
  JSON.stringify({ Version: '2022-11-25', RuleFunction: { Operator, Operands: conditions.map(conditionOf) } });

const template: Condition = ['CONTAINS_ANY', '$.Case.TemplateId', ['t-1']];
const custom = '$.Case.Fields.c1f3a9d4-52f0-4f5b-8a43-0d9e6a7b0002';

describe('a rule may be stored', () => {
  test.each<[string, Condition]>([
    ['OnCaseCreate', template],
    ['OnCaseCreate', ['CONTAINS_ANY', '$.Case.TemplateId', ['a', 'b'], true]],
    ['OnCaseUpdate', ['CONTAINS_ANY', '$.Case.Fields.assigned_user', ['u']]],
    ['OnCaseUpdate', ['EQUALS', '$.Case.Fields.status', ['open']]],
    ['OnCaseUpdate', ['EQUALS', '$.Case.Fields.case_reason', ['a'], true]],
    ['OnCaseUpdate', ['CONTAINS', '$.Case.Fields.summary', ['a']]],
    [
      'OnCaseUpdate',
      ['NumberGreaterOrEqualTo', '$.Case.Fields.created_datetime', ['2023-11-11T11:11:11.111111Z'], true],
    ],
    ['OnCaseUpdate', ['EQUALS', custom, ['a'], true]],
    ['OnCaseUpdate', ['CONTAINS', custom, ['a']]],
  ])('%s %j', (trigger, condition) => {
    expect(validateRule({ trigger, function: functionOf([condition]), actions: [assignSla] })).toEqual([]);
  });
});

describe('a rule is refused for a condition that AWS does not document', () => {
  test.each<[string, Condition, RegExp]>([
    ['OnCaseCreate', ['EQUALS', '$.Case.TemplateId', ['a']], /takes CONTAINS_ANY, got EQUALS/],
    ['OnCaseCreate', ['EQUALS', '$.Case.Fields.status', ['a', 'b']], /exactly one operand, got 2/],
    ['OnCaseCreate', ['EQUALS', '$.Case.Fields.status', ['a'], true], /Negate is not documented/],
    ['OnCaseCreate', ['CONTAINS', '$.Case.Fields.status', ['a']], /takes EQUALS, got CONTAINS/],
    ['OnCaseCreate', ['EQUALS', '$.Case.Fields.title', ['a']], /not a documented condition of OnCaseCreate/],
    ['OnCaseCreate', ['EQUALS', '$.Case.Fields.customer_id', ['a']], /not a documented condition/],
    ['OnCaseCreate', ['NumberLessOrEqualTo', custom, ['1']], /takes CONTAINS or EQUALS/],
    ['OnCaseCreate', ['NumberLessOrEqualTo', '$.Case.Fields.created_datetime', ['soon']], /ISO-8601/],
    ['OnCaseCreate', ['CONTAINS_ANY', '$.RelatedItem.SlaConfiguration.Name', ['a']], /not a documented condition/],
    ['OnSlaBreach', template, /not a documented condition of OnSlaBreach/],
    ['OnSlaBreach', ['CONTAINS_ANY', '$.RelatedItem.SlaConfiguration.Name', ['a'], true], /Negate is not documented/],
    ['OnPostCallAnalysisAvailable', template, /trigger OnPostCallAnalysisAvailable is not supported/],
  ])('%s %j', (trigger, condition, problem) => {
    const problems = validateRule({ trigger, function: functionOf([condition]), actions: [assignSla] });
    expect(problems.join('\n')).toMatch(problem);
  });
});

describe('a rule is refused for a function that is', () => {
  const group = (rule: unknown, more = {}): string =>
    JSON.stringify({ Version: '2022-11-25', RuleFunction: rule, ...more });
  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /not JSON/],
    ['a list', '[]', /must be an object/],
    [
      'of another version',
      JSON.stringify({ Version: '2023-01-01', RuleFunction: { Operator: 'AND', Operands: [conditionOf(template)] } }),
      /Version must be "2022-11-25"/,
    ],
    ['without conditions', group({ Operator: 'AND', Operands: [] }), /list of 1 to 20/],
    ['too long', functionOf(Array.from({ length: 21 }, () => template)), /list of 1 to 20/],
    ['neither AND nor OR', functionOf([template], 'XOR'), /must be AND or OR, got "XOR"/],
    [
      'nested',
      group({ Operator: 'AND', Operands: [{ Operator: 'OR', Operands: [conditionOf(template)] }] }),
      /nested OR/,
    ],
    ['with an unknown key', functionOf([template]).replace('"Negate"', '"Negates"'), /unknown key Negates/],
    [
      'without Negate',
      group({ Operator: 'AND', Operands: [{ Operator: 'EQUALS', Operands: ['a'], ComparisonValue: custom }] }),
      /Negate must be true or false/,
    ],
    [
      'with numbers as operands',
      group({ Operator: 'AND', Operands: [{ ...conditionOf(template), Operands: [1] }] }),
      /list of at least one string/,
    ],
  ])('%s', (_name, text, problem) => {
    expect(validateRule({ trigger: 'OnCaseCreate', function: text, actions: [assignSla] }).join('\n')).toMatch(problem);
  });
});

describe('a rule is refused for an action that is', () => {
  const sla = assignSla.AssignSlaAction.CaseSlaConfiguration;
  const withSla = (change: object) => ({
    ...assignSla,
    AssignSlaAction: { SlaAssignmentType: 'CASES', CaseSlaConfiguration: { ...sla, ...change } },
  });
  test.each<[string, string, object, RegExp]>([
    [
      'not supported',
      'OnCaseCreate',
      { ActionType: 'END_ASSOCIATED_TASKS', EndAssociatedTasksAction: {} },
      /END_ASSOCIATED_TASKS is not supported by the sandbox/,
    ],
    ['not supported either', 'OnSlaBreach', { ActionType: 'CREATE_CASE' }, /CREATE_CASE is not supported/],
    ['without a flow', 'OnSlaBreach', { ActionType: 'CREATE_TASK', TaskAction: { Name: 'x' } }, /ContactFlowId/],
    [
      'to six people',
      'OnSlaBreach',
      {
        ActionType: 'SEND_IN_APP_NOTIFICATION',
        SendInAppNotificationAction: {
          Content: { ja_JP: 'x' },
          Recipient: { UserIds: ['1', '2', '3', '4', '5', '6'] },
        },
      },
      /UserIds/,
    ],
    [
      'of a mail that is too long',
      'OnCaseCreate',
      {
        ActionType: 'SEND_NOTIFICATION',
        SendNotificationAction: {
          DeliveryMethod: 'EMAIL',
          ContentType: 'PLAIN_TEXT',
          Content: 'x'.repeat(1025),
          Recipient: { UserIds: ['1'] },
        },
      },
      /Content/,
    ],
    ['not for this trigger', 'OnSlaBreach', assignSla, /documented for OnCaseCreate and OnCaseUpdate only/],
    ['unknown', 'OnCaseCreate', { ActionType: 'RING_BELL' }, /action 1.*ActionType/],
    ['too long', 'OnCaseCreate', withSla({ TargetSlaMinutes: 1_051_201 }), /TargetSlaMinutes/],
    [
      'of two values',
      'OnCaseCreate',
      withSla({ TargetFieldValues: [{ StringValue: 'a' }, { StringValue: 'b' }] }),
      /TargetFieldValues/,
    ],
    ['named with a blank at the end', 'OnCaseCreate', withSla({ Name: 'Reply ' }), /no blank/],
    ['empty', 'OnCaseCreate', { ActionType: 'UPDATE_CASE', UpdateCaseAction: { Fields: [] } }, /Fields/],
  ])('%s', (_name, trigger, action, problem) => {
    const breach: Condition = ['CONTAINS_ANY', '$.RelatedItem.SlaConfiguration.Name', ['Reply']];
    const text = functionOf([trigger === 'OnSlaBreach' ? breach : template]);
    expect(validateRule({ trigger, function: text, actions: [{ ...action }] }).join('\n')).toMatch(problem);
  });

  test('absent', () => {
    expect(validateRule({ trigger: 'OnCaseCreate', function: functionOf([template]), actions: [] })).toEqual([
      'a rule needs at least one action',
    ]);
  });
});

test('the actions of a CloudFormation resource become the actions of the API', () => {
  const { CaseSlaConfiguration } = assignSla.AssignSlaAction;
  const asText = { ...CaseSlaConfiguration, TargetSlaMinutes: '30' };
  const resource = { SlaAssignmentType: 'CASES', CaseSlaConfiguration: asText };
  expect(ruleActionsOfResource({ AssignSlaActions: [resource] })).toEqual([assignSla]);
  const users = { UserArns: ['arn:aws:connect:r:1:instance/i/agent/u-1'] };
  expect(
    ruleActionsOfResource({
      TaskActions: [{ Name: 'x', ContactFlowArn: 'arn:aws:connect:r:1:instance/i/contact-flow/f-1' }],
      SendInAppNotificationActions: [{ Content: { JaJP: 'y' }, Recipient: users }],
    }),
  ).toEqual([
    { ActionType: 'CREATE_TASK', TaskAction: { Name: 'x', ContactFlowId: 'f-1' } },
    {
      ActionType: 'SEND_IN_APP_NOTIFICATION',
      SendInAppNotificationAction: { Content: { ja_JP: 'y' }, Recipient: { UserIds: ['u-1'] } },
    },
  ]);
  expect(() => ruleActionsOfResource({ RingBellActions: [{}] })).toThrow(/RingBellActions is unknown/);
  expect(() => ruleActionsOfResource({ AssignSlaActions: [resource, resource] })).toThrow(/exactly one action/);
});

describe('a condition holds', () => {
  const subject = {
    templateId: 't-1',
    slaName: undefined,
    fields: {
      status: 'open',
      summary: 'a long story',
      assigned_user: 'arn:aws:connect:r:1:instance/i/agent/u-1',
      created_datetime: '2026-01-01T00:00:00.000Z',
      urgent: true,
      count: 3,
    },
  };
  test.each<[boolean, Condition]>([
    [true, template],
    [false, ['CONTAINS_ANY', '$.Case.TemplateId', ['t-1'], true]],
    [false, ['CONTAINS_ANY', '$.Case.TemplateId', ['t']]],
    [true, ['CONTAINS_ANY', '$.Case.Fields.assigned_user', ['u-0', 'u-1']]],
    [true, ['CONTAINS_ANY', '$.Case.Fields.assigned_user', [subject.fields.assigned_user]]],
    [false, ['CONTAINS_ANY', '$.Case.Fields.assigned_user', ['-1']]],
    [true, ['EQUALS', '$.Case.Fields.status', ['open']]],
    [false, ['EQUALS', '$.Case.Fields.status', ['Open']]],
    [true, ['CONTAINS', '$.Case.Fields.summary', ['long']]],
    [true, ['NumberLessOrEqualTo', '$.Case.Fields.created_datetime', ['2026-01-01T09:00:00+09:00']]],
    [false, ['NumberGreaterOrEqualTo', '$.Case.Fields.created_datetime', ['2026-01-01T00:00:00.001Z']]],
    [true, ['EQUALS', '$.Case.Fields.urgent', ['true']]],
    [true, ['EQUALS', '$.Case.Fields.count', ['3']]],
    [false, ['EQUALS', custom, ['done']]],
    [true, ['EQUALS', custom, ['done'], true]],
  ])('%s: %j', (expected, condition) => {
    const parsed = parseRule({ trigger: 'OnCaseUpdate', function: functionOf([condition]), actions: [assignSla] });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(ruleHolds(parsed.rule, subject)).toBe(expected);
  });

  test.each<[string, boolean]>([
    ['AND', false],
    ['OR', true],
  ])('of one true and one false, %s is %s', (operator, expected) => {
    const text = functionOf([template, ['EQUALS', '$.Case.Fields.status', ['closed']]], operator);
    const parsed = parseRule({ trigger: 'OnCaseUpdate', function: text, actions: [assignSla] });
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    expect(ruleHolds(parsed.rule, subject)).toBe(expected);
  });
});
