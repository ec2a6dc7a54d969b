import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { fieldIdIn } from '../../../lib/constructs/case-schema/field-id.ts';
import { layoutContent } from '../../../lib/constructs/case-schema/layout-content.ts';
import { eventFieldIds } from '../../../lib/constructs/case-events/event-field-ids.ts';
import { AnnouncementBus } from '../../../lib/constructs/event-bus/event-bus.ts';
import { indexArn, Ledger } from '../../../lib/constructs/ledger/ledger.ts';
import { stagedLabel, stagedName } from '../../../lib/constructs/staged-name.ts';
import { StateStack } from '../../../lib/stacks/state-stack.ts';
import { deployment, firstDesk, firstDeskWith } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf, testApp, testStack } from '../support/test-stack.ts';

const stateOf = (source = firstDesk, where = deployment): Template =>
  Template.fromStack(
    new StateStack(testApp(), 'State', {
      env: { account: where.accountId, region: where.region },
      deployment: where,
      source,
      bundles: stubBundles,
    }),
  );

describe('the ledger', () => {
  const template = templateOf((stack) => {
    new Ledger(stack, 'Ledger');
  });

  test('has the keys and indexes that functions expect', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'duePartition', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'ready',
          KeySchema: [
            { AttributeName: 'readyPartition', KeyType: 'HASH' },
            { AttributeName: 'readyOrder', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('can be restored, is encrypted, and cannot be deleted', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: {
          SSEEnabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LedgerKey'), 'Arn'] },
        },
      }),
    });
  });

  test('has a key of its own, which rotates and outlives its stack as the table does', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({ EnableKeyRotation: true }),
    });
  });

  test('names its indexes one by one', () => {
    expect(indexArn({ tableArn: 'arn:t', tableName: 't' }, 'due')).toBe('arn:t/index/due');
  });
});

test('the event bus carries the stage and stays', () => {
  templateOf((stack) => {
    new AnnouncementBus(stack, 'Bus', { stage: 'trial' });
  }).hasResource('AWS::Events::EventBus', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { Name: 'casewarden-trial' },
  });
});

describe('names', () => {
  test('that admins see in lists carry the stage', () => {
    expect(stagedName('dev')).toBe('casewarden-dev');
    expect(stagedName('dev', 'cases')).toBe('casewarden-dev-cases');
  });

  test.each([
    ['dev', '区分', '区分 [dev]'],
    ['prod', '区分', '区分'],
    ['dev', 'あ'.repeat(100), `${'あ'.repeat(94)} [dev]`],
    ['dev', `${'a'.repeat(93)}👩‍👧b`, `${'a'.repeat(93)} [dev]`],
  ])('on stage %s label %s becomes %s', (stage, label, expected) => {
    expect(stagedLabel(stage, label, 100)).toBe(expected);
    expect(stagedLabel(stage, label, 100).length).toBeLessThanOrEqual(100);
  });
});

describe('what the instance needs', () => {
  const template = stateOf();
  const arn = firstDesk.policy.connect.instance;

  test('is adopted or made in the order that Amazon Connect wants', () => {
    template.hasResourceProperties('Custom::CustomerProfilesAssociation', {
      InstanceArn: arn,
      DomainName: 'first-desk-customers',
      ServiceTimeout: '360',
    });
    template.hasResource('Custom::CasesDomain', {
      DeletionPolicy: 'RetainExceptOnCreate',
      DependsOn: [Match.stringLikeRegexp('CustomerProfiles')],
      Properties: Match.objectLike({ InstanceArn: arn, DomainName: 'casewarden-dev' }),
    });
    template.hasResourceProperties('Custom::CasesAssociation', {
      InstanceArn: arn,
      DomainArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('CasesDomain'), 'DomainArn'] },
    });
  });

  test('can be a Cases domain that is already there, and a profile domain of our own', () => {
    const source = {
      ...firstDeskWith({ connect: { ...firstDesk.policy.connect, casesDomain: 'desk' } }),
      lock: { ...firstDesk.lock, profilesDomain: undefined },
    };
    const { profilesDomain: _none, ...lock } = source.lock;
    const other = stateOf({ ...source, lock });
    other.hasResourceProperties('Custom::CasesDomain', { DomainName: 'desk' });
    other.hasResourceProperties('Custom::CustomerProfilesAssociation', { DomainName: 'casewarden-dev' });
  });

  test('includes events: configuration after the Cases association, association after the configuration', () => {
    template.hasResource('Custom::CaseEventConfiguration', { DependsOn: [Match.stringLikeRegexp('CasesAssociation')] });
    template.hasResource('Custom::CaseEventsAssociation', {
      DependsOn: [Match.stringLikeRegexp('CaseEventsConfiguration')],
      Properties: Match.objectLike({
        EventIntegrationArn: { 'Fn::GetAtt': [Match.anyValue(), 'EventIntegrationArn'] },
      }),
    });
    template.hasResourceProperties('AWS::AppIntegrations::EventIntegration', {
      Name: 'casewarden-dev-cases',
      EventBridgeBus: 'default',
      EventFilter: { Source: 'aws.cases' },
    });
  });
});

