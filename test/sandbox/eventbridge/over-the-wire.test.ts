import {
  EventBridgeClient,
  InvalidEventPatternException,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand, MessageRejected, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventBridgeService } from '../../../sandbox/services/eventbridge/service.ts';
import { createSchedulerService } from '../../../sandbox/services/scheduler/service.ts';
import { createSecretsManagerService } from '../../../sandbox/services/secretsmanager/service.ts';
import { createSesService } from '../../../sandbox/services/ses/service.ts';
import { createSsmService } from '../../../sandbox/services/ssm/service.ts';
import { testInstance } from '../../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../../support/served-world.ts';

/* The small services together, through the clients that functions use. */
let served: ServedWorld;

beforeAll(async () => {
  served = await servedWorld((world) =>
    [
      createEventBridgeService,
      createSchedulerService,
      createSecretsManagerService,
      createSesService,
      createSsmService,
    ].map((create) => create(world, testInstance()).api!),
  );
});

afterAll(() => served.close());

test('EventBridge takes events and judges patterns', async () => {
  const client = new EventBridgeClient(served.client);
  const answer = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: 'casewarden',
          DetailType: 'Sink Ready',
          Detail: '{"caseId":"c"}',
          Time: new Date('2026-10-05T11:59:59Z'),
        },
      ],
    }),
  );
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  const test = new TestEventPatternCommand({ EventPattern: '{"source":[]}', Event: '{}' });
  await expect(client.send(test)).rejects.toBeInstanceOf(InvalidEventPatternException);
  client.destroy();
});

test('Scheduler answers over REST', async () => {
  const client = new SchedulerClient(served.client);
  expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  await expect(client.send(new GetScheduleCommand({ Name: 'nope' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  client.destroy();
});

test('Secrets Manager and Parameter Store give what functions and templates read', async () => {
  const [secrets, parameters] = [new SecretsManagerClient(served.client), new SSMClient(served.client)];
  const secret = await secrets.send(new GetSecretValueCommand({ SecretId: 'casewarden/salesforce' }));
  expect(JSON.parse(secret.SecretString!)).toMatchObject({ current: { clientId: 'made-up-client' } });
  const { Parameter: version } = await parameters.send(
    new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }),
  );
  expect(version?.Value).toBe('31');
  secrets.destroy();
  parameters.destroy();
});

test('SES sends, and refuses with the real exception', async () => {
  const client = new SESv2Client(served.client);
  const mail = (FromEmailAddress: string) =>
    new SendEmailCommand({
      FromEmailAddress,
      Destination: { ToAddresses: ['sato@example.com'] },
      Content: { Simple: { Subject: { Data: '件名' }, Body: { Text: { Data: '本文' } } } },
    });
  expect((await client.send(mail('desk@example.co.jp'))).MessageId).toBeTruthy();
  await expect(client.send(mail('desk@example.org'))).rejects.toBeInstanceOf(MessageRejected);
  expect((await client.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours).toBe(1);
  client.destroy();
});
