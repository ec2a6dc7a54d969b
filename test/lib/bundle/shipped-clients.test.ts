import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleHandlers } from '../../../lib/bundle/bundle-handlers.ts';
import { bundleOf } from '../../../lib/bundle/handler-bundle.ts';
import type { ProbeCall, ProbeError } from '../../fixtures/bundle-probe/probe/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { expectedAuthorization } from './support/expected-signature.ts';
import { lambdaEnvironment, runBundle, type PlannedAnswer, type RecordedRequest } from './support/run-bundle.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const empty: PlannedAnswer = { json: {} };

describe('AWS clients in a bundle', () => {
  let directory = '';
  beforeAll(async () => {
    const bundles = await bundleHandlers({
      names: ['probe'],
      handlersDirectory: fileURLToPath(new URL('../../fixtures/bundle-probe', import.meta.url)),
      outputDirectory: temporaryFolder(),
    });
    ({ directory } = bundleOf(bundles, 'probe'));
  });

  interface Outcome {
    readonly answer?: Record<string, unknown>;
    readonly error?: ProbeError;
  }

  const run = async (
    events: readonly ProbeCall[],
    answer: (request: RecordedRequest, position: number) => PlannedAnswer = () => empty,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly outcomes: readonly Outcome[]; readonly requests: readonly RecordedRequest[] }> => {
    const { answers, requests } = await runBundle({ directory, events, answer, environment });
    return { outcomes: answers as Outcome[], requests };
  };

  test.each([
    ['put-item', 'dynamodb', '/'],
    ['put-events', 'events', '/'],
    ['send-message', 'sqs', '/'],
    ['update-case', 'cases', '/domains/domain/cases/case'],
  ] as const)('send %s to AWS_ENDPOINT_URL, signed as AWS describes it', async (call, service, path) => {
    const { requests } = await run([{ call }]);
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.url).toBe(path);
    expect(request?.headers.authorization).toBe(request && expectedAuthorization(request, service));
    expect(request?.headers['x-amz-security-token']).toBe(lambdaEnvironment.AWS_SESSION_TOKEN);
  });

  test("carry Lambda's trace, so that Lambda can stop a loop, and say who they are", async () => {
    const { requests } = await run([{ call: 'put-item' }, { call: 'put-item' }]);
    const [first, second] = requests.map(({ headers }) => headers);
    // oxlint-disable-next-line no-underscore-dangle -- Lambda's name of the variable
    expect(first?.['x-amzn-trace-id']).toBe(lambdaEnvironment._X_AMZN_TRACE_ID);
    expect(first?.['amz-sdk-request']).toBe('attempt=1; max=1');
    expect(first?.['amz-sdk-invocation-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.['amz-sdk-invocation-id']).not.toBe(first?.['amz-sdk-invocation-id']);
    expect(first?.['user-agent']).toMatch(
      /^aws-sdk-js\/3\.[\d.]+ .*api\/dynamodb#3\..* exec-env\/AWS_Lambda_nodejs24\.x/,
    );
  });

  test('correct their clock by the Date header of an answer, also of a refusal', async () => {
    const aheadSeconds = 3600;
    const { requests } = await run([{ call: 'put-item' }, { call: 'put-item' }], (_, position) => ({
      status: position === 0 ? 400 : 200,
      headers: { date: new Date(Date.now() + aheadSeconds * 1000).toUTCString() },
      json: { __type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature expired' },
    }));
    const [first, second] = requests.map(({ headers }) =>
      Date.parse(String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')),
    );
    expect(Math.abs(((second ?? 0) - (first ?? 0)) / 1000 - aheadSeconds)).toBeLessThan(30);
  });

  test('throw the exception class that the model has for the operation, with its fields', async () => {
    const { outcomes } = await run([{ call: 'put-item' }, { call: 'update-case' }], (_, position) =>
      position === 0
        ? {
            status: 400,
            json: {
              __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
              message: 'The conditional request failed',
              Item: { pk: { S: 'case' }, count: { N: '7' } },
            },
          }
        : {
            status: 404,
            headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
            json: { message: 'not there', resourceId: 'case', resourceType: 'Case' },
          },
    );
    expect(outcomes[0]?.error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      fault: 'client',
      status: 400,
      classes: ['ConditionalCheckFailedException', 'DynamoDBServiceException', 'Error'],
      fields: { Item: { pk: { S: 'case' }, count: { N: '7' } } },
    });
    expect(outcomes[1]?.error).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'not there',
      status: 404,
      classes: ['ResourceNotFoundException', 'Error'],
      fields: { resourceId: 'case', resourceType: 'Case' },
    });
  });

  test.each([
    ['of another operation', 'com.amazonaws.dynamodb.v20120810#BackupNotFoundException', 'BackupNotFoundException'],
    ['the model lacks', 'com.amazon.coral.validate#ValidationException', 'ValidationException'],
  ])("throw an error %s as the service's base class, under AWS's name", async (_, type, name) => {
    const { outcomes } = await run([{ call: 'put-item' }], () => ({
      status: 400,
      json: { __type: type, message: 'no' },
    }));
    expect(outcomes[0]?.error).toMatchObject({
      name,
      message: 'no',
      status: 400,
      classes: ['DynamoDBServiceException', 'Error'],
    });
  });

  test("check what a queue took against the message's MD5", async () => {
    const answers = [
      { MessageId: '1', MD5OfMessageBody: md5('hello') },
      { MessageId: '2', MD5OfMessageBody: md5('hallo') },
    ];
    const { outcomes } = await run([{ call: 'send-message' }, { call: 'send-message' }], (_, position) => ({
      json: answers[position],
    }));
    expect(outcomes[0]?.answer).toMatchObject({ MessageId: '1' });
    expect(outcomes[1]?.error?.message).toContain('InvalidChecksumError');
  });

  test('refuse what was left out, by name, and send nothing', async () => {
    const { outcomes, requests } = await run([{ call: 'refused-settings' }, { call: 'put-events-everywhere' }]);
    expect(outcomes[0]?.error?.message).toBe(
      'repeating calls (maxAttempts other than 1): not part of this bundle, see lib/bundle/sdk-parts.ts',
    );
    expect(outcomes[1]?.error?.message).toBe('SigV4a: not part of this bundle, see lib/bundle/sdk-parts.ts');
    expect(requests).toEqual([]);
  });

  test('make one attempt whatever the environment says about retries', async () => {
    const { requests } = await run([{ call: 'put-item' }], () => ({ status: 503, json: {} }), {
      AWS_MAX_ATTEMPTS: '5',
      AWS_RETRY_MODE: 'adaptive',
    });
    expect(requests).toHaveLength(1);
  });

  test('find every endpoint that the SDK as published finds, with FIPS and dual-stack', async () => {
    const packages = new URL('../../../node_modules/', import.meta.url);
    const file = '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
    const partitions = readFileSync(new URL(file, packages), 'utf8');
    const regions = [...partitions.matchAll(/"(?<region>[a-z]+(?:-[a-z]+)+-\d)": \{/g)].map((match) => match[1] ?? '');
    expect(regions.length).toBeGreaterThan(40);
    const flags = [false, true].flatMap((UseFIPS) => [false, true].map((UseDualStack) => ({ UseFIPS, UseDualStack })));
    const { outcomes } = await run([{ call: 'endpoints', regions, flags }]);
    const published = {
      dynamo: new DynamoDBClient({}),
      cases: new ConnectCasesClient({}),
      events: new EventBridgeClient({}),
      queues: new SQSClient({}),
    };
    const expected: Record<string, string> = {};
    for (const [name, client] of Object.entries(published)) {
      for (const Region of regions) {
        for (const flag of flags) {
          const key = `${name} ${Region} ${flag.UseFIPS} ${flag.UseDualStack}`;
          try {
            expected[key] = client.config.endpointProvider({ Region, ...flag }).url.href;
          } catch (error) {
            expected[key] = String(error instanceof Error ? error.message : error);
          }
        }
      }
    }
    expect(outcomes[0]?.answer).toEqual(expected);
  });
});
