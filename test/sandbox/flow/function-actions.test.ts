import { beforeEach, expect, test } from 'vitest';
import type { InvocationResult } from '../../../sandbox/kernel/world.ts';
import { connectWorld, instanceArn, instanceId, type ConnectWorld } from '../connect/connect-world.ts';
import { flowOf, type Step } from './flow-steps.ts';

const functionArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:lookup';
let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
  at.provide('AWS::Connect::IntegrationAssociation', {
    InstanceId: instanceArn,
    IntegrationType: 'LAMBDA_FUNCTION',
    IntegrationArn: functionArn,
  });
});

const invoke = (validation?: string): Step => ({
  type: 'InvokeLambdaFunction',
  parameters: {
    LambdaFunctionARN: functionArn,
    InvocationTimeLimitSeconds: '3',
    LambdaInvocationAttributes: { who: '$.Attributes.name' },
    ...(validation === undefined ? {} : { ResponseValidation: { ResponseType: validation } }),
  },
  next: 'say',
  errors: { NoMatchingError: 'say error' },
});
const chat = async (answers: (() => Promise<InvocationResult>)[], validation?: string) => {
  const payloads: unknown[] = [];
  at.world.functions = {
    ...at.world.functions,
    async invoke(_arn, payload) {
      payloads.push(JSON.parse(payload));
      return answers[Math.min(payloads.length, answers.length) - 1]!();
    },
  };
  const say = (text: string): Step => ({ type: 'MessageParticipant', parameters: { Text: text }, next: 'end' });
  at.startChat(
    at.flow(
      flowOf({
        call: invoke(validation),
        say: say('tier $.External.tier$.External.deep.tier'),
        'say error': say('error'),
      }),
    ),
    { name: '山本' },
  );
  await at.run(30);
  return { payloads, said: at.entries('contact.message').map(({ detail }) => detail['text']) };
};
const ok = (value: unknown) => async (): Promise<InvocationResult> => ({
  payload: JSON.stringify(value),
  functionError: undefined,
  logs: [],
});
const broken = async (): Promise<InvocationResult> => ({
  payload: '{"errorType":"Error"}',
  functionError: 'Unhandled',
  logs: [],
});

test('the function gets the contact and its parameters, the flow gets the answer', async () => {
  const { payloads, said } = await chat([ok({ tier: 'gold' })]);
  expect(said).toEqual(['tier gold']);
  expect(payloads).toMatchObject([
    {
      Name: 'ContactFlowEvent',
      Details: {
        ContactData: {
          Channel: 'CHAT',
          InitiationMethod: 'API',
          InstanceARN: expect.stringContaining(instanceId),
          Attributes: { name: '山本' },
          Queue: null,
        },
        Parameters: { who: '山本' },
      },
    },
  ]);
});

test.each<[string, (() => Promise<InvocationResult>)[], string | undefined, string]>([
  ['a failure that passes is tried again', [broken, broken, ok({ tier: 'gold' })], undefined, 'tier gold'],
  ['three failures are an error', [broken], undefined, 'error'],
  ['a call that is refused is an error', [() => Promise.reject(new Error('throttled'))], undefined, 'error'],
  ['an answer that is no object is an error', [ok('gold')], undefined, 'error'],
  ['a nested answer is an error unless JSON is asked for', [ok({ deep: { tier: 'gold' } })], 'STRING_MAP', 'error'],
  ['a nested answer as JSON', [ok({ deep: { tier: 'gold' } })], 'JSON', 'tier gold'],
  ['more than 32 KB is an error', [ok({ tier: 'x'.repeat(33_000) })], undefined, 'error'],
  [
    'a function that never answers is an error after its limit',
    [() => new Promise(() => undefined)],
    undefined,
    'error',
  ],
])('%s', async (_why, answers, validation, said) => {
  expect((await chat(answers, validation)).said).toEqual([said]);
});

test('a function whose association was deleted is an error', async () => {
  const flow = flowOf({
    call: { ...invoke(), parameters: { ...invoke().parameters, LambdaFunctionARN: '$.Attributes.arn' } },
    say: { type: 'DisconnectParticipant' },
    'say error': { type: 'MessageParticipant', parameters: { Text: 'error' }, next: 'end' },
  });
  at.startChat(at.flow(flow), { arn: `${functionArn}-other` });
  await at.run(30);
  expect(at.entries('contact.message')).toHaveLength(1);
});
