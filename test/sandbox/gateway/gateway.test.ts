import * as cases from '@aws-sdk/client-connectcases';
import * as lambda from '@aws-sdk/client-lambda';
import * as sqs from '@aws-sdk/client-sqs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCredentials, type Credentials } from '../../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../../sandbox/gateway/gateway.ts';
import { AwsError, type AwsService, type CallContext, type CallHook } from '../../../sandbox/kernel/service.ts';
import type { Partner, PartnerRequest } from '../../../sandbox/partners/partner.ts';
import { testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

let world: TestWorld;
let gateway: Gateway;
let endpoint: string;
let credentials: Credentials;
let calls: { context: CallContext; input: Record<string, unknown> }[];
let partnerRequests: PartnerRequest[];
let hooks: CallHook[];

const record = (answer: unknown) => (input: Record<string, unknown>, context: CallContext) => {
  calls.push({ context, input });
  if (answer instanceof Error) throw answer;
  return answer;
};

beforeEach(async () => {
  world = testWorld({ start: '2031-02-03T04:05:06.000Z' });
  credentials = createCredentials(world.kernel.identifiers);
  [calls, partnerRequests, hooks] = [[], [], []];
  const services: AwsService[] = [
    {
      signingName: 'cases',
      title: 'Amazon Connect Cases',
      protocol: 'restJson1',
      schemas: cases,
      operations: {
        GetCase: record(
          new AwsError('ResourceNotFoundException', 'no such case', {
            fields: { resourceId: 'x', resourceType: 'case' },
          }),
        ),
        CreateCase: record({ caseId: 'c', caseArn: 'a' }),
        GetDomain: record({ domainId: 'only this' }),
        ListDomains: record(new RangeError('broken inside')),
      },
    },
    {
      signingName: 'sqs',
      title: 'Amazon SQS',
      protocol: 'awsJson1_0',
      schemas: sqs,
      operations: { GetQueueUrl: record(new AwsError('QueueDoesNotExist', 'no such queue')), ListQueues: record({}) },
    },
    {
      signingName: 'lambda',
      title: 'AWS Lambda',
      protocol: 'restJson1',
      schemas: lambda,
      operations: {
        Invoke: async () => ({
          StatusCode: 200,
          Payload: Buffer.from(JSON.stringify(world.kernel.activity.inFlight())),
        }),
        ListFunctions: () => ({ Functions: [{ FunctionName: world.kernel.activity.inFlight().join() }] }),
      },
    },
  ];
  const partners: Partner[] = [
    {
      name: 'Slack',
      hosts: ['slack.com'],
      handle(request) {
        partnerRequests.push(request);
        return { status: 201, headers: { 'retry-after': '1' }, body: { ok: true, text: '日本' } };
      },
      snapshot: () => ({}),
    },
  ];
  gateway = createGateway({
    kernel: world.kernel,
    services,
    partners,
    hooks: [
      {
        before: (context, input) => hooks[0]?.before?.(context, input),
        after: (...rest) => hooks[0]?.after?.(...rest),
      },
    ],
    credentials,
    control(request, response) {
      if (request.url !== '/_casewarden/state') return false;
      response.end('state');
      return true;
    },
  });
  endpoint = (await gateway.listen()).endpoint;
});
afterEach(() => gateway.close());

const configuration = (accessKeyId = 'outside') => ({
  endpoint,
  region: 'ap-northeast-1',
  credentials: { accessKeyId, secretAccessKey: 'secret' },
  maxAttempts: 1,
});
const casesClient = (accessKeyId?: string) => new cases.ConnectCasesClient(configuration(accessKeyId));
const sqsClient = () => new sqs.SQSClient(configuration());

/** A signed-looking request by hand, for bodies that no SDK would send. */
const post = async (path: string, scope: string, body: string, headers: Record<string, string> = {}) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=key/20310203/ap-northeast-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(endpoint + path, { method: 'POST', headers: { authorization, ...headers }, body });
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, error: response.headers.get('x-amzn-errortype'), message: answer['message'] };
};

