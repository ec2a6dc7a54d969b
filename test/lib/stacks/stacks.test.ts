import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { AutomationStack } from '../../../lib/stacks/automation-stack.ts';
import { DeliveryStack, hasSinks } from '../../../lib/stacks/delivery-stack.ts';
import { IntakeStack } from '../../../lib/stacks/intake-stack.ts';
import { stackPropsOf } from '../../../lib/stacks/stack-props.ts';
import { OperationsStack } from '../../../lib/stacks/operations-stack.ts';
import { StateStack } from '../../../lib/stacks/state-stack.ts';
import type { PolicySource } from '../../../lib/policy/policy-source.ts';
import { deployment, firstDesk, firstDeskWith, settings } from '../support/first-desk.ts';
import { stubBundles as bundles } from '../support/stub-bundles.ts';
import { maskAssets, type TemplateJson } from '../support/template.ts';
import { testApp } from '../support/test-stack.ts';

const ids = {
  casesDomainId: 'domain-1',
  fieldIds: {
    preferred_slot_1: 'f1',
    preferred_slot_2: 'f2',
    preferred_slot_3: 'f3',
    category: 'f4',
    'casewarden_first-response': 'f5',
  },
  templateIds: { consultation: 't1' },
};
const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };
const bus = { eventBusName: 'bus', eventBusArn: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/bus' };

/** Each stack, built alone from plain values: it needs no other to be synthesized. */
const build = {
  State: (source = firstDesk) =>
    new StateStack(testApp(), 'State', { ...stackPropsOf(deployment, settings, 'State'), deployment, source, bundles }),
  Intake: (source = firstDesk) =>
    new IntakeStack(testApp(), 'Intake', { ...stackPropsOf(deployment, settings, 'Intake'), deployment, source, ids }),
  Automation: (source: PolicySource = firstDesk) =>
    new AutomationStack(testApp(), 'Automation', {
      ...stackPropsOf(deployment, settings, 'Automation'),
      deployment,
      source,
      bundles,
      ids,
      ledger,
      bus,
      compiledPolicy: compilePolicy(source, ids),
      casesDomainArn: 'arn:aws:cases:ap-northeast-1:111122223333:domain/domain-1',
      statements: { bucketName: 'files', bucketArn: 'arn:aws:s3:::files', keyArn: `${ledger.tableArn}/key` },
      taskFlowArn: `${deployment.instanceArn}/contact-flow/flow-1`,
      taskFlowId: 'flow-1',
    }),
  Delivery: (source = firstDesk) =>
    new DeliveryStack(testApp(), 'Delivery', {
      ...stackPropsOf(deployment, settings, 'Delivery'),
      deployment,
      bundles,
      ledger,
      bus,
      sinks: source.policy.sinks ?? {},
    }),
  Operations: (source = firstDesk) =>
    new OperationsStack(testApp(), 'Operations', {
      ...stackPropsOf(deployment, settings, 'Operations'),
      deployment,
      policy: source.policy,
      watched: {
        functions: [{ name: 'advance', functionName: 'advance-1', isInLoop: true }],
        schedules: [{ name: 'tick', functionName: 'tick-1', periodSeconds: 60 }],
        lanes: [{ lane: 'mail', functionName: 'dispatch-mail-1' }],
        queues: [{ name: 'inbox', queueName: 'inbox-1' }],
        deadLetterQueues: [{ name: 'inbox', queueName: 'inbox-dead-1' }],
      },
    }),
} as const;
const names = ['State', 'Intake', 'Automation', 'Delivery', 'Operations'] as const;

describe.each(names)('the stack %s', (name) => {
  const template = Template.fromStack(build[name]());

  test('can be synthesized alone', () => {
    expect(Object.keys((template.toJSON() as TemplateJson).Resources).length).toBeGreaterThan(0);
  });

  test('is what it was', () => {
    expect(maskAssets(template.toJSON() as TemplateJson)).toMatchSnapshot();
  });

  test('ends its outputs with what a person must still do, each with a link', () => {
    const items = Object.entries(template.findOutputs('*')).filter(([id]) => id.startsWith('Checklist'));
    expect(items.length).toBeGreaterThan(0);
    for (const [, output] of items) expect((output as { Value: string }).Value).toMatch(/: https:\/\/\S+$/);
  });
});

describe('stacks', () => {
  test('are named by stage and go where the Connect instance is', () => {
    for (const name of names) {
      const stack = build[name]();
      expect(stack.stackName).toBe(`Casewarden-dev-${name}`);
      expect([stack.account, stack.region]).toEqual(['111122223333', 'ap-northeast-1']);
    }
  });

  test('that hold data cannot be deleted by mistake', () => {
    expect(build.State().terminationProtection).toBe(true);
    expect(build.Automation().terminationProtection).toBe(false);
  });

  test.each([
    ['edge', 'policy/edge'],
    ['arn:aws:iam::111122223333:policy/edge', 'policy/edge'],
  ])('give every role the permissions boundary %s', (permissionsBoundary, expected) => {
    const stack = new DeliveryStack(testApp(), 'Bounded', {
      ...stackPropsOf(deployment, { permissionsBoundary }, 'Delivery'),
      deployment,
      bundles,
      ledger,
      bus,
      sinks: firstDesk.policy.sinks ?? {},
    });
    const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) expect(JSON.stringify(role)).toContain(expected);
  });

  test('use the bootstrap that the settings name', () => {
    const stack = new IntakeStack(testApp(), 'Qualified', {
      ...stackPropsOf(deployment, { bootstrapQualifier: 'desk1' }, 'Intake'),
      deployment,
      source: firstDesk,
      ids,
    });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('/cdk-bootstrap/desk1/version');
  });
});

