import { expect, test } from 'vitest';
import { createSecretsManagerService } from '../../../sandbox/services/secretsmanager/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

function secretsManager() {
  const service = createSecretsManagerService(testWorld(), testInstance());
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>): any =>
    service.api!.operations[operation]!(input, callContext('secretsmanager', operation));
  return { service, call };
}

const SecretId = 'casewarden/slack';

test('the secrets of instance.yaml are there as JSON text, by name and by ARN', () => {
  const { call } = secretsManager();
  const byName = call('GetSecretValue', { SecretId });
  expect(JSON.parse(byName.SecretString)).toEqual({ current: { botToken: 'xoxb-made-up-token' } });
  expect(byName.ARN).toMatch(
    /^arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:casewarden\/slack-[0-9a-f]{6}$/,
  );
  expect(call('GetSecretValue', { SecretId: byName.ARN }).SecretString).toBe(byName.SecretString);
  expect(call('GetSecretValue', { SecretId: byName.ARN.slice(0, -7) }).SecretString).toBe(byName.SecretString);
});

test('a new value is current and the one before it previous; what was previous has no stage any more', () => {
  const { call } = secretsManager();
  const first = call('GetSecretValue', { SecretId });
  const second = call('PutSecretValue', { SecretId, SecretString: 'two', ClientRequestToken: 'token-two' });
  expect(second).toMatchObject({ VersionId: 'token-two', VersionStages: ['AWSCURRENT'] });
  expect(call('GetSecretValue', { SecretId }).SecretString).toBe('two');
  expect(call('GetSecretValue', { SecretId, VersionStage: 'AWSPREVIOUS' }).VersionId).toBe(first.VersionId);
  call('PutSecretValue', { SecretId, SecretString: 'three' });
  expect(call('GetSecretValue', { SecretId, VersionStage: 'AWSPREVIOUS' }).SecretString).toBe('two');
  expect(Object.values(call('DescribeSecret', { SecretId }).VersionIdsToStages)).toEqual([
    ['AWSPREVIOUS'],
    ['AWSCURRENT'],
  ]);
});

test('the same token with the same value changes nothing, with another value it is refused', () => {
  const { call } = secretsManager();
  const put = { SecretId, SecretString: 'two', ClientRequestToken: 'token' };
  call('PutSecretValue', put);
  call('PutSecretValue', put);
  expect(Object.keys(call('DescribeSecret', { SecretId }).VersionIdsToStages)).toHaveLength(2);
  expect(() => call('PutSecretValue', { ...put, SecretString: 'other' })).toThrow(
    expect.objectContaining({ code: 'ResourceExistsException' }),
  );
});

test('a secret that is not there is not found', () => {
  const { call } = secretsManager();
  expect(() => call('GetSecretValue', { SecretId: 'nope' })).toThrow(
    expect.objectContaining({ code: 'ResourceNotFoundException' }),
  );
  expect(() => call('GetSecretValue', { SecretId, VersionStage: 'AWSPENDING' })).toThrow('staging label: AWSPENDING');
});

test('no view shows a value', () => {
  const { service, call } = secretsManager();
  call('PutSecretValue', { SecretId, SecretString: 'xoxb-newer' });
  expect(call('ListSecrets', {}).SecretList).toHaveLength(2);
  expect(
    JSON.stringify([service.snapshot(), call('ListSecrets', {}), call('DescribeSecret', { SecretId })]),
  ).not.toMatch(/xoxb|made-up/);
});

test('a template makes a secret with a value from the template or a generated one', async () => {
  const { service, call } = secretsManager();
  const type = 'AWS::SecretsManager::Secret';
  const provider = service.resources[type]!;
  const made = await provider.create(
    resourceRequest(type, {
      GenerateSecretString: { PasswordLength: 20, SecretStringTemplate: '{"user":"x"}', GenerateStringKey: 'key' },
    }),
  );
  expect(JSON.parse(call('GetSecretValue', { SecretId: made.physicalId }).SecretString)).toEqual({
    user: 'x',
    key: expect.stringMatching(/^.{20}$/),
  });
  const before = { physicalId: made.physicalId, properties: {} };
  await provider.update(resourceRequest(type, { SecretString: 'new' }), before);
  expect(call('GetSecretValue', { SecretId: made.physicalId }).SecretString).toBe('new');
  await provider.delete(resourceRequest(type, {}), made.physicalId);
  expect(() => call('DescribeSecret', { SecretId: made.physicalId })).toThrow("can't find");
});
