import { expect, test } from 'vitest';
import { actionAllowed, actionsOf } from '../../../sandbox/services/iam/permission-hook.ts';
import { createIamService } from '../../../sandbox/services/iam/service.ts';
import { createLogsService } from '../../../sandbox/services/logs/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const allow = (...Action: string[]) => ({ Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:x' }] });
const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

test.each<[string, object[], boolean]>([
  ['nothing', [], false],
  ['the action', [allow('sqs:SendMessage')], true],
  ['the action in other case, with a wildcard', [allow('SQS:send*')], true],
  ['another action', [allow('sqs:ReceiveMessage')], false],
  ['everything but the action', [{ Statement: { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' } }], false],
  ['everything but another', [{ Statement: { Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' } }], true],
  [
    'the action, denied elsewhere',
    [allow('sqs:*'), { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }],
    false,
  ],
  [
    'the action, denied under a condition, which is not judged',
    [allow('sqs:*'), { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: {} } }] }],
    true,
  ],
])('policies with %s', (_what, documents, allowed) => {
  expect(actionAllowed(documents as Record<string, unknown>[], 'sqs:SendMessage')).toBe(allowed);
});

test.each<[string, string, unknown, string[]]>([
  ['cases', 'GetCase', {}, ['cases:GetCase']],
  ['sqs', 'SendMessageBatch', {}, ['sqs:SendMessage']],
  ['lambda', 'Invoke', {}, ['lambda:InvokeFunction']],
  [
    'dynamodb',
    'TransactWriteItems',
    { TransactItems: [{ Put: {} }, { ConditionCheck: {} }, { Put: {} }] },
    ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
  ],
])('%s %s needs its action', (service, operation, input, actions) => {
  expect(actionsOf({ service, operation }, input)).toEqual(actions);
});

const arn = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-1:111122223333:${rest}`;
const mail = { FromEmailAddress: 'Desk <desk@example.jp>', ConfigurationSetName: 'set' };
test.each<[string, string, object, string[], boolean]>([
  ['sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1/111122223333/inbox' }, [arn('sqs', 'inbox')], true],
  ['sqs', 'SendMessageBatch', { QueueUrl: 'http://127.0.0.1/111122223333/other' }, [arn('sqs', 'inbox')], false],
  ['dynamodb', 'GetItem', { TableName: 'ledger' }, [arn('dynamodb', 'table/ledger')], true],
  ['dynamodb', 'GetItem', { TableName: arn('dynamodb', 'table/ledger') }, [arn('dynamodb', 'table/other')], false],
  ['dynamodb', 'Query', { TableName: 'ledger', IndexName: 'due' }, [arn('dynamodb', 'table/ledger')], false],
  ['dynamodb', 'Query', { TableName: 'ledger', IndexName: 'due' }, [arn('dynamodb', 'table/ledger/index/*')], true],
  ['dynamodb', 'BatchWriteItem', { RequestItems: { a: [], b: [] } }, [arn('dynamodb', 'table/a')], false],
  ['events', 'PutEvents', { Entries: [{ EventBusName: 'bus' }] }, [arn('events', 'event-bus/bus')], true],
  ['events', 'PutEvents', { Entries: [{ EventBusName: 'bus' }, {}] }, [arn('events', 'event-bus/bus')], false],
  ['secretsmanager', 'GetSecretValue', { SecretId: 'a/b' }, [arn('secretsmanager', 'secret:a/b-??????')], true],
  ['secretsmanager', 'GetSecretValue', { SecretId: 'a/b' }, [arn('secretsmanager', 'secret:a/b-Ab12Cd')], true],
  ['secretsmanager', 'GetSecretValue', { SecretId: 'a/c' }, [arn('secretsmanager', 'secret:a/b-??????')], false],
  ['ses', 'SendEmail', mail, [arn('ses', 'identity/example.jp'), arn('ses', 'configuration-set/set')], true],
  ['ses', 'SendEmail', mail, [arn('ses', 'identity/desk@example.jp'), arn('ses', 'configuration-set/*')], true],
  ['ses', 'SendEmail', mail, [arn('ses', 'identity/example.jp')], false],
  ['ses', 'SendEmail', mail, [arn('ses', 'identity/other.jp'), arn('ses', 'configuration-set/set')], false],
  ['cases', 'GetCase', { domainId: 'd', caseId: 'c' }, [arn('cases', 'domain/d/case/*')], true],
  ['cases', 'GetCase', { domainId: 'd', caseId: 'c' }, [arn('cases', 'domain/e')], false],
  [
    'connect',
    'StartTaskContact',
    { InstanceId: 'i', ContactFlowId: 'f' },
    [arn('connect', 'instance/i/contact-flow/f')],
    true,
  ],
  [
    'connect',
    'StartTaskContact',
    { InstanceId: 'i', ContactFlowId: 'g' },
    [arn('connect', 'instance/i/contact-flow/f')],
    false,
  ],
  ['profile', 'SearchProfiles', { DomainName: 'd' }, [arn('profile', 'domains/e')], true],
])('%s %s of %j with a policy for %j: %j', async (name, operation, input, Resource, allowed) => {
  const service = createIamService(testWorld(), testInstance());
  const role = await service.resources['AWS::IAM::Role']!.create(
    resourceRequest('AWS::IAM::Role', {
      AssumeRolePolicyDocument: trust,
      Policies: [
        { PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: `${name}:*`, Resource }] } },
      ],
    }),
  );
  const caller = { accessKeyId: 'k', roleArn: String(role.attributes['Arn']) };
  const judge = () => service.permissionHook.before!(callContext(name, operation, { caller }), input);
  if (allowed) expect(judge).not.toThrow();
  else expect(judge).toThrow(/is not authorized to perform: \S+ on resource: arn:aws:/);
});

test('a call is judged by the policies of the role that makes it, wherever they stand in the template', async () => {
  const service = createIamService(testWorld(), testInstance());
  const create = async (type: string, properties: Record<string, unknown>) =>
    service.resources[type]!.create(resourceRequest(type, properties, { logicalId: 'Subject' }));
  const role = await create('AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: 'inline', PolicyDocument: allow('sqs:SendMessage') }],
  });
  const roleArn = String(role.attributes['Arn']);
  expect(roleArn).toMatch(/^arn:aws:iam::111122223333:role\/Casewarden-dev-State-Subject-[0-9A-F]{12}$/);
  const judge = (operation: string, arn: string | undefined = roleArn) =>
    service.permissionHook.before!(callContext('sqs', operation, { caller: { accessKeyId: 'k', roleArn: arn } }), {});
  expect(() => judge('SendMessage')).not.toThrow();
  expect(() => judge('ReceiveMessage')).toThrow('not authorized to perform: sqs:ReceiveMessage');
  await create('AWS::IAM::Policy', {
    PolicyName: 'own',
    PolicyDocument: allow('sqs:ReceiveMessage'),
    Roles: [role.physicalId],
  });
  expect(() => judge('ReceiveMessage')).not.toThrow();
  await create('AWS::IAM::ManagedPolicy', { PolicyDocument: allow('sqs:DeleteMessage'), Roles: [role.physicalId] });
  expect(() => judge('DeleteMessage')).not.toThrow();
  expect(() => judge('PurgeQueue')).toThrow('not authorized');
  expect(() => judge('PurgeQueue', 'arn:aws:iam::111122223333:role/gone')).toThrow('not authorized');
  expect(() => service.permissionHook.before!(callContext('sqs', 'PurgeQueue'), {})).not.toThrow();
});

test('what was allowed is judged anew when a policy changes or goes', async () => {
  const service = createIamService(testWorld(), testInstance());
  const create = async (type: string, properties: Record<string, unknown>) =>
    service.resources[type]!.create(resourceRequest(type, properties, { logicalId: 'Subject' }));
  const role = await create('AWS::IAM::Role', { AssumeRolePolicyDocument: trust });
  const policy = { PolicyName: 'own', PolicyDocument: allow('sqs:SendMessage'), Roles: [role.physicalId] };
  const { physicalId } = await create('AWS::IAM::Policy', policy);
  const caller = { accessKeyId: 'k', roleArn: String(role.attributes['Arn']) };
  const judge = () => service.permissionHook.before!(callContext('sqs', 'SendMessage', { caller }), {});
  for (let times = 0; times < 3; times += 1) expect(judge).not.toThrow();

  const request = resourceRequest('AWS::IAM::Policy', policy, { logicalId: 'Subject' });
  await service.resources['AWS::IAM::Policy']!.delete(request, physicalId);
  expect(judge).toThrow('not authorized to perform: sqs:SendMessage');
  await create('AWS::IAM::Policy', policy);
  expect(judge).not.toThrow();
  await service.resources['AWS::IAM::Role']!.delete(request, role.physicalId);
  expect(judge).toThrow('not authorized to perform: sqs:SendMessage');
});

test('a policy for a role that does not exist is refused', async () => {
  const service = createIamService(testWorld(), testInstance());
  const request = resourceRequest('AWS::IAM::Policy', {
    PolicyName: 'p',
    PolicyDocument: allow('*'),
    Roles: ['nobody'],
  });
  await expect(async () => service.resources['AWS::IAM::Policy']!.create(request)).rejects.toThrow(
    'there is no role nobody',
  );
});

test('a log group is kept with its retention, and an odd retention is refused', async () => {
  const service = createLogsService(testWorld(), testInstance());
  const create = async (properties: Record<string, unknown>) =>
    service.resources['AWS::Logs::LogGroup']!.create(resourceRequest('AWS::Logs::LogGroup', properties));
  const group = await create({ RetentionInDays: 30 });
  expect(group.attributes['Arn']).toBe(`arn:aws:logs:ap-northeast-1:111122223333:log-group:${group.physicalId}:*`);
  expect(service.snapshot()).toMatchObject({ logGroups: [{ retentionInDays: 30 }] });
  await expect(create({ RetentionInDays: 31 })).rejects.toThrow('must be one of');
});
