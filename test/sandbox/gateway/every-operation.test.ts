import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as connect from '@aws-sdk/client-connect';
import * as cases from '@aws-sdk/client-connectcases';
import * as profiles from '@aws-sdk/client-customer-profiles';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as ses from '@aws-sdk/client-sesv2';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCredentials } from '../../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../../sandbox/gateway/gateway.ts';
import { operationShapes } from '../../../sandbox/gateway/schema-codec.ts';
import type { AwsService, Operation } from '../../../sandbox/kernel/service.ts';
import { testWorld } from '../../support/sandbox-kernel.ts';
import { plain, sampleOf } from './sample-from-schema.ts';

type Module = Readonly<Record<string, unknown>>;

const clients: readonly [signingName: string, protocol: AwsService['protocol'], clientName: string, module: Module][] =
  [
    ['cases', 'restJson1', 'ConnectCasesClient', cases],
    ['connect', 'restJson1', 'ConnectClient', connect],
    ['profile', 'restJson1', 'CustomerProfilesClient', profiles],
    ['events', 'awsJson1_1', 'EventBridgeClient', eventbridge],
    ['ses', 'restJson1', 'SESv2Client', ses],
    ['dynamodb', 'awsJson1_0', 'DynamoDBClient', dynamodb],
    ['sqs', 'awsJson1_0', 'SQSClient', sqs],
    ['scheduler', 'restJson1', 'SchedulerClient', scheduler],
    ['secretsmanager', 'awsJson1_1', 'SecretsManagerClient', secrets],
    ['ssm', 'awsJson1_1', 'SSMClient', ssm],
    ['lambda', 'restJson1', 'LambdaClient', lambda],
    ['monitoring', 'awsJson1_0', 'CloudWatchClient', cloudwatch],
  ];

/** Event streams and streamed bodies: not served by the gateway, and used by nothing here. */
const streaming = new Set(['InvokeWithResponseStream', 'InvokeAsync']);

/** Members that send a client to a host of its own and are not part of the wire format. */
const withoutEndpointMembers = (input: Record<string, unknown>, endpoint: string) => {
  const { EndpointId: _endpointId, ...rest } = input;
  return 'QueueUrl' in rest ? { ...rest, QueueUrl: `${endpoint}/111122223333/queue` } : rest;
};

const received = new Map<string, unknown>();
let gateway: Gateway;
let endpoint: string;

beforeAll(async () => {
  const { kernel } = testWorld();
  const services = clients.map(([signingName, protocol, title, schemas]): AwsService => {
    const answers = [...operationShapes(schemas)].map(([name, shape]): [string, Operation] => [
      name,
      (input) => {
        received.set(`${signingName}:${name}`, input);
        const output = sampleOf(shape.output);
        return output !== null && typeof output === 'object' && 'StatusCode' in output
          ? { ...output, StatusCode: 202 }
          : output;
      },
    ]);
    return { signingName, protocol, title, schemas, operations: Object.fromEntries(answers) };
  });
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services, partners: [], hooks: [], credentials });
  endpoint = (await gateway.listen()).endpoint;
});
afterAll(() => gateway.close());

interface SendingClient {
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}
type Constructor<T> = new (argument: unknown) => T;

describe.each(clients)('%s', (signingName, _protocol, clientName, module) => {
  test('every operation reaches itself with its input whole and gives back its output whole', async () => {
    const Client = module[clientName] as Constructor<SendingClient>;
    const client = new Client({
      endpoint,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      md5: false,
    });
    const shapes = [...operationShapes(module).values()].filter((shape) => !streaming.has(shape.name));
    expect(shapes.length).toBeGreaterThan(5);
    for (const shape of shapes) {
      received.clear();
      const Command = module[`${shape.name}Command`] as Constructor<unknown>;
      const sample = shape.input.isUnitSchema() ? {} : (sampleOf(shape.input) as Record<string, unknown>);
      const input = withoutEndpointMembers(sample, endpoint);
      const output = await client.send(new Command(input));
      expect([...received.keys()], shape.name).toEqual([`${signingName}:${shape.name}`]);
      expect(plain(received.get(`${signingName}:${shape.name}`)), shape.name).toEqual(plain(input));
      const expected = shape.output.isUnitSchema() ? {} : (sampleOf(shape.output) as Record<string, unknown>);
      const answered = 'StatusCode' in expected ? { ...expected, StatusCode: 202 } : expected;
      expect(plain(output), shape.name).toEqual(plain(answered));
    }
    client.destroy();
  });
});
