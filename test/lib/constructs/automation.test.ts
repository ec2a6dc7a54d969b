import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnParameter, type Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { Checklist } from '../../../lib/constructs/checklist/checklist.ts';
import { CaseIntake } from '../../../lib/constructs/intake-flows/case-intake.ts';
import { Inbox } from '../../../lib/constructs/inbox/inbox.ts';
import { laneApis } from '../../../lambda/contract/quota-profile.ts';
import { functionQuotas } from '../../../lib/constructs/lane/function-quotas.ts';
import { laneQueues, Lanes } from '../../../lib/constructs/lane/lanes.ts';
import { MailConfiguration } from '../../../lib/constructs/mail/mail.ts';
import { SalesforceSink } from '../../../lib/constructs/salesforce-sink/salesforce-sink.ts';
import { secretArnPattern } from '../../../lib/constructs/secret-arn-pattern.ts';
import { SlaRule } from '../../../lib/constructs/sla-rule/sla-rule.ts';
import { Tick } from '../../../lib/constructs/tick/tick.ts';
import { deployment } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf, testStack } from '../support/test-stack.ts';

const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };
const bus = { eventBusName: 'bus', eventBusArn: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/bus' };
const casesDomainArn = 'arn:aws:cases:ap-northeast-1:111122223333:domain/d1';

describe('the rule that assigns the native SLA', () => {
  const rule = (change: Partial<ConstructorParameters<typeof SlaRule>[2]> = {}) => ({
    deployment,
    policyName: 'first-response',
    templateId: 'template-1',
    fieldId: 'status',
    targetValues: ['in_progress'],
    targetMinutes: 30,
    ...change,
  });

  test('runs on every new case of the template', () => {
    const template = templateOf((stack) => {
      new SlaRule(stack, 'Sla', rule());
    });
    template.hasResourceProperties('AWS::Connect::Rule', {
      Name: 'casewarden.dev.first-response.on-case-create',
      PublishStatus: 'PUBLISHED',
      TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
      Function: JSON.stringify({
        Version: '2022-11-25',
        RuleFunction: {
          Operator: 'AND',
          Operands: [
            { Operator: 'CONTAINS_ANY', Operands: ['template-1'], ComparisonValue: '$.Case.TemplateId', Negate: false },
          ],
        },
      }),
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
    });
  });

  test('compares the fields of its tests, and a further rule has a name of its own', () => {
    const template = templateOf((stack) => {
      new SlaRule(stack, 'Sla', rule({ tests: [{ fieldId: 'f-1', value: 'high' }], part: 2 }));
    });
    const [{ Properties: properties }] = Object.values(template.findResources('AWS::Connect::Rule')) as [
      { Properties: { Name: string; Function: string } },
    ];
    expect(properties.Name).toBe('casewarden.dev.first-response.on-case-create.2');
    expect(JSON.parse(properties.Function)).toMatchObject({
      RuleFunction: {
        Operator: 'AND',
        Operands: [
          { Operands: ['template-1'], ComparisonValue: '$.Case.TemplateId' },
          { Operator: 'EQUALS', Operands: ['high'], ComparisonValue: '$.Case.Fields.f-1', Negate: false },
        ],
      },
    });
  });

  test.each([
    ['no target value', { targetValues: [] }, /exactly one target value, policy first-response has none/],
    ['two target values', { targetValues: ['a', 'b'] }, /has a, b/],
    ['zero minutes', { targetMinutes: 0 }, /from 1 to 1051200, got 0/],
    ['half a minute', { targetMinutes: 0.5 }, /got 0\.5/],
    ['more than two years', { targetMinutes: 1_051_201 }, /got 1051201/],
    ['a name with a space', { policyName: 'first response' }, /name of a rule must match/],
    ['a name that is too long', { policyName: 'x'.repeat(200) }, /name of a rule must match/],
  ])('is refused with %s', (_what, change, message) => {
    expect(() => new SlaRule(testStack(), 'Sla', rule(change))).toThrow(message);
  });

  test.each([
    [129_600, 0],
    [129_601, 1],
    [1_051_200, 1],
  ])('of %i minutes gives %i warnings', (targetMinutes, warnings) => {
    const stack = testStack();
    new SlaRule(stack, 'Sla', rule({ targetMinutes }));
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('at most 90 days'))).toHaveLength(
      warnings,
    );
  });
});

