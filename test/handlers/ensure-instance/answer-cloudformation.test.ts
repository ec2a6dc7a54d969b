import { expect, test } from 'vitest';
import { ResourceRequestInvalidError } from '../../../lambda/domain/deployment-errors.ts';
import { ServiceUnavailableError } from '../../../lambda/domain/errors.ts';
import { answerCloudFormation, type EnsuredResource } from '../../../lambda/handlers/shared/answer-cloudformation.ts';
import { createDeploymentWorld, request, takeAnswer } from '../../support/deployment-world.ts';

const answering = (ensure: () => Promise<EnsuredResource>) => {
  const world = createDeploymentWorld();
  return { world, run: (event: unknown) => answerCloudFormation({ ...world, resource: { ensure } }, event) };
};
const type = 'Custom::Thing';

test('the answer carries the ids of the request', async () => {
  const { world, run } = answering(async () => ({ physicalId: 'created:1', data: { A: 'b' } }));
  await run(request(type, {}));
  expect(takeAnswer(world)).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'created:1',
    StackId: 'arn:aws:cloudformation:ap-northeast-1:111122223333:stack/state/1',
    RequestId: 'request-1',
    LogicalResourceId: 'Thing',
    Data: { A: 'b' },
  });
});

test.each([
  [
    'an error of ours',
    () => new ResourceRequestInvalidError('properties are wrong'),
    'properties are wrong Put that right, then deploy again.',
  ],
  [
    'a refusal, with what the service said',
    () => new Error('refused', { cause: new Error('not authorized to perform: cases:CreateDomain') }),
    'not authorized to perform: cases:CreateDomain',
  ],
  ['something that is no error', () => 'boom', 'boom'],
])('%s is answered with FAILED and the reason', async (_kind, error, words) => {
  const { world, run } = answering(() => Promise.reject(error()));
  await run(request(type, {}));
  const answer = takeAnswer(world);
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'failed:Thing' });
  expect(answer.Reason).toContain(words);
});

test('what stays unavailable is tried for four minutes, then answered with FAILED', async () => {
  let tries = 0;
  const { world, run } = answering(() => {
    tries += 1;
    return Promise.reject(new ServiceUnavailableError('not now'));
  });
  await run(request(type, {}));
  expect(takeAnswer(world)).toMatchObject({ Status: 'FAILED' });
  expect(tries).toBeGreaterThan(10);
  expect(Date.parse(world.state.now) - Date.parse('2026-11-26T13:00:00.000Z')).toBeLessThanOrEqual(240_000);
});

test('a creation that failed is taken back without asking anybody', async () => {
  const { world, run } = answering(() => Promise.reject(new Error('must not be called')));
  await run(request(type, {}, { RequestType: 'Delete', PhysicalResourceId: 'failed:Thing' }));
  expect(takeAnswer(world)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'failed:Thing' });
});

test.each([
  ['a long reason', async () => Promise.reject(new Error('x'.repeat(10_000)))],
  ['much data', async () => ({ physicalId: 'created:1', data: { A: '字'.repeat(5000) } })],
])('%s still fits into an answer', async (_what, ensure) => {
  const { world, run } = answering(ensure);
  await run(request(type, {}));
  expect(Buffer.byteLength(JSON.stringify(takeAnswer(world)))).toBeLessThanOrEqual(4096);
});

test('an answer that does not arrive is sent again', async () => {
  const { world, run } = answering(async () => ({ physicalId: 'created:1' }));
  world.state.failures.set('answer', [new Error('reset'), new Error('reset')]);
  await run(request(type, {}));
  expect(takeAnswer(world)).toMatchObject({ Status: 'SUCCESS' });
});

test('a request that is half understood is answered; one without an address is refused', async () => {
  const { world, run } = answering(async () => ({ physicalId: 'created:1' }));
  await run({ ...(request(type, {}) as object), RequestType: 'Migrate' });
  expect(takeAnswer(world)).toMatchObject({ Status: 'FAILED' });
  await expect(run({ hello: 'world' })).rejects.toThrow(ResourceRequestInvalidError);
});
