import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFunctionHost, type FunctionHost } from '../../../sandbox/runtime/function-host.ts';
import type { HostedFunction } from '../../../sandbox/runtime/hosted-function.ts';
import { testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

const start = '2031-02-03T04:05:06.000Z';
let folder: string;
let server: Server;
let endpoint: string;
let requests: { request: IncomingMessage; body: string }[];
let world: TestWorld;
let host: FunctionHost;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'function-host-'));
  requests = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ request, body });
      response.end(JSON.stringify({ received: body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = testWorld({ start, endpoint: () => endpoint });
  host = createFunctionHost(world.kernel, { watchdogSeconds: 2 });
});
afterEach(async () => {
  await host.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

let sources = 0;
/** A function of this source; each has a folder of its own. */
const hosted = (source: string | undefined, overrides: Partial<HostedFunction> = {}): HostedFunction => {
  const codeDirectory = mkdtempSync(join(folder, 'code-'));
  if (source !== undefined) writeFileSync(join(codeDirectory, 'index.mjs'), source);
  return {
    name: 'subject',
    arn: `arn:aws:lambda:ap-northeast-1:111122223333:function:subject-${(sources += 1)}`,
    codeDirectory,
    handler: 'index.handler',
    environment: { TABLE: 'ledger' },
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    runtime: 'nodejs24.x',
    logGroup: '/aws/lambda/subject',
    credentials: { accessKeyId: 'ASIAROLE', secretAccessKey: 'secret' },
    ...overrides,
  };
};

let requestCount = 0;
const invoke = (subject: HostedFunction, event: unknown = {}, requestId = `request-${(requestCount += 1)}`) =>
  host.invoke(subject, { payload: JSON.stringify(event), requestId, traceHeader: 'Root=1-1-1;Lineage=ab:1' });

/** Runs the function as the only thing going on; the clock moves as it sleeps. */
const runToEnd = async (subject: HostedFunction, event?: unknown) => {
  let ended = false;
  const result = invoke(subject, event).finally(() => (ended = true));
  await world.kernel.clock.runUntilCondition(() => ended, Date.parse(start) + 3_600_000);
  return result;
};
const answerOf = async (subject: HostedFunction, event?: unknown) => {
  const result = await runToEnd(subject, event);
  expect(result.functionError, result.payload).toBeUndefined();
  return JSON.parse(result.payload) as unknown;
};
const failureOf = async (subject: HostedFunction) => {
  const result = await runToEnd(subject);
  expect(result.functionError).toBe('Unhandled');
  return JSON.parse(result.payload) as { errorType: string; errorMessage: string };
};

describe('inside a function', () => {
  test('event, context and environment are those of Lambda, and nothing of this process', async () => {
    process.env['SECRET_OF_THE_PROCESS'] = 'x';
    const subject = hosted(`export const handler = async (event, context) => ({
      event, name: context.functionName, left: context.getRemainingTimeInMillis(), id: context.awsRequestId, env: process.env });`);
    const answer = (await answerOf(subject, { a: [1, '日本'] })) as { env: Record<string, string> };
    expect(answer).toMatchObject({
      event: { a: [1, '日本'] },
      name: 'subject',
      left: 60_000,
      id: `request-${requestCount}`,
    });
    expect(answer.env).toMatchObject({
      TABLE: 'ledger',
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'ASIAROLE',
      AWS_LAMBDA_FUNCTION_NAME: 'subject',
      _X_AMZN_TRACE_ID: 'Root=1-1-1;Lineage=ab:1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(answer.env).not.toHaveProperty('SECRET_OF_THE_PROCESS');
    expect(answer.env).not.toHaveProperty('PATH');
    delete process.env['SECRET_OF_THE_PROCESS'];
  });

  test('time is the virtual clock, in every way to ask for it', async () => {
    const subject = hosted(`export const handler = async () => [Date.now(), new Date().toISOString(), Date(),
      new Date(0).toISOString(), new Date(2020, 0).getFullYear(), Date.parse('1970-01-01T00:00:01Z'), new Date() instanceof Date];`);
    const now = Date.parse(start);
    const answer = await answerOf(subject);
    expect(answer).toEqual([now, start, new Date(now).toString(), '1970-01-01T00:00:00.000Z', 2020, 1000, true]);
    await world.kernel.clock.runUntil(now + 86_400_000);
    const later = (await answerOf(subject)) as unknown[];
    expect(later.slice(0, 2)).toEqual([now + 86_400_000, '2031-02-04T04:05:06.000Z']);
  });

  test('a pause takes virtual time, also by the named import, and the clock moves meanwhile', async () => {
    const subject = hosted(`import { setTimeout as pause } from 'node:timers/promises';
      import timers from 'timers/promises';
      export const handler = async () => {
        const at = [Date.now()];
        at.push(await pause(1500, 7), Date.now());
        await timers.setTimeout(500);
        await Promise.all([pause(1000), pause(3000)]);
        at.push(Date.now());
        return at;
      };`);
    const fired: number[] = [];
    world.kernel.clock.after(1000, 'in between', () => void fired.push(world.kernel.clock.now()));
    const now = Date.parse(start);
    expect(await answerOf(subject)).toEqual([now, 7, now + 1500, now + 5000]);
    expect(fired).toEqual([now + 1000]);
    expect(world.kernel.clock.now()).toBe(now + 5000);
  });

  test('the clock stands still while a function works, also while it sleeps and waits for an answer at once', async () => {
    const subject = hosted(`import http from 'node:http';
      import { setTimeout as pause } from 'node:timers/promises';
      const ask = () => new Promise((resolve, reject) => http.request(process.env.AWS_ENDPOINT_URL + '/slow', (response) => {
        response.resume().on('end', () => resolve(Date.now())); }).on('error', reject).end());
      export const handler = async () => {
        const [, asked] = await Promise.all([pause(60), ask()]);
        return [asked, Date.now()];
      };`);
    server.prependListener('request', (_request, response) => {
      const end = response.end.bind(response);
      response.end = ((...given: []) => setTimeout(() => end(...given), 100)) as never;
    });
    const now = Date.parse(start);
    expect(await answerOf(subject)).toEqual([now, now + 60]);
  });

  test('a pause can be aborted', async () => {
    const subject = hosted(`import { setTimeout as pause } from 'node:timers/promises';
      export const handler = async () => {
        const control = new AbortController();
        const long = pause(100000, undefined, { signal: control.signal }).catch((error) => error.name);
        await pause(10);
        control.abort();
        return [await long, Date.now()];
      };`);
    expect(await answerOf(subject)).toEqual(['AbortError', Date.parse(start) + 10]);
  });

  test('chance comes from the request id: the same request draws the same', async () => {
    const subject = hosted(`import { randomUUID } from 'node:crypto';
      export const handler = async () => [Math.random(), randomUUID(), crypto.randomUUID()];`);
    const first = await invoke(subject, {}, 'same');
    const second = await invoke(subject, {}, 'same');
    const other = await invoke(subject, {}, 'other');
    expect(second.payload).toBe(first.payload);
    expect(other.payload).not.toBe(first.payload);
    const [, one, two] = JSON.parse(first.payload) as string[];
    expect(
      [one, two].every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id!)),
    ).toBe(true);
    expect(one).not.toBe(two);
  });

  test('a request to an outside host reaches the sandbox with that host in a header', async () => {
    const subject = hosted(`export const handler = async () => {
      const response = await fetch('https://slack.com/api/chat.postMessage?a=b', {
        method: 'POST', headers: { authorization: 'Bearer t', 'content-type': 'application/json' }, body: '{"text":"こんにちは"}' });
      const local = await fetch(new Request(process.env.AWS_ENDPOINT_URL + '/_casewarden/x', { method: 'PUT', body: 'here' }));
      return [await response.json(), await local.json()];
    };`);
    expect(await answerOf(subject)).toEqual([{ received: '{"text":"こんにちは"}' }, { received: 'here' }]);
    const [outside, local] = requests.map(({ request }) => request);
    expect(outside).toMatchObject({ method: 'POST', url: '/api/chat.postMessage?a=b' });
    expect(outside!.headers).toMatchObject({ 'x-casewarden-host': 'slack.com', authorization: 'Bearer t' });
    expect(local!.headers).not.toHaveProperty('x-casewarden-host');
  });

  test('what it prints is the log of its invocation', async () => {
    const subject = hosted(`console.log('loaded');
      export const handler = async ({ name }) => { console.log('hello', name); console.error('trouble'); process.stdout.write('raw\\n'); };`);
    expect(await runToEnd(subject, { name: 'a' })).toEqual({
      payload: 'null',
      functionError: undefined,
      logs: ['loaded', 'hello a', 'trouble', 'raw'],
    });
    expect((await runToEnd(subject, { name: 'b' })).logs).toEqual(['hello b', 'trouble', 'raw']);
  });
});

describe('a failure is a result that says what happened:', () => {
  test.each([
    [
      'an error thrown',
      `export const handler = async () => { throw new TypeError('no good'); };`,
      'TypeError',
      'no good',
    ],
    ['a value thrown', `export const handler = async () => { throw 'words'; };`, 'Error', 'words'],
    ['an answer that is not JSON', `export const handler = async () => 1n;`, 'Runtime.MarshalError', 'BigInt'],
    ['a missing file', undefined, 'Runtime.ImportModuleError', "Cannot find module 'index' of function subject"],
    ['a syntax error', `export const handler = async () => {`, 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ['an error while loading', `throw new Error('bad start');`, 'Runtime.ImportModuleError', 'bad start'],
    ['an import that fails', `import 'nothing-of-that-name';`, 'Runtime.ImportModuleError', 'nothing-of-that-name'],
    ['no such export', `export const other = 1;`, 'Runtime.HandlerNotFound', 'exports other'],
    ['an exit', `export const handler = async () => process.exit(3);`, 'Runtime.ExitError', 'exit status 3'],
    [
      'an error that nothing awaits',
      `export const handler = async () => { Promise.reject(new RangeError('lost')); await new Promise(() => {}); };`,
      'RangeError',
      'lost',
    ],
    ['a loop without end', `export const handler = async () => { for (;;); };`, 'Sandbox.Watchdog', '2 s of real time'],
    [
      'a time-out',
      `import { setTimeout as pause } from 'node:timers/promises'; export const handler = () => pause(61000);`,
      'Sandbox.Timedout',
      'Task timed out after 60.00 seconds',
    ],
  ])('%s', async (_what, source, errorType, errorMessage) => {
    const failure = await failureOf(hosted(source));
    expect(failure.errorType).toBe(errorType);
    expect(failure.errorMessage).toContain(errorMessage);
    expect(world.kernel.activity.inFlight()).toEqual([]);
  });

  test('and the next invocation starts afresh', async () => {
    const subject = hosted(`let count = 0;
      export const handler = async ({ crash }) => { count += 1; if (crash) process.exit(1); return count; };`);
    expect(await answerOf(subject)).toBe(1);
    expect(await answerOf(subject)).toBe(2);
    expect((await runToEnd(subject, { crash: true })).functionError).toBe('Unhandled');
    expect(await answerOf(subject)).toBe(1);
  });
});

describe('threads', () => {
  test('run at most two invocations of a function at once, the rest in turn', async () => {
    const subject = hosted(`import { setTimeout as pause } from 'node:timers/promises';
      export const handler = async ({ id }) => { const began = Date.now(); await pause(1000); return [id, began]; };`);
    const all = Promise.all([1, 2, 3].map((id) => invoke(subject, { id })));
    let ended = false;
    void all.finally(() => (ended = true));
    await world.kernel.clock.runUntilCondition(() => ended, Date.parse(start) + 60_000);
    const now = Date.parse(start);
    expect((await all).map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      [1, now],
      [2, now],
      [3, now + 1000],
    ]);
  });

  test('are let go when the function changes', async () => {
    const subject = hosted(`let count = 0; export const handler = async () => (count += 1);`);
    expect(await answerOf(subject)).toBe(1);
    host.retire(subject.arn);
    expect(await answerOf(subject)).toBe(1);
  });

  test('end with the host, and what runs in them fails', async () => {
    const subject = hosted(
      `import { setTimeout as pause } from 'node:timers/promises'; export const handler = () => pause(1e9);`,
    );
    const running = invoke(subject);
    await host.close();
    expect(JSON.parse((await running).payload)).toMatchObject({ errorType: 'Sandbox.Closed' });
    expect(JSON.parse((await invoke(subject)).payload)).toMatchObject({ errorType: 'Sandbox.Closed' });
    expect(world.kernel.activity.inFlight()).toEqual([]);
  });
});