test('the inbox hears changes of cases of our domain only, and loses none that cannot be delivered', () => {
  const template = templateOf((stack) => {
    new Inbox(stack, 'Inbox', { casesDomainArn });
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.cases'],
      'detail-type': ['Amazon Connect Cases Change'],
      resources: [casesDomainArn],
    },
    State: 'ENABLED',
    Targets: [{ Arn: Match.anyValue(), DeadLetterConfig: { Arn: Match.anyValue() }, Id: 'Target0' }],
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('CaseEvents'), 'Arn'] } },
          },
        }),
      ]),
    },
  });
});

describe('the tick', () => {
  const template = templateOf((stack) => {
    new Tick(stack, 'Tick', {
      deployment,
      bundles: stubBundles,
      ledger,
      inboxQueue: new sqs.Queue(stack, 'Inbox'),
      laneQueues: laneQueues(stack),
    });
  });

  test('comes every minute, exactly then, and is not made up for later than a minute', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        DeadLetterConfig: { Arn: Match.anyValue() },
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 1 },
      },
    });
  });

  test('is invoked by a role that only schedules of its group may take', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111122223333' },
              ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('Group'), 'Arn'] } },
            },
          }),
        ],
      },
    });
  });

  test('sets asynchronous invocations aside that fail for good', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: Match.anyValue() } });
  });

  test('reads the two indexes by name', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'dynamodb:Query',
            Resource: [`${ledger.tableArn}/index/due`, `${ledger.tableArn}/index/ready`],
          }),
        ]),
      },
    });
  });

  test('scans the sparse index of waiting work, and nothing else', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const scans = policies
      .flatMap((policy) => policy['Properties'].PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('dynamodb:Scan'));
    expect(scans).toEqual([{ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: `${ledger.tableArn}/index/ready` }]);
  });
});

describe('lanes', () => {
  const template = templateOf((stack) => {
    new Lanes(stack, 'Lanes', {
      deployment,
      bundles: stubBundles,
      ledger,
      queues: laneQueues(stack),
      inboxQueue: new sqs.Queue(stack, 'Inbox'),
      casesDomainId: 'd1',
      casesDomainArn,
      quotas: { share: '50%' },
      mailFrom: 'desk@example.co.jp',
      configurationSet: 'casewarden-dev',
      taskFlowArn: 'arn:aws:connect:ap-northeast-1:111122223333:instance/i/contact-flow/f',
      taskFlowId: 'f',
    });
  });
  const policyOf = (lane: string): string => {
    const policies = template.findResources('AWS::IAM::Policy');
    const found = Object.entries(policies).find(([id]) => id.startsWith(`Lanes${lane}`));
    return JSON.stringify(found?.[1]);
  };

  test.each([
    ['CaseUpdate', 'cases:UpdateCase'],
    ['CaseItems', 'cases:DeleteRelatedItem'],
    ['Mail', 'ses:SendEmail'],
    ['Task', 'connect:StartTaskContact'],
    ['Slack', 'secretsmanager:GetSecretValue'],
  ])('only %s may %s', (lane, action) => {
    for (const other of ['CaseUpdate', 'CaseItems', 'Mail', 'Task', 'Slack']) {
      expect(policyOf(other).includes(action)).toBe(other === lane);
    }
    expect(policyOf(lane)).toContain('cases:GetCase');
  });

  test('spend our share of each quota', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { TASK_FLOW_ID: 'f', QUOTAS: functionQuotas(laneApis.task, { share: '50%' }) } },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          MAIL_CONFIGURATION_SET: 'casewarden-dev',
          QUOTAS: '{"cases:GetCase":{"perSecond":2,"burst":5},"ses:SendEmail":{"perSecond":0.5,"burst":1}}',
        },
      },
    });
  });

  test('mail only from the address of the policy file', () => {
    expect(policyOf('Mail')).toContain('"ses:FromAddress":"desk@example.co.jp"');
    expect(policyOf('Mail')).toContain('identity/example.co.jp');
    expect(policyOf('Mail')).toContain('configuration-set/casewarden-dev');
  });

  test('run at most twice at a time', () => {
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 2 } });
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 5);
  });

  test.each([
    ['CaseUpdate', 'case-update'],
    ['CaseItems', 'case-items'],
    ['Mail', 'mail'],
    ['Task', 'task'],
    ['Slack', 'slack'],
  ] as const)('%s has a quota for each call that it may make', (construct, lane) => {
    const called = new Set(policyOf(construct).match(/(?:cases|ses|connect):(?!FromAddress)[A-Z]\w+(?=")/g));
    // Called in our name when a contact is linked.
    called.delete('connect:DescribeContact');
    const kept = laneApis[lane].filter((api) => !api.startsWith('slack:'));
    expect([...called].sort()).toEqual(kept.toSorted());
  });
});

test('the Salesforce sink hears only what is ready for Salesforce, and may only read and mark cases', () => {
  const template = templateOf((stack) => {
    new SalesforceSink(stack, 'Salesforce', { deployment, bundles: stubBundles, bus, ledger });
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: 'bus',
    EventPattern: { source: ['casewarden'], 'detail-type': ['Sink Ready'], detail: { sink: ['salesforce'] } },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Resource: ledger.tableArn }),
        Match.objectLike({
          Action: 'secretsmanager:GetSecretValue',
          Resource: secretArnPattern(deployment, 'casewarden/salesforce'),
        }),
      ]),
    },
  });
});

