import { expect, test } from 'vitest';
import { createCustomResourceAnswers } from '../../../sandbox/assembly/custom-resource-answers.ts';
import { createCustomResourceProvider } from '../../../sandbox/assembly/custom-resource.ts';
import type { ResourceRequest } from '../../../sandbox/assembly/resource-provider.ts';
import { createKernel } from '../../../sandbox/kernel/create-kernel.ts';
import type { InvocationResult } from '../../../sandbox/kernel/world.ts';

const start = Date.UTC(2026, 10, 26, 13);
const functionArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:ensure';

type Payload = Record<string, unknown> & { ResponseURL: string; RequestId: string; LogicalResourceId: string };
type Play = (
  payload: Payload,
  answer: (body: Record<string, unknown>) => void,
) => InvocationResult | Promise<InvocationResult>;

const ended: InvocationResult = { payload: 'null', functionError: undefined, logs: [] };

/** A provider whose function is `play`; the answer goes straight to where the gateway would hand it. */
function scene(play: Play) {
  const kernel = createKernel({
    start,
    seed: 'seed',
    place: { accountId: '111122223333', region: 'ap-northeast-1', partition: 'aws' },
    endpoint: () => 'http://127.0.0.1:1',
  });
  const answers = createCustomResourceAnswers(kernel.identifiers, () => kernel.endpoint());
  const seen: Payload[] = [];
  const provider = createCustomResourceProvider({
    kernel,
    answers,
    stackId: (name) => `arn:stack/${name}`,
    functions: () => ({
      invoke: async (_arn, text) => {
        const payload = JSON.parse(text) as Payload;
        seen.push(payload);
        const { StackId, RequestId, LogicalResourceId } = payload;
        return play(payload, (body) =>
          answers.accept(
            new URL(payload.ResponseURL).pathname,
            JSON.stringify({ StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'physical', ...body }),
          ),
        );
      },
    }),
  });
  return { kernel, provider, seen };
}

const request = (properties: Record<string, unknown> = {}): ResourceRequest => ({
  stackName: 'State',
  logicalId: 'Domain',
  type: 'Custom::CasesDomain',
  properties: { ServiceToken: functionArn, ServiceTimeout: '60', ...properties },
  assemblyDirectory: '/nowhere',
  assetPath: () => '/nowhere',
});

test('the function gets the request with scalars as text, and its data become attributes', async () => {
  const { provider, seen } = scene((_payload, answer) => {
    answer({ Status: 'SUCCESS', Data: { DomainId: 'd-1' } });
    return ended;
  });
  const provided = await provider.create(request({ Count: 1, On: true, List: ['x', 2] }));
  expect(provided).toMatchObject({ physicalId: 'physical', attributes: { DomainId: 'd-1' } });
  expect(seen[0]).toMatchObject({
    RequestType: 'Create',
    StackId: 'arn:stack/State',
    LogicalResourceId: 'Domain',
    ResourceType: 'Custom::CasesDomain',
    ResourceProperties: { Count: '1', On: 'true', List: ['x', '2'] },
  });
});

test('an update carries the physical id and the properties before; a delete the physical id', async () => {
  const { provider, seen } = scene((_payload, answer) => {
    answer({ Status: 'SUCCESS' });
    return ended;
  });
  await provider.update(request({ A: 2 }), { physicalId: 'physical', properties: { A: 1 } });
  await provider.delete(request({ A: 2 }), 'physical');
  expect(seen).toMatchObject([
    { RequestType: 'Update', PhysicalResourceId: 'physical', OldResourceProperties: { A: '1' } },
    { RequestType: 'Delete', PhysicalResourceId: 'physical' },
  ]);
});

test('a function may take virtual time before it answers', async () => {
  const { kernel, provider } = scene(async (_payload, answer) => {
    await new Promise<void>((resolve) => kernel.clock.after(20_000, 'sleep', resolve));
    answer({ Status: 'SUCCESS' });
    return ended;
  });
  await provider.create(request());
  expect(kernel.clock.now()).toBe(start + 20_000);
});

test.each<[string, Play, RegExp]>([
  [
    'FAILED with its reason',
    (_payload, answer) => {
      answer({ Status: 'FAILED', Reason: 'no such instance' });
      return ended;
    },
    /function ensure answered FAILED: no such instance/,
  ],
  ['silence until the time-out', () => ended, /did not answer within 60 s/],
  [
    'a function that throws',
    () => ({
      payload: '{"errorType":"ImportError","errorMessage":"no index.mjs"}',
      functionError: 'Unhandled',
      logs: [],
    }),
    /function ensure failed without answering: ImportError: no index.mjs/,
  ],
  [
    'a function that is not there',
    () => Promise.reject(new Error('no function ensure')),
    /could not be invoked: no function/,
  ],
  [
    'an answer that is too long',
    (_payload, answer) => {
      answer({ Status: 'SUCCESS', Data: { Long: 'x'.repeat(5000) } });
      return ended;
    },
    /CloudFormation takes at most 4096/,
  ],
  [
    'an answer to another request',
    (_payload, answer) => {
      answer({ Status: 'SUCCESS', RequestId: 'other' });
      return ended;
    },
    /names another request/,
  ],
])('%s fails the resource', async (_name, play, message) => {
  await expect(scene(play).provider.create(request())).rejects.toThrow(message);
});

test('the time-out is counted in virtual time', async () => {
  const { kernel, provider } = scene(() => ended);
  await expect(provider.create(request())).rejects.toThrow();
  expect(kernel.clock.now()).toBe(start + 60_000);
});