describe('what the policy file leaves out', () => {
  test('without intake there is only the flow for tasks', () => {
    const { intake: _none, ...policy } = firstDesk.policy;
    Template.fromStack(build.Intake({ ...firstDesk, policy })).resourceCountIs('AWS::Connect::ContactFlow', 1);
  });

  test('without mail the mail lane may send none', () => {
    const { mail: _none, ...policy } = firstDesk.policy;
    const template = Template.fromStack(build.Automation({ ...firstDesk, policy }));
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('ses:SendEmail');
  });

  test('without a sink there is nothing to deliver', () => {
    expect(hasSinks(undefined)).toBe(false);
    expect(hasSinks({})).toBe(false);
    expect(() => build.Delivery(firstDeskWith({ sinks: {} }))).toThrow(/at least one sink/);
  });

  test('the native SLA of a policy that ends by several statuses is not a rule’s, and the synthesis says so', () => {
    const [name, row] = Object.entries(firstDesk.policy.policies)[0] ?? [];
    if (name === undefined || row === undefined) throw new Error('the example has no policy');
    const source = firstDeskWith({ policies: { [name]: { ...row, until: { status: ['in_progress', 'closed'] } } } });
    const stack = build.Automation(source);
    Template.fromStack(stack).resourceCountIs('AWS::Connect::Rule', 0);
    expect(stack.node.metadata.map((entry) => String(entry.data)).join()).toMatch(
      /Casewarden keeps the SLA that agents see.*not one value/,
    );
  });

  test('an intake that does not ask for a required field is refused', () => {
    const [name, row] = Object.entries(firstDesk.policy.intake ?? {})[0] ?? [];
    if (name === undefined || row === undefined) throw new Error('the example has no intake');
    const source = firstDeskWith({ intake: { [name]: { ...row, ask: ['name', 'email'] } } });
    expect(() => build.Intake(source)).toThrow(
      /does not ask for preferred_slot_1, which template consultation requires/,
    );
  });

  test('a required list holds one of its options when the answers were not taken, a required text says where they are', () => {
    const [name, row] = Object.entries(firstDesk.policy.intake ?? {})[0] ?? [];
    if (name === undefined || row === undefined) throw new Error('the example has no intake');
    const { consultation } = firstDesk.policy.templates;
    const source = firstDeskWith({
      intake: { [name]: { ...row, ask: [...row.ask, 'category'] } },
      templates: { consultation: { ...consultation!, required: ['preferred_slot_1', 'category'] } },
    });
    const [module] = Object.values(
      Template.fromStack(build.Intake(source)).findResources('AWS::Connect::ContactFlowModule'),
    );
    const { Content } = (module as { Properties: { Content: string } }).Properties;
    const { Actions } = JSON.parse(Content) as { Actions: { Identifier: string; Parameters: object }[] };
    expect(Actions.find(({ Identifier }) => Identifier === 'create-case-without-answers')?.Parameters).toMatchObject({
      CaseRequestFields: { f1: '(チャットの記録を参照)', f4: 'loan', title: 'オンライン面談予約 お名前未確認' },
    });
  });

  test('an intake whose queue is not in the lock file is refused', () => {
    const source = { ...firstDesk, lock: { ...firstDesk.lock, queues: {} } };
    expect(() => build.Intake(source)).toThrow('queue 予約窓口 is not in the lock file');
  });
});