test('the configuration set carries the stage and wants TLS', () => {
  templateOf((stack) => {
    new MailConfiguration(stack, 'Mail', { deployment });
  }).hasResourceProperties('AWS::SES::ConfigurationSet', {
    Name: 'casewarden-dev',
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
  });
});

describe('the version of the intake module', () => {
  const versionOf = (title: string): unknown => {
    const build = (stack: Stack): void => {
      new CaseIntake(stack, 'M', {
        deployment,
        intake: 'chat',
        templateId: 't',
        title,
        ask: ['name'],
        fieldIds: {},
        requiredValues: {},
        nameNotConfirmed: 'n',
      });
    };
    const [version] = Object.values(templateOf(build).findResources('AWS::Connect::ContactFlowModuleVersion'));
    return (version as { Properties: { Description: string } }).Properties.Description;
  };

  test('changes with ids that only the deployment knows, because its content does', () => {
    const stack = testStack();
    const [templateId = '', ...fieldIds] = Array.from(
      { length: 30 },
      (_, index) => new CfnParameter(stack, `Id${index}`).valueAsString,
    );
    new CaseIntake(stack, 'M', {
      deployment,
      intake: 'chat',
      templateId,
      title: 'A',
      ask: ['name', ...fieldIds.map((_, index) => `a${index}`)],
      fieldIds: Object.fromEntries(fieldIds.map((id, index) => [`a${index}`, id])),
      requiredValues: {},
      nameNotConfirmed: 'n',
    });
    const [version] = Object.values(Template.fromStack(stack).findResources('AWS::Connect::ContactFlowModuleVersion'));
    const { Description } = (version as { Properties: { Description: { 'Fn::Join': [string, unknown[]] } } })
      .Properties;
    const [, parts] = Description['Fn::Join'];
    expect(parts).toContainEqual({ Ref: 'Id0' });
    const longest = parts.map((part) => (typeof part === 'string' ? part : 'x'.repeat(36))).join('');
    expect(longest.length).toBeLessThanOrEqual(500);
    expect(longest.length).toBeGreaterThan(400);
  });

  test('is the same for the same content and another for other content', () => {
    expect(versionOf('A')).toMatch(/^content [0-9a-f]{16}$/);
    expect(versionOf('A')).toBe(versionOf('A'));
    expect(versionOf('A')).not.toBe(versionOf('B'));
  });
});

describe('a checklist', () => {
  test('becomes numbered outputs with a link each', () => {
    const template = templateOf((stack) => {
      new Checklist(stack, 'Checklist', [
        { id: 'One', what: 'Do this:', where: 'https://example.com/1' },
        { id: 'Two', what: 'Do that:', where: 'https://example.com/2' },
      ]);
    });
    template.hasOutput('Checklist1One', { Value: 'Do this: https://example.com/1' });
    template.hasOutput('Checklist2Two', { Value: 'Do that: https://example.com/2' });
  });

  test('is refused when an output could not hold an item', () => {
    const long = { id: 'Long', what: 'x'.repeat(1100), where: 'https://example.com' };
    expect(() => new Checklist(testStack(), 'Checklist', [long])).toThrow(/at most 1024 are allowed/);
  });
});
