import { describe, expect, test } from 'vitest';
import { functionSpecs } from '../../../lib/function-specs.ts';
import { firstDeskTemplates } from '../support/assembly.ts';
import { resourcesOf, targetOf, type TemplateJson, type TemplateResource } from '../support/template.ts';

/** Every resource of every stack, as [stack, logical id, resource, template]. */
type Row = readonly [stack: string, id: string, resource: TemplateResource, template: TemplateJson];
const rows: readonly Row[] = [...firstDeskTemplates()].flatMap(([stack, template]) =>
  Object.entries(template.Resources).map(([id, resource]): Row => [stack, id, resource, template]),
);
const ofType = (type: string): readonly Row[] => rows.filter(([, , resource]) => resource.Type === type);

interface QueueProperties {
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown; readonly maxReceiveCount: number };
  readonly MessageRetentionPeriod?: number;
  readonly VisibilityTimeout?: number;
  readonly SqsManagedSseEnabled?: boolean;
}
const queue = ([, , resource]: Row): QueueProperties => resource.Properties ?? {};
interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const statementsOf = (resource: TemplateResource): readonly Statement[] =>
  (resource.Properties?.['PolicyDocument'] as { Statement?: readonly Statement[] } | undefined)?.Statement ?? [];

/** Queues that others set their failures aside in. */
const deadLetterQueues = new Set(
  rows.flatMap(([stack, , resource]) => {
    const properties = (resource.Properties ?? {}) as {
      RedrivePolicy?: { deadLetterTargetArn: unknown };
      DeadLetterConfig?: { TargetArn: unknown };
      Targets?: readonly { DeadLetterConfig?: { Arn: unknown } }[];
      Target?: { DeadLetterConfig?: { Arn: unknown } };
    };
    return [
      properties.RedrivePolicy?.deadLetterTargetArn,
      properties.DeadLetterConfig?.TargetArn,
      properties.Target?.DeadLetterConfig?.Arn,
      ...(Array.isArray(properties.Targets) ? properties.Targets : []).map((target) => target.DeadLetterConfig?.Arn),
    ].flatMap((arn) => (arn === undefined ? [] : [`${stack}/${targetOf(arn)}`]));
  }),
);
const isDeadLetterQueue = ([stack, id]: Row): boolean => deadLetterQueues.has(`${stack}/${id}`);

describe('queues', () => {
  const queues = ofType('AWS::SQS::Queue');

  test('are there', () => {
    expect(queues).toHaveLength(17);
    expect(queues.filter(isDeadLetterQueue)).toHaveLength(10);
  });

  test.each(queues)('%s/%s is encrypted', (...row) => {
    expect(queue(row).SqsManagedSseEnabled).toBe(true);
  });

  test.each(queues)('%s/%s refuses plain HTTP', (stack, id) => {
    const denied = ofType('AWS::SQS::QueuePolicy').some(
      ([where, , policy]) =>
        where === stack &&
        JSON.stringify(policy.Properties?.['Queues']) === JSON.stringify([{ Ref: id }]) &&
        statementsOf(policy).some(
          ({ Effect, Action, Condition }) =>
            Effect === 'Deny' && Action === 'sqs:*' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false',
        ),
    );
    expect(denied).toBe(true);
  });

  test.each(queues.filter((row) => !isDeadLetterQueue(row)))('%s/%s has a dead-letter queue of its stack', (...row) => {
    const target = targetOf(queue(row).RedrivePolicy?.deadLetterTargetArn);
    expect(resourcesOf(row[3], 'AWS::SQS::Queue').map(([id]) => id)).toContain(target);
  });

  test.each(queues.filter(isDeadLetterQueue))('%s/%s keeps dead letters for 14 days', (...row) => {
    expect(queue(row).MessageRetentionPeriod).toBe(14 * 86_400);
  });
});