const createCase = { domainId: 'd', templateId: 't', fields: [{ id: 'title', value: { stringValue: '件名' } }] };

describe('a call', () => {
  test('names the role behind its access key and carries the trace header', async () => {
    const key = credentials.issue('arn:aws:iam::111122223333:role/advance');
    const client = casesClient(key.accessKeyId);
    client.middlewareStack.add(
      (next) => (given) => {
        (given.request as { headers: Record<string, string> }).headers['X-Amzn-Trace-Id'] = 'Root=1-2-3;Lineage=aa:1';
        return next(given);
      },
      { step: 'build' },
    );
    await client.send(new cases.CreateCaseCommand(createCase));
    expect(calls[0]!.context).toMatchObject({
      service: 'cases',
      operation: 'CreateCase',
      caller: { accessKeyId: key.accessKeyId, roleArn: 'arn:aws:iam::111122223333:role/advance' },
      traceHeader: 'Root=1-2-3;Lineage=aa:1',
    });
    await casesClient('AKIAOUTSIDE').send(new cases.CreateCaseCommand(createCase));
    expect(calls[1]!.context.caller).toEqual({ accessKeyId: 'AKIAOUTSIDE', roleArn: undefined });
  });

  test('is answered with the virtual date and a request id', async () => {
    const response = await fetch(endpoint);
    expect(response.headers.get('date')).toBe('Mon, 03 Feb 2031 04:05:06 GMT');
    const { $metadata } = await casesClient().send(new cases.CreateCaseCommand(createCase));
    expect($metadata.requestId).toBe(calls[0]!.context.requestId);
  });

  test('counts as in flight, but Invoke does not: its function may sleep', async () => {
    const client = new lambda.LambdaClient(configuration());
    const listed = await client.send(new lambda.ListFunctionsCommand({}));
    expect(listed.Functions).toEqual([{ FunctionName: 'GET /2015-03-31/functions' }]);
    const invoked = await client.send(new lambda.InvokeCommand({ FunctionName: 'f' }));
    expect(invoked.Payload?.transformToString()).toBe('[]');
  });

  test('passes the hooks before and after; a hook can refuse it', async () => {
    const seen: string[] = [];
    hooks[0] = {
      before: (context) => void seen.push(`before ${context.operation}`),
      after: (_context, _input, result) => void seen.push('error' in result ? 'failed' : 'done'),
    };
    await casesClient().send(new cases.CreateCaseCommand(createCase));
    const getCase = new cases.GetCaseCommand({ domainId: 'd', caseId: 'c', fields: [] });
    await expect(casesClient().send(getCase)).rejects.toThrow();
    expect(seen).toEqual(['before CreateCase', 'done', 'before GetCase', 'failed']);
    hooks[0] = {
      before() {
        throw new AwsError('AccessDeniedException', 'not for you', { statusCode: 403 });
      },
    };
    await expect(casesClient().send(new cases.CreateCaseCommand(createCase))).rejects.toBeInstanceOf(
      cases.AccessDeniedException,
    );
  });

  test('a call that a hook refuses does not reach the service, and the hooks after hear why', async () => {
    const heard: unknown[] = [];
    hooks[0] = {
      before() {
        throw new AwsError('AccessDeniedException', 'not for you', { statusCode: 403 });
      },
      after: (_context, _input, result) => void heard.push('error' in result && (result.error as AwsError).code),
    };
    await expect(casesClient().send(new cases.CreateCaseCommand(createCase))).rejects.toThrow('not for you');
    expect(heard).toEqual(['AccessDeniedException']);
    expect(calls).toEqual([]);
  });
});