describe('fields, statuses, layouts and templates', () => {
  const template = stateOf();

  test('exist once for each of the policy file, and stay', () => {
    template.resourceCountIs('AWS::Cases::Field', 4);
    template.allResources('AWS::Cases::Field', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    template.allResources('AWS::Cases::Layout', { DeletionPolicy: 'RetainExceptOnCreate' });
    template.allResources('AWS::Cases::Template', { DeletionPolicy: 'RetainExceptOnCreate' });
    template.allResourcesProperties('AWS::Cases::Field', {
      DomainId: { 'Fn::GetAtt': [Match.stringLikeRegexp('CasesDomain'), 'DomainId'] },
    });
  });

  test('have the types of Cases', () => {
    template.hasResourceProperties('AWS::Cases::Field', { Name: '面談希望日時(第1希望) [dev]', Type: 'Text' });
    template.hasResourceProperties('AWS::Cases::Field', { Name: '区分 [dev]', Type: 'SingleSelect' });
  });

  test('have their options merged in, also those of status', () => {
    template.hasResourceProperties('Custom::CaseFieldOptions', {
      FieldId: { 'Fn::GetAtt': [Match.stringLikeRegexp('category'), 'FieldId'] },
      Options: [
        { Value: 'loan', Name: '住宅ローン' },
        { Value: 'insurance', Name: '保険' },
      ],
    });
    template.hasResourceProperties('Custom::CaseFieldOptions', {
      FieldId: 'status',
      Options: [
        { Value: 'in_progress', Name: '対応中' },
        { Value: 'waiting_customer', Name: 'お客様回答待ち' },
      ],
    });
  });

  test('let a case have an owner, and require what the policy requires', () => {
    template.hasResourceProperties('AWS::Cases::Layout', {
      Content: {
        Basic: {
          TopPanel: {
            Sections: [
              { FieldGroup: { Fields: Match.arrayWith([{ Id: 'assigned_user' }, { Id: 'assigned_queue' }]) } },
            ],
          },
        },
      },
    });
    template.hasResourceProperties('AWS::Cases::Template', {
      Name: 'オンライン面談予約 [dev]',
      Status: 'Active',
      RequiredFields: [{ FieldId: { 'Fn::GetAtt': [Match.stringLikeRegexp('preferredslot1'), 'FieldId'] } }],
      LayoutConfiguration: { DefaultLayout: { 'Fn::GetAtt': [Match.anyValue(), 'LayoutId'] } },
    });
  });

  test('never put title or status into a layout', () => {
    const ids = JSON.stringify(layoutContent(['title', 'status', 'f1', 'assigned_user', 'customer_id'], []));
    expect(ids).not.toContain('"title"');
    expect(ids).not.toContain('"status"');
    expect(ids.match(/assigned_user/g)).toHaveLength(1);
    expect(ids.match(/customer_id/g)).toHaveLength(1);
  });

  test('are refused when a layout would hold more than it may', () => {
    const many = Array.from({ length: 96 }, (_, index) => `f${index}`);
    expect(() => layoutContent(many, [])).toThrow('a layout holds at most 100 fields, got 101');
    expect(() => layoutContent(many.slice(1), [])).not.toThrow();
  });

  test('are found by name, system fields by themselves, others refused', () => {
    expect(fieldIdIn({ slot: 'id-1' }, 'slot')).toBe('id-1');
    expect(fieldIdIn({}, 'status')).toBe('status');
    expect(() => fieldIdIn({ slot: 'id-1' }, 'slots')).toThrow(/field slots is neither in `fields:` \(slot\)/);
  });
});

describe('fields in events', () => {
  test('are those of the rules engine, every custom field, and what sinks map', () => {
    const ids = eventFieldIds(
      {
        ...firstDesk.policy,
        sinks: { salesforce: { on: ['created'], object: 'Case', key: 'K__c', map: { A: 'customer_id', B: 'slot' } } },
      },
      { slot: 'id-1' },
    );
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(expect.arrayContaining(['status', 'title', 'summary', 'id-1', 'customer_id']));
  });

  test('are those that conditions of clocks name, too', () => {
    const row = firstDesk.policy.policies['first-response']!;
    const policies = { 'first-response': { ...row, cancel: { customer_id: { set: false } } } };
    expect(eventFieldIds({ ...firstDesk.policy, sinks: {}, policies }, {})).toContain('customer_id');
  });

  test('are refused when there are more than a configuration holds', () => {
    const many = Object.fromEntries(Array.from({ length: 391 }, (_, index) => [`f${index}`, `id-${index}`]));
    expect(() => eventFieldIds({ ...firstDesk.policy, sinks: {} }, many)).toThrow(/at most 400 fields, .* needs 401/);
  });
});

test('the test stack itself holds nothing', () => {
  expect(Object.keys(Template.fromStack(testStack()).toJSON() as object)).not.toContain('Resources');
});