describe('what starts functions', () => {
  test.each(ofType('AWS::Lambda::EventSourceMapping'))(
    '%s/%s reads a queue with dead letters that hides messages six times as long as the function may run',
    (_stack, _id, mapping, template) => {
      const source = template.Resources[targetOf(mapping.Properties?.['EventSourceArn']) ?? ''];
      const handler = template.Resources[targetOf(mapping.Properties?.['FunctionName']) ?? ''];
      const properties = (source?.Properties ?? {}) as QueueProperties;
      expect(properties.RedrivePolicy?.maxReceiveCount).toBeGreaterThanOrEqual(3);
      expect(properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(handler?.Properties?.['Timeout']));
      expect(mapping.Properties?.['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(mapping.Properties?.['ScalingConfig']).toHaveProperty('MaximumConcurrency');
    },
  );

  test.each(ofType('AWS::Events::Rule'))('rule %s/%s has dead letters for every target', (_stack, _id, rule) => {
    const targets = rule.Properties?.['Targets'] as readonly { DeadLetterConfig?: object }[];
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(target.DeadLetterConfig).toBeDefined();
  });

  test.each(ofType('AWS::Events::Rule'))('the queue of rule %s/%s lets that rule in', (stack, id, rule) => {
    const targets = rule.Properties?.['Targets'] as readonly { Arn: unknown }[] | undefined;
    const [target] = targets ?? [];
    const letIn = ofType('AWS::SQS::QueuePolicy').some(
      ([where, , policy]) =>
        where === stack &&
        statementsOf(policy).some(
          (statement) =>
            statement.Effect === 'Allow' &&
            [statement.Action].flat().includes('sqs:SendMessage') &&
            targetOf(statement.Resource) === targetOf(target?.Arn) &&
            targetOf(statement.Condition?.['ArnEquals']?.['aws:SourceArn']) === id,
        ),
    );
    expect(letIn).toBe(true);
  });

  test.each(ofType('AWS::Scheduler::Schedule'))('schedule %s/%s has dead letters', (_stack, _id, schedule) => {
    expect(schedule.Properties?.['Target']).toHaveProperty('DeadLetterConfig.Arn');
  });
});

describe('functions', () => {
  test('are one for each spec that the example needs', () => {
    // It has no hours of operation to read, no clock that goes by contacts, and adopts no SLA.
    const needless = ['link-contacts', 'refresh-hours', 'sweep-slas'];
    const needed = functionSpecs.filter(({ name }) => !needless.includes(name));
    expect(ofType('AWS::Lambda::Function')).toHaveLength(needed.length);
  });

  test.each(ofType('AWS::Lambda::Function'))('%s/%s logs to a group that forgets', (_stack, _id, handler, template) => {
    const config = handler.Properties?.['LoggingConfig'] as { LogGroup?: unknown } | undefined;
    const group = template.Resources[targetOf(config?.LogGroup) ?? ''];
    expect(group?.Properties?.['RetentionInDays']).toBeGreaterThan(0);
  });

  test.each(ofType('AWS::Lambda::Function'))('%s/%s shares its role with no other', (stack, id, handler) => {
    const role = targetOf(handler.Properties?.['Role']);
    const users = ofType('AWS::Lambda::Function').filter(
      ([where, , other]) => where === stack && targetOf(other.Properties?.['Role']) === role,
    );
    expect(users.map(([, user]) => user)).toEqual([id]);
  });

  test.each(ofType('AWS::Lambda::Function'))('%s/%s is put together after its permissions', (_stack, _id, handler) => {
    expect(JSON.stringify(handler)).toMatch(/"DependsOn":\[[^\]]*DefaultPolicy/);
  });

  test('have environment variables that name secrets and hold none', () => {
    const values = ofType('AWS::Lambda::Function').flatMap(([, , handler]) =>
      Object.entries((handler.Properties?.['Environment'] as { Variables?: object } | undefined)?.Variables ?? {}),
    );
    expect(Object.fromEntries(values)).toMatchObject({
      SLACK_SECRET_NAME: 'casewarden/slack',
      SALESFORCE_SECRET_NAME: 'casewarden/salesforce',
    });
    expect(JSON.stringify(rows.map(([, , resource]) => resource))).not.toMatch(
      /xox[bp]-|resolve:secretsmanager|clientSecret|PRIVATE KEY/,
    );
  });
});

/** Actions that IAM lets name no resource; each needs a reason. */
const allowedOnEverything: Readonly<Record<string, string>> = {
  'cases:CreateDomain': 'the domain does not exist yet',
  'cases:ListDomains': 'lists the account',
  'ds:DescribeDirectories': 'Connect asks for it when an instance is associated; directories are of the account',
  'profile:ListAccountIntegrations': 'lists the account',
};

describe('permissions', () => {
  const policies = ofType('AWS::IAM::Policy');

  test.each(policies)('%s/%s names every resource that can be named', (_stack, _id, policy) => {
    for (const { Resource, Action } of statementsOf(policy)) {
      if (![Resource].flat().includes('*')) continue;
      for (const action of [Action].flat()) expect(Object.keys(allowedOnEverything)).toContain(action);
    }
  });

  test.each(policies)('%s/%s names every action', (_stack, _id, policy) => {
    for (const { Action } of statementsOf(policy)) {
      for (const action of [Action].flat()) expect(action).toMatch(/^[a-z][a-z0-9-]*:[A-Za-z]+$/);
    }
  });

  test('every exception is used', () => {
    const used = policies.flatMap(([, , policy]) =>
      statementsOf(policy).flatMap(({ Resource, Action }) => (Resource === '*' ? [Action].flat() : [])),
    );
    expect(used.toSorted()).toEqual(Object.keys(allowedOnEverything).toSorted());
  });

  test('nothing may delete a case, a domain or a table', () => {
    const actions = policies.flatMap(([, , policy]) => statementsOf(policy).flatMap(({ Action }) => [Action].flat()));
    expect(
      actions.filter((action) => /:(DeleteCase|DeleteDomain|DeleteTable|DeleteTemplate|DeleteField)$/.test(action)),
    ).toEqual([]);
  });

  test('whoever uses the ledger may use its key, and whoever puts into the bucket its own, each through that service alone', () => {
    const actions = (policy: TemplateResource): readonly string[] =>
      statementsOf(policy).flatMap(({ Action }) => [Action].flat());
    for (const [, , policy] of policies) {
      const [ledger, key] = ['dynamodb:', 'kms:'].map((service) =>
        actions(policy).filter((action) => action.startsWith(service)),
      );
      if (ledger!.length === 0) {
        expect(key).toEqual([]);
        continue;
      }
      expect(key).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:DescribeKey']));
      const writes = ledger!.some((action) => /:(Put|Update|Delete|BatchWrite)Item$/.test(action));
      expect(key!.includes('kms:Encrypt')).toBe(writes);
    }
    const ofKeys = policies
      .flatMap(([, , policy]) => statementsOf(policy))
      .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));
    expect(ofKeys.length).toBeGreaterThan(10);
    for (const { Action, Condition } of ofKeys) {
      const service =
        [Action].flat().includes('kms:GenerateDataKey') && [Action].flat().length === 1 ? 's3' : 'dynamodb';
      expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': `${service}.ap-northeast-1.amazonaws.com` } });
    }
  });

  test('roles have no managed policies', () => {
    for (const [, , role] of ofType('AWS::IAM::Role')) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

const outlivingTypes = [
  'AWS::Events::EventBus',
  'AWS::Cases::Field',
  'AWS::Cases::Layout',
  'AWS::Cases::Template',
  'Custom::CustomerProfilesAssociation',
  'Custom::CasesDomain',
  'Custom::CasesAssociation',
];

test.each(outlivingTypes)('every %s outlives its stack, but not a deployment that failed to create it', (type) => {
  expect(ofType(type).length).toBeGreaterThan(0);
  for (const [, , resource] of ofType(type)) {
    expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  }
});

const keptAlways = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::KMS::Key', 'AWS::S3::Bucket'];

test('whatever is kept also when its creation fails has a generated name, so that the next deployment is free', () => {
  const kept = rows.filter(([, , { DeletionPolicy }]) => DeletionPolicy === 'Retain');
  expect(kept.map(([, , { Type }]) => Type).toSorted()).toEqual(keptAlways);
  for (const [, , resource] of kept) {
    expect(resource).toMatchObject({ UpdateReplacePolicy: 'Retain' });
    // A table that is protected against deletion could not be deleted by a rollback either; its key goes with it.
    if (resource.Type === 'AWS::DynamoDB::Table')
      expect(resource).toMatchObject({ Properties: { DeletionProtectionEnabled: true } });
    expect(Object.keys(resource.Properties ?? {}).filter((name) => name.endsWith('Name'))).toEqual([]);
  }
});

test('nothing else outlives its stack', () => {
  const retained = rows.filter(([, , { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete');
  expect(new Set(retained.map(([, , { Type }]) => Type))).toEqual(new Set([...outlivingTypes, ...keptAlways]));
});

test('stacks refer to one another weakly, so that nothing an other stack uses blocks an update', () => {
  const everything = JSON.stringify(rows.map(([, , resource]) => resource));
  expect(everything).not.toContain('Fn::ImportValue');
  expect(everything).toContain('Fn::GetStackOutput');
});

test('only the types that the sandbox can deploy are used', () => {
  const types = new Set(rows.map(([, , resource]) => resource.Type).filter((type) => !type.startsWith('Custom::')));
  expect([...types].toSorted()).toEqual([
    'AWS::AppIntegrations::EventIntegration',
    'AWS::Cases::Field',
    'AWS::Cases::Layout',
    'AWS::Cases::Template',
    'AWS::CloudWatch::Alarm',
    'AWS::Connect::ContactFlow',
    'AWS::Connect::ContactFlowModule',
    'AWS::Connect::ContactFlowModuleAlias',
    'AWS::Connect::ContactFlowModuleVersion',
    'AWS::Connect::Rule',
    'AWS::DynamoDB::Table',
    'AWS::Events::EventBus',
    'AWS::Events::Rule',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::KMS::Key',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Function',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SES::ConfigurationSet',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
    'AWS::Scheduler::Schedule',
    'AWS::Scheduler::ScheduleGroup',
  ]);
});
