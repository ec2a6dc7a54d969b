import {
  GetFunctionCommand,
  GetFunctionRecursionConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourceRequest } from '../../support/sandbox-kernel.ts';
import { lambdaBench, role, start, type LambdaBench } from './functions-for-tests.ts';

let bench: LambdaBench;
let client: LambdaClient;
let sqs: SQSClient;

beforeEach(async () => {
  bench = await lambdaBench();
  client = new LambdaClient(bench.served.client);
  sqs = new SQSClient(bench.served.client);
});
afterEach(async () => {
  client.destroy();
  sqs.destroy();
  await bench.close();
});

const invoke = async (FunctionName: string, event: unknown = {}, more: object = {}) => {
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));
  return {
    ...answer,
    payload: answer.Payload?.length ? (JSON.parse(answer.Payload.transformToString()) as unknown) : undefined,
  };
};
const send = (url: string, body: string) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));

const echo = `export const handler = async (event, context) => ({ event, id: context.awsRequestId });`;
/** Fails the messages whose body says so, in the way it says. */
const worker = `
  globalThis.seen ??= [];
  export const handler = async ({ Records }) => {
    const bodies = Records.map(({ body }) => body);
    console.log('batch', JSON.stringify({ bodies, at: Date.now() }));
    if (bodies.includes('throw')) throw new Error('thrown');
    if (bodies.includes('malformed')) return { batchItemFailures: [{ nothing: 1 }] };
    return { batchItemFailures: Records.filter(({ body }) => body === 'fail').map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;
/** The batches that the worker saw, with the time since the start. */
const batches = () => {
  const { functions } = bench.lambda.snapshot() as { functions: { invocations: { logs: string[] }[] }[] };
  return functions.flatMap(({ invocations }) =>
    invocations.flatMap(({ logs }) =>
      logs
        .filter((line) => line.startsWith('batch '))
        .map((line) => {
          const { bodies, at } = JSON.parse(line.slice('batch '.length)) as { bodies: string[]; at: number };
          return [at - start, ...bodies];
        }),
    ),
  );
};

describe('Invoke', () => {
  test('runs the function and gives back its answer and the end of its log', async () => {
    const arn = await bench.deployFunction(echo);
    const answer = await invoke(arn, { a: '日本' });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', payload: { event: { a: '日本' } } });
    expect(answer.FunctionError).toBeUndefined();
    expect(bench.journal('function.invoked')).toMatchObject([{ name: arn.split(':').at(-1), ok: true }]);
    const talking = await bench.deployFunction(
      `export const handler = async () => console.log('x'.repeat(5000) + 'end');`,
    );
    const { LogResult } = await invoke(talking, {}, { LogType: 'Tail' });
    expect(Buffer.from(LogResult!, 'base64').toString()).toMatch(/^x{4093}end$/);
  });

  test('tells a failure of the function as a result', async () => {
    const arn = await bench.deployFunction(`export const handler = async () => { throw new TypeError('no good'); };`);
    expect(await invoke(arn)).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: 'no good' },
    });
    expect(bench.journal('function.invoked')).toMatchObject([{ ok: false, error: 'TypeError: no good' }]);
  });

  test('keeps what the last runs printed and why they failed', async () => {
    const arn = await bench.deployFunction(`export const handler = async (event) => {
      console.log('run', event.number);
      if (event.number === 2) throw new TypeError('no good');
    };`);
    await invoke(arn, { number: 1 });
    await invoke(arn, { number: 2 });
    const { functions } = bench.lambda.snapshot() as { functions: { invocations: unknown[] }[] };
    expect(functions[0]!.invocations).toMatchObject([
      { ok: true, error: null, logs: ['run 1'] },
      { ok: false, error: 'TypeError: no good', logs: expect.arrayContaining(['run 2']) as unknown },
    ]);
  });

  test('records each line of JSON that was logged at level ERROR or above, with the case that it names', async () => {
    const arn = await bench.deployFunction(`export const handler = async () => {
      console.log(JSON.stringify({ level: 'ERROR', message: 'parked', caseId: 'case-1' }));
      console.log(JSON.stringify({ level: 'FATAL', message: 'over' }));
      console.log(JSON.stringify({ level: 'INFO', message: 'ERROR is only a word here' }));
      console.log('ERROR no JSON', '{');
    };`);
    await invoke(arn);
    const logged = bench.served.world.kernel.journal.entries().filter(({ kind }) => kind === 'function.logged-error');
    expect(logged).toMatchObject([
      { caseId: 'case-1', detail: { name: arn.split(':').at(-1), line: { message: 'parked' } } },
      { detail: { line: { message: 'over' } } },
    ]);
    expect(logged).toHaveLength(2);
  });

  test('finds the function by name, ARN or partial ARN, and nothing else', async () => {
    const arn = await bench.deployFunction(echo);
    const name = arn.split(':').at(-1)!;
    for (const named of [name, arn, `111122223333:function:${name}`, `${arn}:$LATEST`])
      expect((await invoke(named)).StatusCode).toBe(200);
    await expect(invoke('other')).rejects.toMatchObject({ name: 'ResourceNotFoundException', Type: 'User' });
    await expect(invoke(name, {}, { Qualifier: '7' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await expect(invoke(name, {}, { Payload: '{' })).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });

  test('as an event answers at once, tries three times, then hands the event to the dead-letter queue', async () => {
    const dead = await bench.deployQueue('Dead');
    const arn = await bench.deployFunction(`export const handler = async () => { throw new Error('never'); };`, {
      DeadLetterConfig: { TargetArn: dead.arn },
    });
    const answer = await invoke(arn, { n: 1 }, { InvocationType: 'Event' });
    expect(answer).toMatchObject({ StatusCode: 202, payload: undefined });
    const counts: number[] = [];
    for (const wait of [1_000, 59_000, 120_000, 600_000]) {
      await bench.moveClock(wait);
      counts.push(bench.journal('function.invoked').length);
    }
    expect(counts).toEqual([1, 1, 2, 3]);
    expect(bench.sqs.access.receiveForPoller(dead.arn, 10)).toMatchObject([{ body: '{"n":1}' }]);
  });

  test('lets a function sleep while the clock moves', async () => {
    const arn = await bench.deployFunction(
      `import { setTimeout as pause } from 'node:timers/promises'; export const handler = async () => { await pause(2000); return Date.now(); };`,
    );
    const result = await bench.whileClockMoves(bench.lambda.access.invoke(arn, '{}'));
    expect(JSON.parse(result.payload)).toBe(start + 2_000);
  });
});

describe('a function', () => {
  test('calls AWS with a key of its role and hands on the chain that led to it', async () => {
    const queue = await bench.deployQueue('Out');
    const arn = await bench.deployFunction(
      `import { SQSClient, SendMessageCommand } from ${JSON.stringify(import.meta.resolve('@aws-sdk/client-sqs'))};
       const client = new SQSClient({ maxAttempts: 1 });
       export const handler = async () => { await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: 'from inside' })); };`,
      { Environment: { Variables: { QUEUE_URL: queue.url } } },
    );
    expect((await invoke(arn)).payload).toBeNull();
    const [message] = bench.sqs.access.receiveForPoller(queue.arn, 1);
    expect(message).toMatchObject({ body: 'from inside', attributes: { SenderId: 'subject' } });
    expect(message!.traceHeader).toMatch(/^Root=1-.+;Lineage=[0-9a-f]{8}:1$/);
  });

  test('is described as it was deployed', async () => {
    const arn = await bench.deployFunction(echo, {
      Description: 'echoes',
      Timeout: 7,
      MemorySize: 256,
      Architectures: ['arm64'],
      RecursiveLoop: 'Allow',
      Environment: { Variables: { TABLE: 'ledger' } },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: 'group' },
    });
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: arn }));
    expect(Configuration).toMatchObject({
      FunctionArn: arn,
      Role: role,
      Timeout: 7,
      MemorySize: 256,
      Runtime: 'nodejs24.x',
      State: 'Active',
      Environment: { Variables: { TABLE: 'ledger' } },
    });
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
    const loop = await client.send(new GetFunctionRecursionConfigCommand({ FunctionName: arn }));
    expect(loop.RecursiveLoop).toBe('Allow');
  });

  test('runs its new code after an update, and is gone after its end', async () => {
    const provider = bench.lambda.resources['AWS::Lambda::Function']!;
    const first = bench.codeRequest(`export const handler = async () => 'one';`);
    const { physicalId } = await provider.create(first);
    expect((await invoke(physicalId)).payload).toBe('one');
    const second = bench.codeRequest(`export const handler = async () => 'two';`, { Timeout: 9 });
    expect((await provider.update(second, { physicalId, properties: first.properties })).physicalId).toBe(physicalId);
    expect((await invoke(physicalId)).payload).toBe('two');
    await provider.delete(second, physicalId);
    await expect(invoke(physicalId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('whose code has gone says so when it is invoked', async () => {
    const arn = await bench.deployFunction(echo, { Handler: 'other.handler' });
    expect(await invoke(arn)).toMatchObject({
      FunctionError: 'Unhandled',
      payload: {
        errorType: 'Runtime.ImportModuleError',
        errorMessage: expect.stringContaining("Cannot find module 'other'") as string,
      },
    });
  });

  test.each([
    [{ Runtime: 'python3.13' }, 'only Node.js'],
    [{ Layers: ['x'] }, 'Layers'],
    [{ Environment: { Variables: { AWS_REGION: 'x' } } }, 'reserved'],
    [{ Environment: { Variables: { BIG: 'x'.repeat(4096) } } }, 'larger than 4096'],
    [{ Code: { ZipFile: 'x' } }, 'ZipFile'],
    [{ ReservedConcurrentExecutions: 1 }, 'ReservedConcurrentExecutions'],
  ])('with %j is refused', async (properties, reason) => {
    await expect(bench.deployFunction(echo, properties)).rejects.toThrow(reason);
  });
});

describe('an event source mapping', () => {
  const withWorker = async (
    properties: Record<string, unknown> = {},
    queueProperties: Record<string, unknown> = {},
  ) => {
    const queue = await bench.deployQueue('Inbox', { VisibilityTimeout: 60, ...queueProperties });
    const arn = await bench.deployFunction(worker);
    const uuid = await bench.deployMapping(arn, queue.arn, {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...properties,
    });
    return { queue, arn, uuid };
  };
  const left = (url: string) => {
    const { queues } = bench.sqs.snapshot() as { queues: { name: string; messages: { body: string }[] }[] };
    return queues.find(({ name }) => url.endsWith(name))!.messages.map(({ body }) => body);
  };

  test('brings messages to the function in batches, soon after they come', async () => {
    const { queue } = await withWorker({ BatchSize: 2 });
    const Entries = ['a', 'b', 'c'].map((body) => ({ Id: body, MessageBody: body }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    await bench.moveClock(1_000);
    expect(batches().map(([, ...bodies]) => bodies)).toEqual([['a', 'b'], ['c']]);
    expect(left(queue.url)).toEqual([]);
    await send(queue.url, 'd');
    await bench.moveClock(1_000);
    expect(batches().at(-1)).toEqual([1_020, 'd']);
  });

  test('brings what was sent before it existed', async () => {
    const queue = await bench.deployQueue('Inbox');
    await send(queue.url, 'early');
    await bench.deployMapping(await bench.deployFunction(worker), queue.arn);
    await bench.moveClock(1_000);
    expect(batches()).toEqual([[20, 'early']]);
  });

  test('waits for its batching window', async () => {
    const { queue } = await withWorker({ MaximumBatchingWindowInSeconds: 5, BatchSize: 100 });
    await send(queue.url, 'a');
    await bench.moveClock(3_000);
    await send(queue.url, 'b');
    await bench.moveClock(10_000);
    expect(batches()).toEqual([[5_000, 'a', 'b']]);
  });

  test('brings a failed message again after its visibility time, and to the dead-letter queue in the end', async () => {
    const dead = await bench.deployQueue('Dead');
    const { queue } = await withWorker({}, { RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 } });
    const Entries = ['ok', 'fail'].map((body) => ({ Id: body, MessageBody: body }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    await bench.moveClock(300_000);
    expect(batches()).toEqual([
      [20, 'ok', 'fail'],
      [60_040, 'fail'],
    ]);
    expect(left(queue.url)).toEqual([]);
    expect(left(dead.url)).toEqual(['fail']);
  });

  test.each(['throw', 'malformed'])('brings the whole batch again when the function answers with %s', async (body) => {
    const { queue } = await withWorker();
    const Entries = ['ok', body].map((text) => ({ Id: text, MessageBody: text }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    await bench.moveClock(70_000);
    expect(batches()).toEqual([
      [20, 'ok', body],
      [60_040, 'ok', body],
    ]);
  });

  test('can be disabled, enabled and deleted, and is listed', async () => {
    const { queue, arn, uuid } = await withWorker({ Enabled: false });
    await send(queue.url, 'a');
    await bench.moveClock(1_000);
    expect(batches()).toEqual([]);
    const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand({ FunctionName: arn }));
    expect(EventSourceMappings).toMatchObject([
      { UUID: uuid, State: 'Disabled', EventSourceArn: queue.arn, BatchSize: 10 },
    ]);
    const provider = bench.lambda.resources['AWS::Lambda::EventSourceMapping']!;
    const properties = { FunctionName: arn, EventSourceArn: queue.arn };
    const request = resourceRequest('AWS::Lambda::EventSourceMapping', properties);
    await provider.update(request, { physicalId: uuid, properties: { ...properties, Enabled: false } });
    await bench.moveClock(1_000);
    expect(batches()).toEqual([[1_020, 'a']]);
    await provider.delete(request, uuid);
    await send(queue.url, 'b');
    await bench.moveClock(1_000);
    expect(batches()).toHaveLength(1);
  });

  test.each([
    [{ BatchSize: 11 }, 'MaximumBatchingWindowInSeconds'],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, 'MaximumConcurrency'],
    [{ FilterCriteria: {} }, 'FilterCriteria'],
  ])('with %j is refused', async (properties, reason) => {
    await expect(withWorker(properties)).rejects.toThrow(reason);
  });
});

describe('a loop through a queue', () => {
  const loop = async (properties: Record<string, unknown>) => {
    const dead = await bench.deployQueue('Dead');
    const queue = await bench.deployQueue('Inbox', {
      RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 5 },
    });
    const arn = await bench.deployFunction(
      `import { SQSClient, SendMessageCommand } from ${JSON.stringify(import.meta.resolve('@aws-sdk/client-sqs'))};
       const client = new SQSClient({ maxAttempts: 1 });
       export const handler = async ({ Records: [{ body }] }) => {
         const round = Number(body);
         if (round < 20) await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: String(round + 1) }));
       };`,
      { Environment: { Variables: { QUEUE_URL: queue.url } }, Timeout: 30, ...properties },
    );
    await bench.deployMapping(arn, queue.arn);
    await send(queue.url, '1');
    await bench.moveClock(10_000);
    return { rounds: bench.journal('function.invoked').length, dead: bench.sqs.access.receiveForPoller(dead.arn, 10) };
  };

  test('is stopped after 16 rounds, and the message goes to the dead-letter queue', async () => {
    const { rounds, dead } = await loop({});
    expect(rounds).toBe(16);
    expect(dead.map(({ body }) => body)).toEqual(['17']);
    expect(bench.journal('function.loop-stopped')).toMatchObject([{ count: 16 }]);
    expect(bench.journal('message.dead-lettered')).toMatchObject([
      { reason: expect.stringContaining('stopped a loop') as string },
    ]);
  });

  test('goes on when the function allows it', async () => {
    const { rounds, dead } = await loop({ RecursiveLoop: 'Allow' });
    expect(rounds).toBe(20);
    expect(dead).toEqual([]);
  });
});

describe('another AWS service', () => {
  const sourceArn = 'arn:aws:events:ap-northeast-1:111122223333:rule/cases';
  const asEvents = (arn: string, source = sourceArn) =>
    bench.lambda.access.invokeEvent(arn, '{"from":"rule"}', { principal: 'events.amazonaws.com', sourceArn: source });

  test('invokes only as a permission says; a role of the account needs none', async () => {
    const arn = await bench.deployFunction(echo);
    expect(asEvents(arn)).toBe(false);
    const request = resourceRequest('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'events.amazonaws.com',
      SourceArn: sourceArn,
    });
    const provider = bench.lambda.resources['AWS::Lambda::Permission']!;
    const { physicalId } = await provider.create(request);
    expect(asEvents(arn)).toBe(true);
    expect(asEvents(arn, `${sourceArn}2`)).toBe(false);
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: arn }));
    expect(JSON.parse(Policy!)).toMatchObject({ Statement: [{ Principal: { Service: 'events.amazonaws.com' } }] });
    await provider.delete(request, physicalId);
    expect(asEvents(arn)).toBe(false);
    expect(bench.lambda.access.invokeEvent(arn, '{}')).toBe(true);
    expect(bench.lambda.access.invokeEvent(`${arn}-other`, '{}')).toBe(false);
    await bench.moveClock(1_000);
    expect(bench.journal('function.invoked')).toHaveLength(2);
  });
});
