import { expect, test } from 'vitest';
import { SlaRule } from '../../../lib/constructs/sla-rule/sla-rule.ts';
import { WaitingRule } from '../../../lib/constructs/sla-rule/waiting-rule.ts';
import { deployment } from '../support/first-desk.ts';
import { templateOf } from '../support/test-stack.ts';

const shared = { deployment, policyName: 'first-response', templateId: 'template-1', markerFieldId: 'f-own' };
const tests = [{ fieldId: 'f-1', value: 'high' }];

interface RuleProperties {
  readonly Name: string;
  readonly Function: string;
  readonly TriggerEventSource: object;
  readonly Actions: object;
}

function propertiesOf(build: Parameters<typeof templateOf>[0]): RuleProperties {
  const [rule] = Object.values(templateOf(build).findResources('AWS::Connect::Rule')) as {
    Properties: RuleProperties;
  }[];
  return rule!.Properties;
}

test('the rule on updates waits until our own field marks the case, and marks it anew', () => {
  const target = { fieldId: 'status', targetValues: ['in_progress'], targetMinutes: 30 };
  const properties = propertiesOf((stack) => {
    new SlaRule(stack, 'Sla', { ...shared, ...target, tests });
  });
  expect(properties).toMatchObject({
    Name: 'casewarden.dev.first-response.on-case-update',
    TriggerEventSource: { EventSourceName: 'OnCaseUpdate' },
    Actions: {
      AssignSlaActions: [{ CaseSlaConfiguration: { Name: 'first-response', TargetSlaMinutes: 30 } }],
      UpdateCaseActions: [{ Fields: [{ Id: 'f-own', Value: { StringValue: 'assigned' } }] }],
    },
  });
  expect(JSON.parse(properties.Function)).toMatchObject({
    RuleFunction: {
      Operator: 'AND',
      Operands: [
        { Operands: ['template-1'], ComparisonValue: '$.Case.TemplateId' },
        { Operator: 'EQUALS', Operands: ['high'], ComparisonValue: '$.Case.Fields.f-1', Negate: false },
        { Operator: 'EQUALS', Operands: ['waiting'], ComparisonValue: '$.Case.Fields.f-own', Negate: false },
      ],
    },
  });
});

test('the rule on the creation marks the case', () => {
  const properties = propertiesOf((stack) => {
    new WaitingRule(stack, 'Sla', { ...shared, tests, part: 2 });
  });
  expect(properties).toMatchObject({
    Name: 'casewarden.dev.first-response.on-case-create.2',
    PublishStatus: 'PUBLISHED',
    TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
    Actions: { UpdateCaseActions: [{ Fields: [{ Id: 'f-own', Value: { StringValue: 'waiting' } }] }] },
  });
  expect(JSON.parse(properties.Function)).toMatchObject({
    RuleFunction: {
      Operands: [
        { Operands: ['template-1'], ComparisonValue: '$.Case.TemplateId' },
        { Operator: 'EQUALS', Operands: ['high'], ComparisonValue: '$.Case.Fields.f-1', Negate: false },
      ],
    },
  });
});
