import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { addBreachRules } from '../../../lib/constructs/sla-rule/add-breach-rules.ts';
import { BreachRule } from '../../../lib/constructs/sla-rule/breach-rule.ts';
import { checkFlow } from '../../../lib/flows/lint-flow.ts';
import { queueTaskFlow } from '../../../lib/flows/queue-task-flow.ts';
import type { PolicySource } from '../../../lib/policy/policy-source.ts';
import { nativeRow } from '../../domain/native-items.ts';
import { deployment } from '../support/first-desk.ts';
import { templateOf, testStack } from '../support/test-stack.ts';

const rule = { deployment, policyName: 'reply', slaName: 'reply', language: 'ja' as const };

test('a rule runs at the breach of the SLA of that name, and has one action of each type', () => {
  const template = templateOf((stack) => {
    new BreachRule(stack, 'Rule', {
      ...rule,
      mail: { userArns: ['arn:sato'], subject: '期限超過', body: '確認してください' },
      task: { flowArn: 'arn:flow', name: '確認', description: '期限を過ぎました' },
      notice: { userArns: ['arn:sato', 'arn:suzuki'], text: '期限超過' },
    });
  });
  template.hasResourceProperties('AWS::Connect::Rule', {
    Name: 'casewarden.dev.reply.on-sla-breach',
    PublishStatus: 'PUBLISHED',
    TriggerEventSource: { EventSourceName: 'OnSlaBreach' },
    Function: JSON.stringify({
      Version: '2022-11-25',
      RuleFunction: {
        Operator: 'AND',
        Operands: [
          {
            Operator: 'CONTAINS_ANY',
            Operands: ['reply'],
            ComparisonValue: '$.RelatedItem.SlaConfiguration.Name',
            Negate: false,
          },
        ],
      },
    }),
    Actions: {
      SendNotificationActions: [
        {
          DeliveryMethod: 'EMAIL',
          ContentType: 'PLAIN_TEXT',
          Subject: '期限超過',
          Content: '確認してください',
          Recipient: { UserArns: ['arn:sato'] },
        },
      ],
      TaskActions: [{ Name: '確認', Description: '期限を過ぎました', ContactFlowArn: 'arn:flow' }],
      SendInAppNotificationActions: [
        { Content: { JaJP: '期限超過' }, Recipient: { UserArns: ['arn:sato', 'arn:suzuki'] } },
      ],
    },
  });
});

test('what is not documented is said at synthesis, and only then', () => {
  const stack = testStack();
  new BreachRule(stack, 'Quiet', { ...rule, notice: { userArns: ['arn:sato'], text: 'x' } });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  new BreachRule(stack, 'Mail', { ...rule, mail: { userArns: ['arn:sato'], subject: 's', body: 'b' } });
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('does not document'))).toHaveLength(1);
});

test('policies of one queue share its flow, and a policy that leaves nothing to Amazon Connect has no rule', () => {
  const breach = [{ task: { queue: '二次対応', name: 'x', by: 'native' } }];
  const source = {
    policy: { language: 'en', policies: { one: { breach }, two: { breach }, three: { breach: [] } } },
    lock: { users: {}, queues: { 二次対応: { id: '99999999-aaaa', arn: 'arn:q', hoursOfOperationId: 'h' } } },
  } as unknown as PolicySource;
  const compiledPolicy = {
    policies: [nativeRow('one'), nativeRow('two'), nativeRow('three')],
  } as Partial<CompiledPolicy> as CompiledPolicy;
  const template = templateOf((stack) => addBreachRules(stack, { deployment, source, compiledPolicy }));
  template.resourceCountIs('AWS::Connect::Rule', 2);
  template.resourceCountIs('AWS::Connect::ContactFlow', 1);
  template.hasResourceProperties('AWS::Connect::ContactFlow', {
    Name: 'casewarden-dev-queue-task-99999999-aaaa',
    Description: Match.stringLikeRegexp('二次対応'),
    Content: Match.stringLikeRegexp('99999999-aaaa'),
  });
});

test('the flow of a queue is one that Amazon Connect takes', () => {
  expect(() => checkFlow('queue-task', queueTaskFlow('q-1'), 'flow')).not.toThrow();
});
