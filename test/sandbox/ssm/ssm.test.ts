import { describe, expect, test } from 'vitest';
import { createSsmService } from '../../../sandbox/services/ssm/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

function parameterStore() {
  const service = createSsmService(testWorld(), testInstance());
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>): any =>
    service.api!.operations[operation]!(input, callContext('ssm', operation));
  return { service, call };
}

test.each(['hnb659fds', 'desk1'])('the version of the bootstrap stack %s is there without being put', (qualifier) => {
  const { call } = parameterStore();
  expect(call('GetParameter', { Name: `/cdk-bootstrap/${qualifier}/version` }).Parameter).toMatchObject({
    Value: '31',
    Type: 'String',
  });
});

test('a parameter is put, overwritten only on wish, and counts its versions', () => {
  const { call } = parameterStore();
  const put = { Name: '/a/b', Type: 'String', Value: 'one' };
  expect(call('PutParameter', put)).toEqual({ Version: 1, Tier: 'Standard' });
  expect(() => call('PutParameter', put)).toThrow(expect.objectContaining({ code: 'ParameterAlreadyExists' }));
  expect(call('PutParameter', { Name: '/a/b', Value: 'two', Overwrite: true }).Version).toBe(2);
  expect(call('GetParameter', { Name: 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/a/b' }).Parameter.Value).toBe(
    'two',
  );
  expect(call('GetParameters', { Names: ['/a/b', '/nope'] })).toMatchObject({
    Parameters: [{ Name: '/a/b' }],
    InvalidParameters: ['/nope'],
  });
});

test('a path gives what lies directly below it, or all, page by page', () => {
  const { call } = parameterStore();
  for (const Name of ['/a/1', '/a/2', '/a/b/3', '/ab']) call('PutParameter', { Name, Type: 'String', Value: 'x' });
  const names = (input: Record<string, unknown>) =>
    call('GetParametersByPath', input).Parameters.map(({ Name }: { Name: string }) => Name);
  expect(names({ Path: '/a' })).toEqual(['/a/1', '/a/2']);
  expect(names({ Path: '/a/', Recursive: true })).toEqual(['/a/1', '/a/2', '/a/b/3']);
  const page = call('GetParametersByPath', { Path: '/', Recursive: true, MaxResults: 3 });
  expect(names({ Path: '/', Recursive: true, MaxResults: 3, NextToken: page.NextToken })).toEqual(['/ab']);
});

test('a secure value is shown only on wish, and never in the snapshot', () => {
  const { service, call } = parameterStore();
  call('PutParameter', { Name: 'token', Type: 'SecureString', Value: 'hidden' });
  expect(call('GetParameter', { Name: 'token' }).Parameter.Value).not.toContain('hidden');
  expect(call('GetParameter', { Name: 'token', WithDecryption: true }).Parameter.Value).toBe('hidden');
  expect(JSON.stringify([service.snapshot(), call('DescribeParameters', {})])).not.toContain('hidden');
});

describe('what the service refuses', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['a missing parameter', 'GetParameter', { Name: 'nope' }, 'ParameterNotFound'],
    ['a new parameter without a type', 'PutParameter', { Name: 'x', Value: 'y' }, 'ValidationException'],
    ['an empty value', 'PutParameter', { Name: 'x', Value: '', Type: 'String' }, 'ValidationException'],
    ['a name with spaces', 'PutParameter', { Name: 'x y', Value: 'y', Type: 'String' }, 'ValidationException'],
    ['a path without a slash', 'GetParametersByPath', { Path: 'a' }, 'ValidationException'],
    ['eleven names', 'GetParameters', { Names: Array.from({ length: 11 }, String) }, 'ValidationException'],
  ])('%s', (_what, operation, input, code) => {
    expect(() => parameterStore().call(operation, input)).toThrow(expect.objectContaining({ code }));
  });
});

test('a template makes, changes and deletes a parameter', async () => {
  const { service, call } = parameterStore();
  const provider = service.resources['AWS::SSM::Parameter']!;
  const request = (Value: string) => resourceRequest('AWS::SSM::Parameter', { Name: '/x', Type: 'String', Value });
  expect(await provider.create(request('1'))).toEqual({ physicalId: '/x', attributes: { Type: 'String', Value: '1' } });
  await provider.update(request('2'), { physicalId: '/x', properties: {} });
  expect(call('GetParameter', { Name: '/x' }).Parameter.Value).toBe('2');
  await provider.delete(request('2'), '/x');
  expect(() => call('GetParameter', { Name: '/x' })).toThrow('Parameter /x not found.');
  expect(() => provider.create(resourceRequest('AWS::SSM::Parameter', { Type: 'SecureString', Value: 'x' }))).toThrow(
    'Type',
  );
});
