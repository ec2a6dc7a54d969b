import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { routes } from '../../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../../lib/support/temporary-folder.ts';

/*
 * `work` and `other` end in `shared`, `mail` in `mail-dead`. Messages are given up after one receive, so that a second one
 * moves them.
 */

const redriveTo = (logicalId: string) => ({
  RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [logicalId, 'Arn'] }, maxReceiveCount: 1 },
});
const queue = (QueueName: string, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, VisibilityTimeout: 30, ...more },
});

function assembly(): string {
  const folder = temporaryFolder();
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('manifest.json', {
    version: '55.0.0',
    artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } },
  });
  write('S.template.json', {
    Resources: {
      Shared: queue('shared'),
      Work: queue('work', redriveTo('Shared')),
      Other: queue('other', redriveTo('Shared')),
      MailDead: queue('mail-dead'),
      Mail: queue('mail', redriveTo('MailDead')),
    },
  });
  return folder;
}

let sandbox: Sandbox;
let sqs: SQSClient;
beforeEach(async () => {
  sandbox = await startSandbox({ assemblyDirectory: assembly() });
  sqs = new SQSClient({
    endpoint: sandbox.endpoint,
    region: sandbox.kernel.place.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  sqs.destroy();
  await sandbox.close();
});

const urlOf = (name: string) => `${sandbox.endpoint}/${sandbox.kernel.place.accountId}/${name}`;
const send = (name: string, body: string, DelaySeconds?: number) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody: body, DelaySeconds }));
const receive = (name: string) =>
  sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10 }));
const pass = (seconds: number) => sandbox.kernel.clock.runUntil(sandbox.kernel.clock.now() + seconds * 1000);

/** Receives a queue's messages once too often. */
async function giveUp(name: string): Promise<void> {
  await receive(name);
  await pass(31);
  await receive(name);
}

const queueNamed = async (name: string) => {
  const { queues } = routes.queues.answer.parse(await sandbox.control.queues({}));
  return queues.find((one) => one.name === name)!;
};
const bodies = async (name: string) => (await queueNamed(name)).messages.map(({ body }) => body);

test('a queue tells its depth, its oldest message and where its messages end', async () => {
  await send('mail', 'first');
  await pass(20);
  await receive('mail');
  await send('mail', 'second');
  await send('mail', 'later', 60);
  expect(await queueNamed('mail')).toMatchObject({
    logicalId: 'Mail',
    stack: 'S',
    visible: 1,
    inFlight: 1,
    delayed: 1,
    oldestSentAt: '2026-11-26T13:00:00.000Z',
    oldestAgeSeconds: 20,
    isDeadLetterQueue: false,
    deadLetterQueue: 'mail-dead',
    deadLetterQueueOf: [],
    maxReceiveCount: 1,
    messages: [
      { body: 'first', state: 'in-flight', receiveCount: 1, sentAt: '2026-11-26T13:00:00.000Z' },
      { body: 'second', state: 'visible', receiveCount: 0, deadLetteredFrom: null },
      { body: 'later', state: 'delayed', receiveCount: 0 },
    ],
  });
  expect(await queueNamed('shared')).toMatchObject({
    isDeadLetterQueue: true,
    deadLetterQueue: null,
    deadLetterQueueOf: ['work', 'other'],
    oldestSentAt: null,
    oldestAgeSeconds: null,
    messages: [],
  });
});

test('a dry run counts, a redrive moves each message back to the queue that it came from', async () => {
  await send('work', 'a');
  await send('work', 'b');
  await send('other', 'c');
  await giveUp('work');
  await giveUp('other');
  expect((await queueNamed('shared')).messages).toMatchObject([
    { body: 'a', deadLetteredFrom: 'work' },
    { body: 'b', deadLetteredFrom: 'work' },
    { body: 'c', deadLetteredFrom: 'other' },
  ]);
  expect(await sandbox.control.redrive({ queue: 'shared', dryRun: true })).toEqual({ moved: 3, dryRun: true });
  expect(await bodies('shared')).toHaveLength(3);
  expect(await sandbox.control.redrive({ queue: 'shared' })).toEqual({ moved: 3, dryRun: false });
  expect([await bodies('shared'), await bodies('work'), await bodies('other')]).toEqual([[], ['a', 'b'], ['c']]);
  expect(await sandbox.control.redrive({ queue: 'shared' })).toEqual({ moved: 0, dryRun: false });
});

test('what was put aside directly goes to the one queue that ends here, and stays where there are several', async () => {
  await send('mail-dead', 'by a rule');
  await send('shared', 'by a rule');
  expect(await sandbox.control.redrive({ queue: 'MailDead', dryRun: true })).toMatchObject({ moved: 1 });
  expect(await sandbox.control.redrive({ queue: 'MailDead' })).toMatchObject({ moved: 1 });
  expect(await bodies('mail')).toEqual(['by a rule']);
  expect(await sandbox.control.redrive({ queue: 'shared', dryRun: true })).toMatchObject({ moved: 0 });
  expect(await sandbox.control.redrive({ queue: 'shared' })).toMatchObject({ moved: 0 });
  expect(await bodies('shared')).toEqual(['by a rule']);
});

test('messages in flight are neither counted nor moved', async () => {
  await send('work', 'a');
  await giveUp('work');
  await receive('shared');
  expect(await sandbox.control.redrive({ queue: 'shared', dryRun: true })).toMatchObject({ moved: 0 });
  expect(await sandbox.control.redrive({ queue: 'shared' })).toMatchObject({ moved: 0 });
});

test.each([
  ['none', 'not-found', /no queue "none"; dead-letter queues of the deployment: shared, mail-dead/],
  ['work', 'invalid', /work is not the dead-letter queue of any queue.*shared, mail-dead/],
])('a redrive of the queue %s is refused as %s', async (name, code, message) => {
  const refused = sandbox.control.redrive({ queue: name });
  await expect(refused).rejects.toMatchObject({ code });
  await expect(refused).rejects.toThrow(message);
});