describe('an error', () => {
  test('reaches a REST client as the real exception class with its fields', async () => {
    const failure = casesClient().send(new cases.GetCaseCommand({ domainId: 'd', caseId: 'c', fields: [] }));
    await expect(failure).rejects.toBeInstanceOf(cases.ResourceNotFoundException);
    await expect(failure).rejects.toMatchObject({
      message: 'no such case',
      resourceId: 'x',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('reaches an SQS client as the real exception class, with the name of the older protocol beside it', async () => {
    const failure = sqsClient().send(new sqs.GetQueueUrlCommand({ QueueName: 'q' }));
    await expect(failure).rejects.toBeInstanceOf(sqs.QueueDoesNotExist);
    await expect(failure).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
  });

  test.each([
    ['a required member that is missing', '/domains/d/cases', '{"fields":[]}', 'ValidationException', "'templateId'"],
    [
      'a wrong type deep inside',
      '/domains/d/cases',
      '{"templateId":"t","fields":[{"id":1,"value":{"stringValue":"x"}}]}',
      'ValidationException',
      "'fields[0].id' must be a string, got number",
    ],
    [
      'a union with two members',
      '/domains/d/cases',
      '{"templateId":"t","fields":[{"id":"i","value":{"stringValue":"x","doubleValue":1}}]}',
      'ValidationException',
      'exactly one member',
    ],
    ['a body that is not JSON', '/domains/d/cases', '{"templateId":', 'SerializationException', 'JSON'],
    ['a body that is not an object', '/domains/d/cases', '[]', 'ValidationException', 'got array'],
  ])('refuses %s', async (_what, path, body, code, message) => {
    const answer = await post(path, 'cases', body);
    expect(answer).toMatchObject({ status: 400, error: code });
    expect(answer.message).toContain(message);
    expect(calls).toEqual([]);
  });

  test('names what is supported when the operation is not', async () => {
    const failure = casesClient().send(new cases.DeleteCaseCommand({ domainId: 'd', caseId: 'c' }));
    await expect(failure).rejects.toMatchObject({
      name: 'NotSupportedInSandbox',
      message:
        'Amazon Connect Cases: DeleteCase is not supported in this sandbox. Supported: CreateCase, GetCase, GetDomain, ListDomains.',
      $metadata: { httpStatusCode: 501 },
    });
    expect(await post('/', 'sqs', '{}', { 'x-amz-target': 'AmazonSQS.Fly' })).toMatchObject({
      error: 'NotSupportedInSandbox',
    });
    expect(await post('/nowhere', 'cases', '{}')).toMatchObject({ status: 501, error: 'NotSupportedInSandbox' });
  });

  test('names the services when the service is not there, and asks for a signature when there is none', async () => {
    const unknown = await post('/', 'states', '');
    expect(unknown).toMatchObject({ status: 501, error: 'NotSupportedInSandbox' });
    expect(unknown.message).toContain('cases, lambda, sqs');
    expect((await fetch(endpoint)).status).toBe(403);
  });

  test('is XML for a client that reads XML, so that the AWS CLI shows it', async () => {
    const scope = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=k/20310203/r/${service}/aws4_request`,
    });
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...scope('sts') };
    const sts = await fetch(endpoint, { method: 'POST', headers: form, body: 'Action=GetCallerIdentity' });
    expect(await sts.text()).toContain(
      '<Code>NotSupportedInSandbox</Code><Message>The service with signing name &quot;sts&quot;',
    );
    const s3 = await fetch(endpoint, { headers: scope('s3') });
    expect(await s3.text()).toContain('<Error><Code>NotSupportedInSandbox</Code>');
  });

  test('of the sandbox itself is recorded and told apart from the caller’s', async () => {
    await expect(casesClient().send(new cases.ListDomainsCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 500 },
    });
    const incomplete = casesClient().send(new cases.GetDomainCommand({ domainId: 'd' }));
    await expect(incomplete).rejects.toThrow(
      "the answer of GetDomain does not fit its schema: Value null at 'domainArn'",
    );
    expect(world.kernel.journal.entries().map((entry) => entry.kind)).toEqual(['sandbox.fault', 'sandbox.fault']);
  });

  test('answers a body over the limit without keeping it', async () => {
    const answer = await post('/domains/d/cases', 'cases', ' '.repeat(11 * 1024 * 1024));
    expect(answer).toMatchObject({ status: 413, error: 'RequestEntityTooLargeException' });
  });

  test('of a caller who hangs up in the middle of a request is none of ours, and nothing stays in flight', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=k/20310203/ap-northeast-1/cases/aws4_request, SignedHeaders=host, Signature=s';
    const head = ['POST /domains/d/cases HTTP/1.1', 'host: localhost', `authorization: ${authorization}`];
    const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
    socket.write([...head, 'content-length: 100', '', '{"templateId":'].join('\r\n'));
    await vi.waitFor(() => expect(world.kernel.activity.inFlight()).toEqual(['POST /domains/d/cases']));
    socket.destroy();

    await vi.waitFor(() => expect(world.kernel.activity.inFlight()).toEqual([]));
    expect(calls).toEqual([]);
    expect(world.kernel.journal.entries()).toEqual([]);
  });

  test('a body that comes in pieces is read whole', async () => {
    const text = JSON.stringify({ templateId: '日本'.repeat(50_000), fields: [] });
    const response = await fetch(`${endpoint}/domains/d/cases`, {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=k/20310203/ap-northeast-1/cases/aws4_request, SignedHeaders=host, Signature=s',
      },
      body: text,
    });
    expect(response.status).toBe(200);
    expect(calls[0]!.input).toMatchObject(JSON.parse(text) as object);
  });
});

describe('a request with the partner header', () => {
  test('goes to the partner with that host, body and query whole', async () => {
    const response = await fetch(`${endpoint}/api/chat.postMessage?x=%2F`, {
      method: 'POST',
      headers: { 'x-casewarden-host': 'slack.com', authorization: 'Bearer t' },
      body: '{"text":"こんにちは"}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ ok: true, text: '日本' });
    expect(partnerRequests[0]).toMatchObject({
      method: 'POST',
      host: 'slack.com',
      path: '/api/chat.postMessage',
      body: '{"text":"こんにちは"}',
    });
    expect(partnerRequests[0]!.query.get('x')).toBe('/');
    expect(partnerRequests[0]!.headers['authorization']).toBe('Bearer t');
    expect(partnerRequests[0]!.headers['x-casewarden-host']).toBeUndefined();
  });

  test('to a host that nobody stands in for is refused with its name', async () => {
    const response = await fetch(endpoint, { headers: { 'x-casewarden-host': 'example.org' } });
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('no stand-in for the host \\"example.org\\"');
  });
});

test('a connection stays until one of the two closes it: real time ends none under a function that keeps it', async () => {
  const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.write(['GET /domains HTTP/1.1', 'host: localhost', '', ''].join('\r\n'));
  await vi.waitFor(() => expect(received).toContain('MissingAuthenticationToken'));
  expect(received).toMatch(/^connection: keep-alive\r$/im);
  expect(received).not.toMatch(/^keep-alive: timeout/im);
  socket.destroy();
});

test('paths of the sandbox itself go to the control handler', async () => {
  expect(await (await fetch(`${endpoint}/_casewarden/state`)).text()).toBe('state');
  expect((await fetch(`${endpoint}/_casewarden/other`)).status).toBe(404);
});

test('a port in use is exchanged for a free one, and the gateway says so', async () => {
  const port = Number(new URL(endpoint).port);
  const second = createGateway({ kernel: world.kernel, services: [], partners: [], hooks: [], credentials });
  const listening = await second.listen(port);
  expect(listening.insteadOf).toBe(port);
  expect(listening.port).not.toBe(port);
  await second.close();
});
